// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where a connection comes from, as far as one owner reaches: an IPv4 address, or the /64 of an IPv6 address.
struct PeerNetwork: Hashable, Sendable {
    private let prefix: [UInt8]

    /// The network of an address as text; everything that is no IP address is one network.
    init(_ address: String?) {
        guard let bytes = address.flatMap(IPText.bytes) else {
            prefix = []
            return
        }
        // An IPv4 address that came through an IPv6 socket.
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        prefix = bytes.starts(with: mapped) ? Array(bytes.dropFirst(12)) : Array(bytes.prefix(bytes.count == 4 ? 4 : 8))
    }
}

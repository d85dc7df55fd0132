// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

/// What work is searched for.
public enum WorkPurpose: Hashable, Sendable, CustomStringConvertible {
    /// To register a hotkey on a subnet.
    case registration(NetUID)
    /// To be paid by the faucet of a test chain.
    case faucet

    /// From the Python SDK's way of saying it: a netuid, or −1 for the faucet.
    public init(netuid: Int) throws(BittensorError) {
        if netuid == -1 {
            self = .faucet
        } else if let netuid = UInt16(exactly: netuid) {
            self = .registration(NetUID(netuid))
        } else {
            throw BittensorError(.invalidOption, "\(netuid) is no netuid: it is 0 to 65535, or -1 for the faucet")
        }
    }

    public var description: String {
        switch self {
        case .registration(let netuid): "registration on subnet \(netuid)"
        case .faucet: "the faucet"
        }
    }
}

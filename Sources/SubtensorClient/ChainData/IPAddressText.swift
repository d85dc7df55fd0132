// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An internet address that the chain keeps as a number.
enum IPAddressText {
    /// The address as people write it: dotted for IPv4, with `::` for the longest run of zeros (RFC 5952) for IPv6.
    static func text(_ number: UInt128, type: UInt8) -> String {
        if type != 6, let short = UInt32(exactly: number) {
            return (0..<4).reversed().map { "\(short >> (8 * UInt32($0)) & 255)" }.joined(separator: ".")
        }
        let groups = (0..<8).reversed().map { UInt16(truncatingIfNeeded: number >> UInt128(16 * $0)) }
        func hex(_ groups: some Sequence<UInt16>) -> String {
            groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
        var longest = 0..<0
        var start = 0
        while start < groups.count {
            let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
            if end - start > longest.count { longest = start..<end }
            start = max(end, start + 1)
        }
        guard longest.count > 1 else { return hex(groups) }
        return hex(groups[..<longest.lowerBound]) + "::" + hex(groups[longest.upperBound...])
    }
}

extension AxonInfo {
    /// The address as text, such as `192.0.2.7`; `0.0.0.0` while nothing is served.
    public var ipText: String { IPAddressText.text(ip, type: ipType) }
    /// Address and port as a URL has them, such as `192.0.2.7:8091` or `[2001:db8::1]:8091`.
    public var endpointText: String { ipType == 6 ? "[\(ipText)]:\(port)" : "\(ipText):\(port)" }
    /// Whether it serves: an address of 0 means that it does not.
    public var isServing: Bool { ip != 0 }
}

extension PrometheusInfo {
    /// The address as text, such as `192.0.2.7`; `0.0.0.0` while nothing is served.
    public var ipText: String { IPAddressText.text(ip, type: ipType) }
}

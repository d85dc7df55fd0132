// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// An address as old runtimes kept it: a number, and one byte for its kind and protocol.
public struct IPInfo: Hashable, Sendable {
    /// The address as a number.
    public let ip: UInt128
    /// 4 or 6.
    public let ipType: UInt8
    public let `protocol`: UInt8
}

extension IPInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        ip = try fields.compact("ip")
        let kinds: UInt8 = try fields.compact("ip_type_and_protocol")
        ipType = kinds >> 4
        `protocol` = kinds & 0x0f
    }
}

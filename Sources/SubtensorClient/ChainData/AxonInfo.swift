// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives

/// Where a neuron serves requests, as it announced it.
public struct AxonInfo: Hashable, Sendable {
    /// When it was announced.
    public let block: BlockNumber
    /// The version of the software that serves, as the operator announced it.
    public let version: UInt32
    /// The address as a number; 0 while nothing is served.
    public let ip: UInt128
    /// The port; 0 while nothing is served.
    public let port: UInt16
    /// 4 or 6.
    public let ipType: UInt8
    /// The protocol, 4 for HTTP.
    public let `protocol`: UInt8
    /// Reserved.
    public let placeholder1: UInt8
    /// Reserved.
    public let placeholder2: UInt8
}

extension AxonInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        block = BlockNumber(try fields.read("block", as: UInt64.self))
        version = try fields.read("version")
        ip = try fields.read("ip")
        port = try fields.read("port")
        ipType = try fields.read("ip_type")
        `protocol` = try fields.read("protocol")
        placeholder1 = try fields.read("placeholder1")
        placeholder2 = try fields.read("placeholder2")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec

/// What one alpha of a subnet costs, as the runtime answers it for all subnets at once.
public struct AlphaPriceEntry: Hashable, Sendable {
    public let netuid: NetUID
    public let price: Balance
}

extension AlphaPriceEntry: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        netuid = try fields.read("netuid")
        price = try fields.read("price")
    }
}

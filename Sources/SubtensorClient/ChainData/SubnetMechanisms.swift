// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient

/// The incentive mechanisms of a subnet: each has weights and bonds of its own, and a part of the emission.
public struct SubnetMechanisms: Hashable, Sendable {
    public let netuid: NetUID
    /// How many there are; 1 in runtimes that know only one. The first has number 0.
    public let count: UInt8
    /// How many there may be; nil in runtimes that know only one.
    public let most: UInt8?
    /// How the owner splits emission; nil for equal parts.
    public let split: [Proportion]?

    public init(netuid: NetUID, count: UInt8, most: UInt8?, split: [Proportion]?) {
        self.netuid = netuid
        self.count = max(1, count)
        self.most = most
        self.split = split
    }

    /// What a mechanism gets of 1: one that no split names gets nothing.
    public func share(of mechanism: UInt8) -> Double {
        guard mechanism < count else { return 0 }
        guard let split else { return 1 / Double(count) }
        return split.indices.contains(Int(mechanism)) ? split[Int(mechanism)].value : 0
    }

    /// All of them, in order.
    public var indices: [MechanismIndex] { (0..<count).map { MechanismIndex(netuid, mechanism: $0) } }
}

extension Subtensor {
    /// The incentive mechanisms of a subnet, and how its emission is split between them.
    public func mechanisms(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> SubnetMechanisms {
        let found = try await state(at: block).values([
            StorageQuery(.mechanismCount(netuid)), StorageQuery(.maxMechanismCount),
            StorageQuery(.mechanismEmissionSplit(netuid)),
        ])
        return SubnetMechanisms(
            netuid: netuid, count: UInt8(clamping: found[0]?.uint64 ?? 1),
            most: found[1]?.uint64.map { UInt8(clamping: $0) },
            split: found[2]?.list?.map { Proportion(rawValue: UInt16(clamping: $0.uint64 ?? 0)) })
    }
}

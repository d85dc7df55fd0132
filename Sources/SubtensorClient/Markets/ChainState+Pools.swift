// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient

/// Where a generation of runtimes keeps the pools of its subnets.
private struct PoolItems {
    let tao: String
    let alpha: String
    /// What says whether a subnet's alpha has a price of its own, or is TAO.
    let kind: String

    static let all = [
        PoolItems(tao: "SubnetTAO", alpha: "SubnetAlphaIn", kind: "SubnetMechanism"),
        // Specs 181 and 200.
        PoolItems(tao: "DynamicTAOReserve", alpha: "DynamicAlphaReserve", kind: "IsDynamic"),
    ]
}

extension ChainState {
    /// The pools of the subnets by storage; none where the runtime knows no such thing.
    func storedPools() async throws(ClientError) -> [NetUID: SubnetPool] {
        let metadata = runtime.metadata
        let known = PoolItems.all.first { items in
            [items.tao, items.alpha, items.kind].allSatisfy { metadata.hasStorage("SubtensorModule", $0) }
        }
        guard let items = known else { return [:] }
        let netuids = try await netuids()
        let names = [items.tao, items.alpha, items.kind, "TokenSymbol"]
        let values = try await self.values(
            netuids.flatMap { netuid in names.map { StorageQuery("SubtensorModule", $0, netuid) } })
        var pools: [NetUID: SubnetPool] = [:]
        for (netuid, start) in zip(netuids, stride(from: 0, to: values.count, by: names.count)) {
            let found = values[start..<min(start + names.count, values.count)].map { $0 }
            let tao = Balance(rao: found[0]?.uint64 ?? 0)
            let isPriced = netuid != 0 && (found[2]?.uint64.map { $0 == 1 } ?? found[2]?.bool ?? false)
            let symbol = found[3]?.bytes.map { String(decoding: $0, as: UTF8.self) }
            pools[netuid] = SubnetPool(
                name: "", symbol: symbol.flatMap { $0.isEmpty ? nil : $0 }, tao: tao,
                price: isPriced ? AlphaPrice(pool: tao, Alpha(rao: found[1]?.uint64 ?? 0)) : .root)
        }
        return pools
    }
}

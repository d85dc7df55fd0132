// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient

extension Subtensor {
    /// What one alpha of a subnet costs: by the runtime's own function, or by the subnet's pool where it has none.
    ///
    /// - Throws: `subnetMissing`; `notInRuntime` where the runtime knows no pools.
    public func price(of netuid: NetUID, at block: BlockReference = .head) async throws -> AlphaPrice {
        if netuid == 0 { return .root }
        let state = try await state(at: block)
        try await state.requireSubnets([netuid])
        if let rao = try await state.priceFunction(netuid) { return AlphaPrice(tao: Balance(rao: rao)) }
        let call = RuntimeCall.dynamicInfo(netuid)
        do {
            guard let market = try await state.call(call) else { throw Self.missing(netuid) }
            return AlphaPrice(market)
        } catch let error as ClientError where state.lacks(call, error) {
            guard let pool = try await state.storedPools()[netuid] else { throw error }
            return pool.price
        }
    }

    /// What one alpha of each subnet costs, with the subnet's name; none where the runtime knows no pools.
    public func prices(at block: BlockReference = .head) async throws(ClientError) -> [NetUID: SubnetPrice] {
        try await pools(at: block).mapValues { SubnetPrice(name: $0.name, price: $0.price) }
    }

    /// Names and pools of the subnets: by the runtime's own function, or by storage where it has none whose answer can be read; none
    /// where it knows no pools.
    public func pools(at block: BlockReference = .head) async throws(ClientError) -> [NetUID: SubnetPool] {
        let state = try await state(at: block)
        let call = RuntimeCall<[DynamicInfo?]>.allDynamicInfo
        do {
            let infos = try await state.call(call).compactMap(\.self)
            return Dictionary(infos.map { ($0.netuid, SubnetPool($0)) }) { first, _ in first }
        } catch  where state.lacks(call, error) {
            return try await state.storedPools()
        }
    }

    /// The markets of the subnets; none where the runtime knows no such thing.
    public func markets(at block: BlockReference = .head) async throws(ClientError) -> [NetUID: DynamicInfo] {
        do {
            let infos = try await dynamicInfos(at: block)
            return Dictionary(infos.map { ($0.netuid, $0) }) { first, _ in first }
        } catch  where error.code == .notInRuntime {
            return [:]
        }
    }
}

extension ChainState {
    /// Whether a call failed because the runtime has no such function, or does not say how it lays the answer out.
    fileprivate func lacks<Output>(_ call: RuntimeCall<Output>, _ error: ClientError) -> Bool {
        error.code == .notInRuntime
            || error.code == .malformedAnswer && !runtimeAfter.metadata.describesResult(of: call)
    }

    /// What the runtime's own function says one alpha costs, in rao; nil where it has none.
    fileprivate func priceFunction(_ netuid: NetUID) async throws(ClientError) -> UInt64? {
        do {
            return try await call(.alphaPrice(netuid))
        } catch  where error.code == .notInRuntime {
            return nil
        }
    }
}

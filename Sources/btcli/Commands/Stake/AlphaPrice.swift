import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// What one alpha of a subnet costs, before anyone's trade moves it.
struct AlphaPrice: Hashable, Sendable {
    /// On the root alpha is TAO.
    static let root = AlphaPrice(tao: Balance(rao: Balance.raoPerTAO))

    let tao: Balance

    /// The price of a pool; 0 for an empty one.
    init(_ market: DynamicInfo) {
        guard market.netuid != 0 else {
            self = .root
            return
        }
        tao = Balance(rao: Self.product(market.taoIn.rao, Balance.raoPerTAO, over: market.alphaIn.rao))
    }

    init(tao: Balance) { self.tao = tao }

    /// What so much alpha is worth.
    func value(of alpha: Alpha) -> Balance {
        Balance(rao: Self.product(alpha.rao, tao.rao, over: Balance.raoPerTAO))
    }

    /// How much alpha is worth so much.
    func alpha(worth value: Balance) -> Alpha {
        Alpha(rao: Self.product(value.rao, Balance.raoPerTAO, over: tao.rao))
    }

    /// Rounded down; the largest number where it is more, 0 over 0.
    private static func product(_ first: UInt64, _ second: UInt64, over divisor: UInt64) -> UInt64 {
        guard divisor > 0 else { return 0 }
        return UInt64(clamping: UInt128(first) * UInt128(second) / UInt128(divisor))
    }
}

extension Subtensor {
    /// What one alpha of a subnet costs now.
    func price(of netuid: NetUID) async throws -> AlphaPrice {
        if netuid == 0 { return .root }
        try await requireSubnet(netuid)
        let state = try await state()
        if let rao = try await state.priceFunction(netuid) { return AlphaPrice(tao: Balance(rao: rao)) }
        guard let market = try await state.call(.dynamicInfo(netuid)) else { return .root }
        return AlphaPrice(market)
    }

    /// What one alpha of each subnet costs, with the subnet's name; none where the runtime knows no pools.
    func prices() async throws -> [NetUID: SubnetPrice] {
        try await markets().mapValues { SubnetPrice(name: $0.subnetName, price: AlphaPrice($0)) }
    }
}

extension ChainState {
    /// What the runtime's own function says one alpha costs, in rao; nil where it has none.
    fileprivate func priceFunction(_ netuid: NetUID) async throws(ClientError) -> UInt64? {
        do {
            return try await call(.alphaPrice(netuid))
        } catch  where error.code == .notInRuntime {
            return nil
        }
    }
}

/// A subnet's name, and what its alpha costs.
struct SubnetPrice: Hashable, Sendable {
    let name: String
    let price: AlphaPrice
}

import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// Delegates with what a person chooses them by.
struct DelegateReading: Sendable {
    let block: BlockNumber
    let delegates: [DelegateInfo]
    /// By coldkey.
    let names: [AccountID: String]
    /// What one alpha of each subnet is worth in TAO.
    let prices: [NetUID: Double]

    /// All delegates, those with the most stake first.
    init(_ subtensor: Subtensor, at block: BlockReference = .head) async throws {
        let state = try await subtensor.state(at: block)
        let all = try await subtensor.pinned(to: state).delegates()
        try await self.init(subtensor, all, state)
    }

    init(_ subtensor: Subtensor, _ delegates: [DelegateInfo], _ state: ChainState) async throws {
        let view = subtensor.pinned(to: state)
        async let markets = view.markets()
        async let named = view.names(of: delegates.map(\.owner))
        let prices = try await markets.mapValues(\.price)
        self.block = state.number
        self.prices = prices
        self.delegates =
            delegates.map { ($0, $0.worth(prices)) }
            .sorted { $0.1 == $1.1 ? $0.0.hotkey.bytes.lexicographicallyPrecedes($1.0.hotkey.bytes) : $0.1 > $1.1 }
            .map(\.0)
        names = try await named
    }

    /// The delegates as a table.
    ///
    /// - Parameter isNumbered: puts a number in front, by which one can be chosen.
    func table(isNumbered: Bool = false) -> DataTable {
        var table = DataTable(
            (isNumbered ? [.number("index", "Index")] : []) + [
                .text("name", "Name"), .number("take", "Take"), .number("nominators", "Nominators").expendable(1),
                .number("root_stake_tao", "Root stake (τ)").expendable(2), .number("worth_tao", "All stake (τ)"),
                .number("return_per_1000_tao", "Return (τ/24h/kτ)"),
                .number("total_daily_return_tao", "Return (τ/24h)").expendable(5),
                .text("subnets", "Subnets").expendable(4), .text("validator_permits", "Permits").expendable(6),
                .text("hotkey", "Hotkey", .middle), .text("coldkey", "Coldkey", .middle).expendable(3),
            ])
        for (index, delegate) in delegates.enumerated() {
            table.add(
                (isNumbered ? [.integer(index)] : []) + [
                    .text(orNone: names[delegate.owner]), .fraction(delegate.take),
                    .integer(delegate.nominators.count), .tao(delegate.rootStake),
                    .number(delegate.worth(prices), decimals: 4), .tao(delegate.returnPer1000),
                    .tao(delegate.totalDailyReturn),
                    .list(delegate.registrations.map { .integer($0.rawValue) }),
                    .list(delegate.validatorPermits.map { .integer($0.rawValue) }),
                    .address(delegate.hotkey), .address(delegate.owner),
                ])
        }
        return table
    }
}

extension DelegateInfo {
    /// The TAO that is staked on it at the root.
    var rootStake: Balance {
        nominators.flatMap(\.stakes).filter { $0.netuid == 0 }.reduce(.zero) { $0 + Balance(rao: $1.stake.rao) }
    }

    /// All stake on it in TAO, at the pools' prices.
    func worth(_ prices: [NetUID: Double]) -> Double {
        nominators.flatMap(\.stakes).reduce(0) { $0 + $1.stake.worth($1.netuid, prices) }
    }
}

extension Alpha {
    /// What it comes to in TAO, at a pool's price.
    func worth(_ netuid: NetUID, _ prices: [NetUID: Double]) -> Double {
        Double(rao) / 1e9 * (netuid == 0 ? 1 : prices[netuid] ?? 0)
    }
}

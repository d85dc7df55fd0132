// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The documented consensus of Bittensor ("Yuma"): what a subnet's neurons think of each other becomes what each of them
/// earns. Nothing of the chain is known here.
///
/// Validators are the neurons with a permit; their weights, cut at what stake in the majority agrees on, give servers
/// their incentive; their bonds, which follow those weights slowly, give them their dividends.
struct YumaConsensus: Sendable {
    /// A row of a sparse matrix: uids and values.
    typealias Row = [(uid: Int, value: Fixed)]

    /// What consensus is made from, by uid.
    struct Input: Sendable {
        /// Each neuron's part of all stake.
        var stake: [Fixed]
        var isActive: [Bool]
        /// Who had a permit until now.
        var hasPermit: [Bool]
        /// What each neuron has set, as it was set.
        var weights: [Row]
        var bonds: [Row]
        var lastUpdate: [UInt64]
        var registeredAt: [UInt64]
        /// The block of the epoch before this one.
        var lastEpoch: UInt64
        /// The part of stake that makes a majority.
        var kappa: Fixed
        /// How much of the old bonds remains in an epoch.
        var bondsMovingAverage: Fixed
        /// How much of the cut of their weights validators' bonds feel.
        var bondsPenalty: Fixed
        var maximumValidators: Int
    }

    private(set) var activeStake: [Fixed] = []
    private(set) var rank: [Fixed] = []
    private(set) var trust: [Fixed] = []
    private(set) var consensus: [Fixed] = []
    private(set) var incentive: [Fixed] = []
    private(set) var dividends: [Fixed] = []
    private(set) var validatorTrust: [Fixed] = []
    private(set) var bonds: [Row] = []
    /// Who has a permit from now on.
    private(set) var permits: [Bool] = []

    init(_ input: Input) {
        let count = input.stake.count
        activeStake = (0..<count).map { input.isActive[$0] && input.hasPermit[$0] ? input.stake[$0] : .zero }
        activeStake = activeStake.normalized
        permits = Self.top(input.maximumValidators, input.stake)

        let weights = (0..<count).map { uid in Self.heard(uid, input) }
        let preRank = Self.columnSums(weights, activeStake)
        consensus = Self.weightedMedians(weights, activeStake, majority: input.kappa)
        let clipped = weights.map { row in row.map { (uid: $0.uid, value: min($0.value, consensus[$0.uid])) } }
        validatorTrust = clipped.map { $0.map(\.value).sum }
        let rawRank = Self.columnSums(clipped, activeStake)
        trust = zip(rawRank, preRank).map { $0 / $1 }
        rank = rawRank.normalized
        incentive = rank

        let seen = zip(weights, clipped).map { full, cut in
            zip(full, cut).map {
                (uid: $0.uid, value: $0.value + input.bondsPenalty * ($1.value - $0.value))
            }
        }
        let fresh = Self.normalizedColumns(Self.scaled(seen, activeStake))
        // Bonds in neurons that have come since the last epoch are those of the ones before them.
        let old = Self.normalizedColumns(
            input.bonds.map { row in
                row.filter { $0.uid < count && input.registeredAt[$0.uid] < input.lastEpoch }
            })
        bonds = Self.normalizedColumns(Self.blend(fresh, old, input.bondsMovingAverage))
        let incentive = incentive
        dividends = bonds.map { $0.map { $0.value * incentive[$0.uid] }.sum }.normalized
    }

    /// What the mechanisms of one subnet come to, each with its part of the emission.
    init(_ parts: [(share: Fixed, result: YumaConsensus)]) {
        guard let first = parts.first?.result else { return }
        self = first
        guard parts.count > 1 else { return }
        for list in [
            \YumaConsensus.activeStake, \.rank, \.trust, \.consensus, \.incentive, \.dividends, \.validatorTrust,
        ] {
            self[keyPath: list] = permits.indices.map { uid in
                parts.map { $0.share * $0.result[keyPath: list][uid] }.sum
            }
        }
        bonds = []
    }

    /// The bonds with each column's largest at one, in parts of 65535.
    var storedBonds: [[(uid: Int, value: UInt16)]] {
        let largest = Self.fold(bonds, count: consensus.count, max)
        return bonds.map { row in row.map { ($0.uid, ($0.value / largest[$0.uid]).proportion) } }
    }

    // MARK: Steps

    /// A validator's weights that count, adding up to one: not those for itself, and not those for neurons that came
    /// after they were set.
    private static func heard(_ uid: Int, _ input: Input) -> Row {
        guard input.hasPermit[uid] else { return [] }
        let row = input.weights[uid].filter {
            $0.uid != uid && $0.uid < input.stake.count && input.lastUpdate[uid] > input.registeredAt[$0.uid]
        }
        return Array(zip(row.map(\.uid), row.map(\.value).normalized)).map { (uid: $0, value: $1) }
    }

    /// For each column the value that stake beyond the minority reaches: the largest weight that the majority gives.
    private static func weightedMedians(_ rows: [Row], _ stake: [Fixed], majority: Fixed) -> [Fixed] {
        let total = stake.sum
        guard total > .zero else { return [Fixed](repeating: .zero, count: rows.count) }
        let minority = total - majority * total
        var columns = [[(value: Fixed, stake: Fixed)]](repeating: [], count: rows.count)
        for (uid, row) in rows.enumerated() where stake[uid] > .zero {
            for item in row where item.value > .zero { columns[item.uid].append((item.value, stake[uid])) }
        }
        return columns.map { column in
            // Those who give nothing stand below all others.
            var below = total - column.map(\.stake).sum
            guard below <= minority else { return .zero }
            for item in column.sorted(by: { $0.value < $1.value }) {
                below = below + item.stake
                if below > minority { return item.value }
            }
            return .zero
        }
    }

    /// Who is among the `count` with the most stake, and has some; of equals the higher uid.
    private static func top(_ count: Int, _ stake: [Fixed]) -> [Bool] {
        let best = stake.indices.sorted { (stake[$0], $0) > (stake[$1], $1) }.prefix(max(count, 0))
        var result = [Bool](repeating: false, count: stake.count)
        for uid in best where stake[uid] > .zero { result[uid] = true }
        return result
    }

    private static func scaled(_ rows: [Row], _ factors: [Fixed]) -> [Row] {
        zip(rows, factors).map { row, factor in row.map { (uid: $0.uid, value: $0.value * factor) } }
    }

    private static func columnSums(_ rows: [Row], _ factors: [Fixed]) -> [Fixed] {
        fold(scaled(rows, factors), count: rows.count, +)
    }

    private static func fold(_ rows: [Row], count: Int, _ combine: (Fixed, Fixed) -> Fixed) -> [Fixed] {
        var result = [Fixed](repeating: .zero, count: count)
        for row in rows { for item in row { result[item.uid] = combine(result[item.uid], item.value) } }
        return result
    }

    private static func normalizedColumns(_ rows: [Row]) -> [Row] {
        let sums = fold(rows, count: rows.count, +)
        return rows.map { row in
            row.map { (uid: $0.uid, value: sums[$0.uid] == .zero ? $0.value : $0.value / sums[$0.uid]) }
        }
    }

    /// `kept` of the old and the rest of the new.
    private static func blend(_ new: [Row], _ old: [Row], _ kept: Fixed) -> [Row] {
        zip(new, old).map { new, old in
            var values: [Int: Fixed] = [:]
            for item in new { values[item.uid] = (Fixed.one - kept) * item.value }
            for item in old { values[item.uid, default: .zero] = values[item.uid, default: .zero] + kept * item.value }
            return values.filter { $0.value > .zero }.sorted { $0.key < $1.key }.map { (uid: $0.key, value: $0.value) }
        }
    }
}

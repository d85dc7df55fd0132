// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

extension Action where Outcome == [UIDValue] {
    /// Sets the weights that a hotkey gives the neurons of a subnet, uid by uid. The outcome is what the chain stores of them.
    ///
    /// - Parameters:
    ///   - weights: any numbers from 0 up, of any floating-point type; the largest becomes 65535. `WeightRules.applied` makes
    ///     them comply with the subnet's limits first. A uid that stands there twice is refused.
    ///   - mechanism: which of the subnet's incentive mechanisms they are for; 0 is the first.
    ///   - versionKey: nil takes the subnet's own, which the chain asks for at least.
    public static func setWeights<Weight: BinaryFloatingPoint & Sendable>(
        _ weights: [(uid: UInt16, weight: Weight)], on netuid: NetUID, mechanism: UInt8 = 0, versionKey: UInt64? = nil
    ) -> Self {
        .setWeights(
            weights.map(\.weight), for: weights.map(\.uid), on: netuid, mechanism: mechanism, versionKey: versionKey)
    }

    /// Sets weights that are kept by uid.
    public static func setWeights<Weight: BinaryFloatingPoint & Sendable>(
        _ weights: [UInt16: Weight], on netuid: NetUID, mechanism: UInt8 = 0, versionKey: UInt64? = nil
    ) -> Self {
        .setWeights(
            weights.sorted { $0.key < $1.key }.map { (uid: $0.key, weight: $0.value) }, on: netuid,
            mechanism: mechanism, versionKey: versionKey)
    }

    /// Sets weights that are in one list, and their uids in another.
    public static func setWeights<Weight: BinaryFloatingPoint & Sendable>(
        _ weights: [Weight], for uids: [UInt16], on netuid: NetUID, mechanism: UInt8 = 0, versionKey: UInt64? = nil
    ) -> Self {
        let index = MechanismIndex(netuid, mechanism: mechanism)
        return Self("set weights", by: .hotkey) { context in
            let lost = QuantizedWeights.roundedAway(uids: uids, weights: weights)
            let weights = try QuantizedWeights(uids: uids, weights: weights)
            let key = try await context.versionKey(versionKey, netuid)
            let call = try context.call(
                .forWeights(
                    "set_weights", "set_mechanism_weights", index,
                    [
                        .uids("dests", weights.uids), .uids("weights", weights.values),
                        .init("version_key", is: .number(key)),
                    ]),
                replacement: mechanism > 0
                    ? "its subnets have one mechanism, number 0" : "this chain takes no weights")
            let uid = try await context.requireWeighable(weights, lost, on: netuid)
            try await context.requireMechanism(index)
            guard try await context.state.valueIfKnown(.commitRevealEnabled(netuid)) != true else {
                throw BittensorError(
                    .invalidWeights,
                    "subnet \(netuid) wants weights committed first and revealed later: commit them, or let setWeights choose"
                )
            }
            try await context.requireVotingStake(uid, on: netuid)
            try await context.requireWaited(uid, index)
            return ActionPlan(
                call: call, effects: weights.effects(index) + lost.prefix(16).map { .init("Lost", $0) }
            ) { _, after in
                try await after.weights(of: uid, on: index)
            }
        }
    }
}

// MARK: - Root weights

/// The weights that a hotkey on the root gives the subnets, before and after they are brought into the chain's form.
public struct RootWeights: Hashable, Sendable {
    public let netuids: [NetUID]
    /// As they were given: any numbers above 0.
    public let given: [Float]
    /// Divided by their sum, none above the root subnet's limit.
    public let normalized: [Float]

    /// - Parameters:
    ///   - rules: the root subnet's.
    /// - Throws: `invalidWeights` for lists of different lengths, a subnet that is named twice, and weights that are not
    ///   above 0.
    public init(
        _ weights: [some BinaryFloatingPoint], for netuids: [NetUID], rules: WeightRules
    ) throws(BittensorError) {
        let weights = weights.map { Float($0) }
        try Self.judge(weights, for: netuids)
        self.netuids = netuids
        given = weights
        normalized = WeightLimit.capped(weights, at: rules.limit)
    }

    /// Refuses weights that no chain takes.
    package static func judge(_ weights: [Float], for netuids: [NetUID]) throws(BittensorError) {
        try QuantizedWeights.check(netuids.map(\.rawValue), weights)
        guard !weights.isEmpty, weights.allSatisfy({ $0 > 0 }) else {
            throw BittensorError(.invalidWeights, "each weight of a subnet has to be above 0")
        }
    }
}

extension Action where Outcome == RootWeights {
    /// Sets the weights that a hotkey on the root gives the subnets.
    ///
    /// - Parameter hotkey: a hotkey of the signer's that is registered on the root.
    public static func setRootWeights<Weight: BinaryFloatingPoint & Sendable>(
        _ weights: [Weight], for netuids: [NetUID], as hotkey: AccountID, versionKey: UInt64 = 0
    ) -> Self {
        Self("set root weights") { context in
            let gone = "emission follows the price of each subnet's alpha now; stake on the subnets that you favour"
            let rules = try await context.state.weightRules(on: 0)
            let weights = try RootWeights(weights, for: netuids, rules: rules)
            let quantized = try QuantizedWeights(uids: netuids.map(\.rawValue), weights: weights.normalized)
            let call = try context.call(
                CallForm(
                    "set_root_weights", .init("netuid", is: .number(UInt16(0))), .init("hotkey", is: .account(hotkey)),
                    .uids("dests", quantized.uids), .uids("weights", quantized.values),
                    .init("version_key", is: .number(versionKey))),
                replacement: gone)
            for netuid in netuids { try await context.requireSubnet(netuid) }
            try await context.requireRegistered(hotkey, on: 0)
            try await context.requireOwnership(of: hotkey)
            return ActionPlan(
                call: call,
                effects: zip(netuids, weights.normalized).map { .init("Subnet \($0)", $1) } + [.init("As", hotkey)]
            ) { _, _ in weights }
        }
    }
}

// MARK: - Checks

extension ActionContext {
    func versionKey(_ key: UInt64?, _ netuid: NetUID) async throws -> UInt64 {
        let least = try await state.valueIfKnown(.weightsVersionKey(netuid)) ?? 0
        guard let key else { return least }
        guard key >= least else {
            throw BittensorError(
                .invalidWeights, "subnet \(netuid) wants weights with a version key of \(least) or more, not \(key)")
        }
        return key
    }

    /// That the chain would take weights of the signer's now, and these; returns the signer's uid.
    @discardableResult
    func requireWeighable(
        _ weights: QuantizedWeights, _ lost: [LostWeight] = [], on netuid: NetUID
    ) async throws -> UInt16 {
        guard netuid != 0 else {
            throw BittensorError(.invalidWeights, "the weights of the root are set with set root weights")
        }
        guard !weights.uids.isEmpty else {
            throw BittensorError(.invalidWeights, "all weights are 0: give one neuron at least something")
        }
        let uid = try await requireRegistered(signer, on: netuid)
        let rules = try await state.weightRules(on: netuid)
        if let unknown = weights.uids.first(where: { $0 >= rules.neurons }) {
            throw BittensorError(
                .invalidWeights,
                "there is no uid \(unknown): subnet \(netuid) has \(rules.neurons) neurons, counted from 0")
        }
        // A neuron may always name itself alone.
        if weights.uids != [uid] {
            guard weights.uids.count >= rules.minAllowed else {
                throw BittensorError(
                    .invalidWeights,
                    "subnet \(netuid) wants \(rules.minAllowed) weights or more, not \(weights.uids.count)"
                        + (lost.first.map { ": \($0)" } ?? ""))
            }
            let permits = try await state.valueIfKnown(.validatorPermits(netuid)) ?? []
            guard !permits.indices.contains(Int(uid)) || permits[Int(uid)] else {
                throw BittensorError(
                    .invalidWeights, "the hotkey \(signer) has no validator permit on subnet \(netuid)")
            }
        }
        return uid
    }

    /// That the chain lets so little stake set weights.
    func requireVotingStake(_ uid: UInt16, on netuid: NetUID) async throws {
        let threshold = Balance(rao: try await state.valueIfKnown(.stakeThreshold) ?? 0)
        guard threshold > .zero, let stakes = try? await state.call(.subnetState(netuid))?.totalStake,
            stakes.indices.contains(Int(uid)), stakes[Int(uid)] < threshold
        else { return }
        throw BittensorError(
            .insufficientStake,
            "the hotkey \(signer) has a stake of \(stakes[Int(uid)]) on subnet \(netuid), and the chain takes weights of those that "
                + "have \(threshold): add stake to it")
    }

    func requireMechanism(_ mechanism: MechanismIndex) async throws {
        let count = try await state.valueIfKnown(.mechanismCount(mechanism.netuid)) ?? 1
        guard mechanism.mechanism < max(1, count) else {
            throw BittensorError(
                .invalidOption,
                "subnet \(mechanism.netuid) has no mechanism \(mechanism.mechanism): it has \(max(1, count)), counted from 0"
            )
        }
    }

    /// That the last weights of a neuron are long enough ago.
    func requireWaited(_ uid: UInt16, _ mechanism: MechanismIndex) async throws {
        let limit = try await state.valueIfKnown(.weightsRateLimit(mechanism.netuid)) ?? 0
        let last = try await state.valueIfKnown(.lastUpdates(mechanism)) ?? []
        guard limit > 0, last.indices.contains(Int(uid)), last[Int(uid)] > 0 else { return }
        let first = BlockNumber(last[Int(uid)]).advanced(by: limit)
        // The block that can hold them is the next one.
        guard state.number.advanced(by: 1) < first else { return }
        throw BittensorError(
            .attemptsUsedUp,
            "subnet \(mechanism.netuid) takes weights of a neuron every \(limit) blocks: the last are of block \(last[Int(uid)]), so "
                + "send them from block \(first) on; the newest is \(state.number)")
    }

    func weights(of uid: UInt16, on index: MechanismIndex) async throws -> [UIDValue] {
        try await state.value(.weights(index, uid: uid)) ?? []
    }
}

extension QuantizedWeights {
    func effects(_ mechanism: MechanismIndex) -> [ActionPreview.Effect] {
        let sum = values.reduce(UInt64(0)) { $0 + UInt64($1) }
        let shown = zip(uids, values).prefix(16).map { uid, value in
            ActionPreview.Effect("Uid \(uid)", "\(Double(value) / Double(max(1, sum)))")
        }
        let rest = uids.count - shown.count
        return [.init("Subnet", mechanism.netuid)]
            + (mechanism.mechanism > 0 ? [.init("Mechanism", mechanism.mechanism)] : []) + shown
            + (rest > 0 ? [.init("And", "\(rest) more")] : [])
    }
}

extension CallForm.Argument {
    /// A list of 16-bit numbers.
    static func uids(_ name: String, _ values: [UInt16]) -> Self {
        Self(name, is: .list(values.map { .number($0) }))
    }
}

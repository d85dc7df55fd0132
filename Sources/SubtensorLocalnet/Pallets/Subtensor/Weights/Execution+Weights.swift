// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Weights as a hotkey sends them.
struct SubmittedWeights: Sendable {
    let netuid: UInt16
    /// Which of the subnet's mechanisms they are for.
    var mechanism: UInt8 = 0
    let uids: [UInt16]
    let values: [UInt16]
    let versionKey: UInt64

    /// The number under which the chain keeps the mechanism's weights.
    var index: UInt16 { Execution.mechanismIndex(netuid, mechanism) }
}

/// Setting weights: the checks of the real pallet, in its order.
extension Execution {
    mutating func setWeights(_ call: CallArguments, mechanism: UInt8 = 0) throws(DispatchFailure) {
        let weights = SubmittedWeights(
            netuid: try call("netuid"), mechanism: mechanism, uids: try call("dests"), values: try call("weights"),
            versionKey: try call("version_key"))
        try setWeights(weights, of: try call.signer())
    }

    /// Sets weights that are not committed to before.
    private mutating func setWeights(_ weights: SubmittedWeights, of hotkey: AccountID) throws(DispatchFailure) {
        try requireMechanism(weights.mechanism, weights.netuid)
        guard !state[SubtensorPallet.commitRevealEnabled, weights.netuid] else {
            throw .subtensor("CommitRevealEnabled")
        }
        try store(weights, of: hotkey, isRevealed: false)
    }

    mutating func batchSetWeights(_ call: CallArguments) throws(DispatchFailure) {
        let hotkey = try call.signer()
        let netuids: [Compact<UInt16>] = try call("netuids")
        let lists: [[ScalePair<Compact<UInt16>, Compact<UInt16>>]] = try call("weights")
        let keys: [Compact<UInt64>] = try call("version_keys")
        guard netuids.count == lists.count, keys.count == lists.count else { throw .subtensor("InputLengthsUnequal") }
        var failures = 0
        for (place, list) in lists.enumerated() {
            let weights = SubmittedWeights(
                netuid: netuids[place].value, uids: list.map(\.first.value), values: list.map(\.second.value),
                versionKey: keys[place].value)
            do {
                try transactionally { (inner: inout Execution) throws(DispatchFailure) in
                    try inner.setWeights(weights, of: hotkey)
                }
            } catch {
                failures += 1
                emit("BatchWeightItemFailed", runtime.errorValue(error))
            }
        }
        if failures > 0 { emit("BatchCompletedWithErrors") }
        emit("BatchWeightsCompleted", .list(netuids.map { .number($0.value) }), .account(hotkey))
    }

    /// Checks weights and puts them in their place; revealed ones have had their rate limit when they were committed.
    mutating func store(
        _ weights: SubmittedWeights, of hotkey: AccountID, isRevealed: Bool
    ) throws(DispatchFailure) {
        let netuid = weights.netuid
        guard netuid != 0 else { throw .subtensor("CanNotSetRootNetworkWeights") }
        guard weights.uids.count == weights.values.count else { throw .subtensor("WeightVecNotEqualSize") }
        guard let uid = state[SubtensorPallet.uids, netuid, hotkey] else {
            throw .subtensor("HotKeyNotRegisteredInSubNet")
        }
        try requireStakeToSetWeights(hotkey, netuid)
        let key = state[SubtensorPallet.weightsVersionKey, netuid]
        guard key == 0 || weights.versionKey >= key else { throw .subtensor("IncorrectWeightVersionKey") }
        let index = weights.index
        guard isRevealed || hasWaited(uid, netuid, index) else { throw .subtensor("SettingWeightsTooFast") }
        let isOwnOnly = weights.uids == [uid]
        guard isOwnOnly || state.value(SubtensorPallet.validatorPermit, netuid, at: uid) == true else {
            throw .subtensor("NeuronNoValidatorPermit")
        }
        try check(weights, count: state[SubtensorPallet.subnetworkN, netuid], isOwnOnly: isOwnOnly)
        place(weights, at: uid, index)
        // Revealed ones have set it when they were committed.
        if !isRevealed { state.set(block.rawValue, in: SubtensorPallet.lastUpdate, index, at: uid) }
    }

    func requireStakeToSetWeights(_ hotkey: AccountID, _ netuid: UInt16) throws(DispatchFailure) {
        guard stakeWeight(of: hotkey, netuid) >= state[SubtensorPallet.stakeThreshold] else {
            throw .subtensor("NotEnoughStakeToSetWeights")
        }
    }

    /// Whether the neuron's last update of a mechanism is long enough ago.
    func hasWaited(_ uid: UInt16, _ netuid: UInt16, _ index: UInt16) -> Bool {
        let last = state.value(SubtensorPallet.lastUpdate, index, at: uid) ?? 0
        return last == 0
            || block.rawValue.saturatingSubtracting(last) >= state[SubtensorPallet.weightsSetRateLimit, netuid]
    }

    private func check(_ weights: SubmittedWeights, count: UInt16, isOwnOnly: Bool) throws(DispatchFailure) {
        guard Set(weights.uids).count == weights.uids.count else { throw .subtensor("DuplicateUids") }
        guard weights.uids.count <= Int(count) else { throw .subtensor("UidsLengthExceedUidsInSubNet") }
        guard weights.uids.allSatisfy({ $0 < count }) else { throw .subtensor("UidVecContainInvalidOne") }
        // A subnet with fewer neurons than the minimum demands as many as it has.
        let minimum = min(state[SubtensorPallet.minAllowedWeights, weights.netuid], count)
        guard isOwnOnly || weights.uids.count >= Int(minimum) else { throw .subtensor("WeightVecLengthIsLow") }
        let limit = state[SubtensorPallet.maxWeightsLimit, weights.netuid]
        guard isOwnOnly || limit == .max else {
            let sum = weights.values.reduce(UInt64(0)) { $0 + UInt64($1) }
            let highest = UInt64(weights.values.max() ?? 0)
            guard highest * UInt64(UInt16.max) <= UInt64(limit) * sum else { throw .subtensor("MaxWeightExceeded") }
            return
        }
    }

    /// Stores weights scaled so that the largest is 65535, each rounded down.
    private mutating func place(_ weights: SubmittedWeights, at uid: UInt16, _ index: UInt16) {
        let highest = UInt32(weights.values.max() ?? 0)
        let scaled = weights.values.map { highest == 0 ? 0 : UInt16(UInt32($0) * UInt32(UInt16.max) / highest) }
        state[SubtensorPallet.weights, index, uid] = zip(weights.uids, scaled).map { ScalePair($0, $1) }
        emit("WeightsSet", .number(index), .number(uid))
    }

    /// Root weights of old runtimes: a root neuron's, for subnets instead of neurons, signed by its coldkey. They are
    /// kept and shown; emission does not follow them.
    mutating func setRootWeights(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        guard try call("netuid") == UInt16(0) else { throw .subtensor("NotRootSubnet") }
        let weights = SubmittedWeights(
            netuid: 0, uids: try call("dests"), values: try call("weights"), versionKey: try call("version_key"))
        guard state[SubtensorPallet.owner, hotkey] == coldkey else { throw .subtensor("NonAssociatedColdKey") }
        guard weights.uids.count == weights.values.count else { throw .subtensor("WeightVecNotEqualSize") }
        guard let uid = state[SubtensorPallet.uids, UInt16(0), hotkey] else {
            throw .subtensor("HotKeyNotRegisteredInSubNet")
        }
        guard hasWaited(uid, 0, 0) else { throw .subtensor("SettingWeightsTooFast") }
        try check(weights, count: state[SubtensorPallet.totalNetworks], isOwnOnly: false)
        place(weights, at: uid, 0)
        state.set(block.rawValue, in: SubtensorPallet.lastUpdate, UInt16(0), at: uid)
    }
}

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// How difficulty and burn follow the registrations.
extension Execution {
    /// What the pallet does at the start of every block.
    mutating func beginBlock() {
        for netuid in UInt16(0)..<state[SubtensorPallet.totalNetworks] {
            if rules.registerChecksWork {
                adjustAtIntervalEnd(netuid)
            } else {
                decayDifficulty(netuid)
            }
            state[SubtensorPallet.registrationsThisBlock, netuid] = 0
        }
    }

    /// The first two eras: every `AdjustmentInterval` blocks, more registrations than the target raise the price of the
    /// kind that drove them, fewer lower the price of the other kind.
    private mutating func adjustAtIntervalEnd(_ netuid: UInt16) {
        let interval = UInt64(state[SubtensorPallet.adjustmentInterval, netuid])
        guard block.rawValue - state[SubtensorPallet.lastAdjustmentBlock, netuid] >= interval else { return }
        let (byWork, byBurn) = (
            state[SubtensorPallet.powRegistrationsThisInterval, netuid],
            state[SubtensorPallet.burnRegistrationsThisInterval, netuid]
        )
        let count = state[SubtensorPallet.registrationsThisInterval, netuid]
        let target = state[SubtensorPallet.targetRegistrationsPerInterval, netuid]
        let rises = count > target
        if byWork == byBurn || (byWork > byBurn) == rises { adjustDifficulty(netuid, count, target) }
        if byWork == byBurn || (byWork < byBurn) == rises { adjustBurn(netuid, count, target) }
        state[SubtensorPallet.lastAdjustmentBlock, netuid] = block.rawValue
        state[SubtensorPallet.registrationsThisInterval, netuid] = 0
        state[SubtensorPallet.powRegistrationsThisInterval, netuid] = 0
        state[SubtensorPallet.burnRegistrationsThisInterval, netuid] = 0
    }

    private mutating func adjustDifficulty(_ netuid: UInt16, _ count: UInt16, _ target: UInt16) {
        let adjusted = smoothed(state[SubtensorPallet.difficulty, netuid], netuid, count, target)
        let bounds = (state[SubtensorPallet.minDifficulty, netuid], state[SubtensorPallet.maxDifficulty, netuid])
        setDifficulty(netuid, min(max(adjusted, bounds.0), bounds.1))
    }

    private mutating func adjustBurn(_ netuid: UInt16, _ count: UInt16, _ target: UInt16) {
        let adjusted = smoothed(state[SubtensorPallet.burn, netuid], netuid, count, target)
        let bounds = (state[SubtensorPallet.minBurn, netuid], state[SubtensorPallet.maxBurn, netuid])
        state[SubtensorPallet.burn, netuid] = min(max(adjusted, bounds.0), bounds.1)
    }

    /// alpha × current + (1 − alpha) × current × (count + target) / (2 × target), alpha being `AdjustmentAlpha` / 2^64.
    private func smoothed(_ current: UInt64, _ netuid: UInt16, _ count: UInt16, _ target: UInt16) -> UInt64 {
        guard target > 0 else { return current }
        let updated = UInt128(current) * (UInt128(count) + UInt128(target)) / (2 * UInt128(target))
        let alpha = UInt128(state[SubtensorPallet.adjustmentAlpha, netuid])
        let one = UInt128(UInt64.max)
        let next = UInt128(current) * alpha / one + min(updated, one) * (one - alpha) / one
        return UInt64(min(next, one))
    }

    /// With `pow_register`, difficulty decays every block on every subnet but root. The real curve was not published;
    /// this one halves it in about a day of 7200 blocks (1 − 2^(−1/7200) ≈ 1/10387).
    private mutating func decayDifficulty(_ netuid: UInt16) {
        guard rules == .powRegister, netuid != 0 else { return }
        let difficulty = state[SubtensorPallet.difficulty, netuid]
        setDifficulty(netuid, max(difficulty - difficulty / 10_387, state[SubtensorPallet.minDifficulty, netuid]))
    }

    /// And it rises by a quarter with every registration.
    mutating func raiseDifficulty(_ netuid: UInt16) {
        let (raised, overflow) = state[SubtensorPallet.difficulty, netuid].addingReportingOverflow(
            state[SubtensorPallet.difficulty, netuid] / 4)
        setDifficulty(netuid, min(overflow ? UInt64.max : raised, state[SubtensorPallet.maxDifficulty, netuid]))
    }

    private mutating func setDifficulty(_ netuid: UInt16, _ difficulty: UInt64) {
        guard !runtime.isDifficultyPinned, difficulty != state[SubtensorPallet.difficulty, netuid] else { return }
        state[SubtensorPallet.difficulty, netuid] = difficulty
    }

    /// What the sudo key, or the owner of a subnet where the real pallet allows it, may set.
    mutating func dispatchAdmin(
        _ name: String, _ arguments: CallArguments, from origin: Origin
    ) throws(DispatchFailure) {
        let netuid: UInt16 = try arguments.integer("netuid")
        if case .signed(let signer) = origin {
            let forOwners: Set = [
                "sudo_set_network_registration_allowed", "sudo_set_network_pow_registration_allowed",
            ]
            guard forOwners.contains(name), signer == state[SubtensorPallet.subnetOwner, netuid] else { throw .badOrigin }
        }
        guard state[SubtensorPallet.networksAdded, netuid] else {
            throw DispatchFailure(pallet: "AdminUtils", name: "SubnetDoesNotExist")
        }
        switch name {
        case "sudo_set_min_difficulty":
            state[SubtensorPallet.minDifficulty, netuid] = try arguments.integer("min_difficulty")
        case "sudo_set_max_difficulty":
            state[SubtensorPallet.maxDifficulty, netuid] = try arguments.integer("max_difficulty")
        case "sudo_set_max_allowed_uids":
            state[SubtensorPallet.maxAllowedUids, netuid] = try arguments.integer("max_allowed_uids")
        case "sudo_set_network_registration_allowed":
            state[SubtensorPallet.registrationAllowed, netuid] = try arguments.flag("registration_allowed")
        case "sudo_set_network_pow_registration_allowed":
            state[SubtensorPallet.powRegistrationAllowed, netuid] = try arguments.flag("registration_allowed")
        case "sudo_set_max_registrations_per_block":
            state[SubtensorPallet.maxRegistrationsPerBlock, netuid] =
                try arguments.integer("max_registrations_per_block")
        default:
            let difficulty: UInt64 = try arguments.integer("difficulty")
            state[SubtensorPallet.difficulty, netuid] = difficulty
            emit(SubtensorPallet.name, "DifficultySet", [.init(nil, .number(netuid)), .init(nil, .number(difficulty))])
        }
    }
}

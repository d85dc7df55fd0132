// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// What a subnet's owner and the sudo key may change.
enum AdminUtilsPallet {
    static func declaration(_ rules: RuleSet) -> PalletDeclaration {
        PalletDeclaration(
            name: "AdminUtils", index: 19,
            calls: subnetCalls + epochCalls(rules) + pairCalls + mechanismCalls + registrationCalls + chainCalls,
            errors: [
                .error("SubnetDoesNotExist", 0, "The subnet does not exist, check the netuid parameter"),
                .error(
                    "MaxAllowedUIdsLessThanCurrentUIds", 2,
                    "The maximum number of subnet uids is less than the current number of uids"),
                .error("ValueNotInBounds", 5, "Value not in bounds."),
            ] + (rules == .powRegister ? [.error("InvalidValue", 10, "Bad parameter value")] : []))
    }

    /// Who may set a subnet's hyperparameter.
    private enum Setter {
        case owner, sudo

        /// In the runtime's own words, by which clients know.
        var docs: String {
            switch self {
            case .owner: "It is only callable by the root account or subnet owner."
            case .sudo: "It is only callable by the root account."
            }
        }
    }

    /// A call that puts its one argument into a subnet's storage item.
    private static func set<Value: ScaleCodable & ScaleConvertible & Sendable>(
        _ name: String, _ index: UInt8, _ argument: String, _ type: String, _ item: StorageItem<Value>,
        by setter: Setter, if isAllowed: @escaping @Sendable (Value, Execution, UInt16) -> Bool = { _, _, _ in true }
    ) -> CallDeclaration {
        CallDeclaration(name, index, ["netuid": "u16", argument: type], docs: setter.docs) { execution, call in
            let netuid = try execution.adminNetuid(call, isForOwners: setter == .owner)
            let value: Value = try call(argument)
            guard isAllowed(value, execution, netuid) else {
                throw DispatchFailure(pallet: "AdminUtils", name: "ValueNotInBounds")
            }
            execution.state[item, netuid] = value
        }
    }

    private static let subnetCalls: [CallDeclaration] = [
        set(
            "sudo_set_serving_rate_limit", 3, "serving_rate_limit", "u64", SubtensorPallet.servingRateLimit, by: .owner),
        set("sudo_set_min_difficulty", 4, "min_difficulty", "u64", SubtensorPallet.minDifficulty, by: .sudo),
        set("sudo_set_max_difficulty", 5, "max_difficulty", "u64", SubtensorPallet.maxDifficulty, by: .owner),
        set(
            "sudo_set_weights_version_key", 6, "weights_version_key", "u64", SubtensorPallet.weightsVersionKey,
            by: .owner),
        set(
            "sudo_set_weights_set_rate_limit", 7, "weights_set_rate_limit", "u64",
            SubtensorPallet.weightsSetRateLimit, by: .sudo),
        set(
            "sudo_set_adjustment_interval", 8, "adjustment_interval", "u16", SubtensorPallet.adjustmentInterval,
            by: .sudo),
        set("sudo_set_adjustment_alpha", 9, "adjustment_alpha", "u64", SubtensorPallet.adjustmentAlpha, by: .owner),
        set("sudo_set_immunity_period", 13, "immunity_period", "u16", SubtensorPallet.immunityPeriod, by: .owner),
        set(
            "sudo_set_min_allowed_weights", 14, "min_allowed_weights", "u16", SubtensorPallet.minAllowedWeights,
            by: .owner),
        set("sudo_set_kappa", 16, "kappa", "u16", SubtensorPallet.kappa, by: .sudo),
        set("sudo_set_rho", 17, "rho", "u16", SubtensorPallet.rho, by: .owner),
        set("sudo_set_activity_cutoff", 18, "activity_cutoff", "u16", SubtensorPallet.activityCutoff, by: .owner),
        set(
            "sudo_set_target_registrations_per_interval", 21, "target_registrations_per_interval", "u16",
            SubtensorPallet.targetRegistrationsPerInterval, by: .sudo),
        set("sudo_set_min_burn", 22, "min_burn", "u64", SubtensorPallet.minBurn, by: .owner) {
            value, execution, netuid in
            value < execution.state[SubtensorPallet.maxBurn, netuid]
        },
        set("sudo_set_max_burn", 23, "max_burn", "u64", SubtensorPallet.maxBurn, by: .owner) {
            value, execution, netuid in
            value > execution.state[SubtensorPallet.minBurn, netuid]
        },
        set(
            "sudo_set_max_allowed_validators", 25, "max_allowed_validators", "u16",
            SubtensorPallet.maxAllowedValidators, by: .sudo),
        // In millionths.
        set(
            "sudo_set_bonds_moving_average", 26, "bonds_moving_average", "u64", SubtensorPallet.bondsMovingAverage,
            by: .owner
        ) { value, _, _ in value <= 1_000_000 },
        set(
            "sudo_set_max_registrations_per_block", 27, "max_registrations_per_block", "u16",
            SubtensorPallet.maxRegistrationsPerBlock, by: .sudo),
        set(
            "sudo_set_commit_reveal_weights_enabled", 49, "enabled", "bool", SubtensorPallet.commitRevealEnabled,
            by: .owner),
        set("sudo_set_liquid_alpha_enabled", 50, "enabled", "bool", SubtensorPallet.liquidAlphaOn, by: .owner),
        set(
            "sudo_set_commit_reveal_weights_interval", 57, "interval", "u64", SubtensorPallet.revealPeriodEpochs,
            by: .owner
        ) { value, _, _ in (1...100).contains(value) },
        set("sudo_set_bonds_penalty", 60, "bonds_penalty", "u16", SubtensorPallet.bondsPenalty, by: .owner),
        set("sudo_set_toggle_transfer", 61, "toggle", "bool", SubtensorPallet.transferToggle, by: .owner),
        set("sudo_set_subnet_owner_hotkey", 64, "hotkey", "AccountId32", SubtensorPallet.subnetOwnerHotkey, by: .owner),
        set("sudo_set_subtoken_enabled", 66, "subtoken_enabled", "bool", SubtensorPallet.subtokenEnabled, by: .sudo),
        set("sudo_set_sn_owner_hotkey", 67, "hotkey", "AccountId32", SubtensorPallet.subnetOwnerHotkey, by: .owner),
        set(
            "sudo_set_alpha_sigmoid_steepness", 68, "steepness", "i16", SubtensorPallet.alphaSigmoidSteepness,
            by: .owner
        ) { value, _, _ in value >= 0 },
        set("sudo_set_yuma3_enabled", 69, "enabled", "bool", SubtensorPallet.yuma3On, by: .owner),
        set("sudo_set_bonds_reset_enabled", 70, "enabled", "bool", SubtensorPallet.bondsResetOn, by: .owner),
        set(
            "sudo_set_owner_immune_neuron_limit", 72, "immune_neurons", "u16", SubtensorPallet.immuneOwnerUidsLimit,
            by: .owner
        ) { value, _, _ in (1...10).contains(value) },
        set("sudo_set_min_allowed_uids", 79, "min_allowed_uids", "u16", SubtensorPallet.minAllowedUids, by: .sudo),
    ]

    /// What epochs follow: in the newest runtime the owner's, within bounds that the sudo key does not have.
    private static func epochCalls(_ rules: RuleSet) -> [CallDeclaration] {
        let name = "sudo_set_tempo"
        guard rules == .powRegister else { return [set(name, 30, "tempo", "u16", SubtensorPallet.tempo, by: .sudo)] }
        return [
            CallDeclaration(name, 30, ["netuid": "u16", "tempo": "u16"], docs: Setter.owner.docs) {
                let netuid = try $0.adminNetuid($1, isForOwners: true)
                let tempo: UInt16 = try $1("tempo")
                if case .signed = $1.origin, !(360...50_400).contains(tempo) {
                    throw DispatchFailure(pallet: "AdminUtils", name: "ValueNotInBounds")
                }
                $0.state[SubtensorPallet.tempo, netuid] = tempo
                $0.restartEpoch(netuid)
            },
            set(
                "sudo_set_activity_cutoff_factor", 97, "factor_milli", "u32", SubtensorPallet.activityCutoffFactor,
                by: .owner
            ) { value, _, _ in (1_000...50_000).contains(value) },
        ]
    }

    private static let mechanismCalls: [CallDeclaration] = [
        CallDeclaration("sudo_set_mechanism_count", 76, ["netuid": "u16", "mechanism_count": "u8"]) {
            let netuid = try $0.adminNetuid($1, isForOwners: true)
            let count: UInt8 = try $1("mechanism_count")
            guard (1...max(1, $0.state[SubtensorPallet.maxMechanismCount])).contains(count) else {
                throw DispatchFailure.subtensor("InvalidValue")
            }
            $0.setMechanismCount(count, netuid)
        },
        CallDeclaration(
            "sudo_set_mechanism_emission_split", 77, ["netuid": "u16", "maybe_split": "Option<Vec<u16>>"]
        ) {
            let netuid = try $0.adminNetuid($1, isForOwners: true)
            guard let split = try $1.value("maybe_split")[0]?.list else {
                $0.state[SubtensorPallet.mechanismEmissionSplit, netuid] = nil
                return
            }
            let parts = split.compactMap { $0.uint64.flatMap(UInt16.init(exactly:)) }
            let sum = parts.reduce(0) { $0 + Int($1) }
            guard parts.count <= Int($0.state[SubtensorPallet.mechanismCount, netuid]), sum == Int(UInt16.max) else {
                throw DispatchFailure.subtensor("InvalidValue")
            }
            $0.state[SubtensorPallet.mechanismEmissionSplit, netuid] = parts
        },
    ]

    private static let pairCalls: [CallDeclaration] = [
        CallDeclaration("sudo_set_alpha_values", 51, ["netuid": "u16", "alpha_low": "u16", "alpha_high": "u16"]) {
            let netuid = try $0.adminNetuid($1, isForOwners: true)
            guard $0.state[SubtensorPallet.liquidAlphaOn, netuid] else {
                throw DispatchFailure.subtensor("LiquidAlphaDisabled")
            }
            let (low, high): (UInt16, UInt16) = (try $1("alpha_low"), try $1("alpha_high"))
            guard low <= high else { throw DispatchFailure.subtensor("AlphaLowOutOfRange") }
            $0.state[SubtensorPallet.alphaValues, netuid] = ScalePair(low, high)
        }
    ]

    private static let registrationCalls: [CallDeclaration] = [
        CallDeclaration(
            "sudo_set_max_allowed_uids", 15, ["netuid": "u16", "max_allowed_uids": "u16"], docs: Setter.owner.docs
        ) {
            let netuid = try $0.adminNetuid($1, isForOwners: true)
            $0.state[SubtensorPallet.maxAllowedUids, netuid] = try $1("max_allowed_uids")
        },
        CallDeclaration(
            "sudo_set_network_registration_allowed", 19, ["netuid": "u16", "registration_allowed": "bool"]
        ) {
            let netuid = try $0.adminNetuid($1, isForOwners: true)
            let allowed: Bool = try $1("registration_allowed")
            try $0.requireOneWay(in: allowed, $0.state[SubtensorPallet.powRegistrationAllowed, netuid])
            $0.state[SubtensorPallet.registrationAllowed, netuid] = allowed
        },
        CallDeclaration(
            "sudo_set_network_pow_registration_allowed", 20, ["netuid": "u16", "registration_allowed": "bool"]
        ) {
            let netuid = try $0.adminNetuid($1, isForOwners: true)
            let allowed: Bool = try $1("registration_allowed")
            try $0.requireOneWay(in: allowed, $0.state[SubtensorPallet.registrationAllowed, netuid])
            $0.state[SubtensorPallet.powRegistrationAllowed, netuid] = allowed
        },
        CallDeclaration("sudo_set_difficulty", 24, ["netuid": "u16", "difficulty": "u64"], docs: Setter.sudo.docs) {
            let netuid = try $0.adminNetuid($1, isForOwners: false)
            let difficulty: UInt64 = try $1("difficulty")
            $0.state[SubtensorPallet.difficulty, netuid] = difficulty
            $0.emit("DifficultySet", .number(netuid), .number(difficulty))
        },
    ]

    /// A call of the sudo key that puts its one argument into a storage item of the whole chain.
    private static func set<Value: ScaleCodable & ScaleConvertible & Sendable>(
        _ name: String, _ index: UInt8, _ argument: String, _ type: String, _ item: StorageItem<Value>
    ) -> CallDeclaration {
        CallDeclaration(name, index, [argument: type]) { execution, call in
            try call.requireRoot()
            execution.state[item] = try call(argument)
        }
    }

    private static let chainCalls: [CallDeclaration] = [
        set("sudo_set_tx_rate_limit", 2, "tx_rate_limit", "u64", SubtensorPallet.txRateLimit),
        set("sudo_set_subnet_owner_cut", 28, "subnet_owner_cut", "u16", SubtensorPallet.subnetOwnerCut),
        set("sudo_set_network_rate_limit", 29, "rate_limit", "u64", SubtensorPallet.networkRateLimit),
        set("sudo_set_network_min_lock_cost", 36, "lock_cost", "u64", SubtensorPallet.networkMinLockCost),
        set("sudo_set_subnet_limit", 37, "max_subnets", "u16", SubtensorPallet.subnetLimit),
        set(
            "sudo_set_lock_reduction_interval", 38, "interval", "u64", SubtensorPallet.networkLockReductionInterval),
        set("sudo_set_stake_threshold", 42, "min_stake", "u64", SubtensorPallet.stakeThreshold),
        set(
            "sudo_set_nominator_min_required_stake", 43, "min_stake", "u64",
            SubtensorPallet.nominatorMinRequiredStake),
        set(
            "sudo_set_tx_delegate_take_rate_limit", 45, "tx_rate_limit", "u64",
            SubtensorPallet.txDelegateTakeRateLimit),
        set("sudo_set_min_delegate_take", 46, "take", "u16", SubtensorPallet.minDelegateTake),
        CallDeclaration("sudo_set_commit_reveal_version", 71, ["version": "u16"]) {
            try $1.requireRoot()
            let version: UInt16 = try $1("version")
            $0.state[SubtensorPallet.commitRevealVersion] = version
            $0.emit("CommitRevealVersionSet", .number(version))
        },
    ]
}

extension Execution {
    /// The subnet that an administrative call is about, once its sender may make it.
    fileprivate func adminNetuid(_ call: CallArguments, isForOwners: Bool) throws(DispatchFailure) -> UInt16 {
        let netuid: UInt16 = try call("netuid")
        if case .signed(let signer, _) = call.origin {
            guard isForOwners, signer == state[SubtensorPallet.subnetOwner, netuid] else { throw .badOrigin }
        }
        guard state[SubtensorPallet.networksAdded, netuid] else {
            throw DispatchFailure(pallet: "AdminUtils", name: "SubnetDoesNotExist")
        }
        return netuid
    }

    /// With `pow_register`, burning and working are never both switched off.
    fileprivate func requireOneWay(in first: Bool, _ second: Bool) throws(DispatchFailure) {
        guard first || second || rules != .powRegister else {
            throw DispatchFailure(pallet: "AdminUtils", name: "InvalidValue")
        }
    }
}

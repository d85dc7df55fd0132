// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives

extension Hyperparameter {
    /// Every parameter that the Python tools or a runtime know, in the order in which tools show them.
    ///
    /// Names are those of SDK 10 and 11 and of btcli 9; the others of a row are the runtime's and older ones.
    public static let all: [Hyperparameter] = consensus + registration + weights + owners + rare

    private static let consensus = [
        row("rho", .number, u16, in: "Rho", .parameter("Rho")),
        rootRow("kappa", .share, u16, in: "Kappa", isFrozen: false),
        row("immunity_period", .blocks, u16, in: "ImmunityPeriod", .parameter("ImmunityPeriod")),
        row("min_allowed_weights", .number, u16, in: "MinAllowedWeights", .parameter("MinAllowedWeights")),
        row(
            "max_weights_limit", called: "max_weight_limit", .share, u16, in: "MaxWeightsLimit",
            .parameter("MaxWeightLimit")),
        row("tempo", .blocks, 360...50_400, in: "Tempo", .transaction(11, .blocks(360)), ownersCall: "set_tempo"),
        row("activity_cutoff", .blocks, u16, at: .cutoff("ActivityCutoff"), .parameter("ActivityCutoff")),
        row(
            "activity_cutoff_factor", .thousandths, 1000...50_000, in: "ActivityCutoffFactorMilli",
            .parameter("ActivityCutoffFactorMilli"), ownersCall: "set_activity_cutoff_factor"),
        row(
            "bonds_moving_avg", called: "bonds_moving_average", .part(of: 1_000_000), 0...975_000,
            in: "BondsMovingAverage",
            .parameter("BondsMovingAverage")),
        row("bonds_penalty", .share, u16, in: "BondsPenalty", .parameter("BondsPenalty")),
        row("bonds_reset_enabled", .flag, flags, in: "BondsResetOn", .parameter("BondsResetEnabled")),
        row("liquid_alpha_enabled", .flag, flags, in: "LiquidAlphaOn", .parameter("LiquidAlphaEnabled")),
        row("alpha_low", called: "alpha_values", .share, u16, at: .part("AlphaValues", 0), .parameter("AlphaValues")),
        row("alpha_high", called: "alpha_values", .share, u16, at: .part("AlphaValues", 1), .parameter("AlphaValues")),
        row("alpha_values", .pair, u16, in: "AlphaValues", .parameter("AlphaValues")),
        row(
            "alpha_sigmoid_steepness", .number, 0...32_767, in: "AlphaSigmoidSteepness",
            .parameter("AlphaSigmoidSteepness")),
        shownRow("yuma_version", .number, at: .version("Yuma3On")),
        row("yuma3_enabled", .flag, flags, in: "Yuma3On", .parameter("Yuma3Enabled")),
        // Nothing is known of a limit or a window of its own.
        row(
            "epoch_consensus", .choice(["Yuma", "Null"]), flags, in: "SubnetEpochConsensus", .none, isFrozen: false),
    ]

    private static let registration = [
        row(
            "registration_allowed", called: "network_registration_allowed", .flag, flags,
            in: "NetworkRegistrationAllowed",
            .none, isFrozen: false, isOwnersSinceCollateral: true),
        row(
            "network_pow_registration_allowed", .flag, flags, in: "NetworkPowRegistrationAllowed",
            .parameter("PowRegistrationAllowed"), isFrozen: false, alias: "pow_registration_allowed"),
        rootRow(
            "target_regs_per_interval", called: "target_registrations_per_interval", .number, u16,
            in: "TargetRegistrationsPerInterval"),
        rootRow(
            "max_regs_per_block", called: "max_registrations_per_block", .number, u16, in: "MaxRegistrationsPerBlock"),
        // Below one TAO, and above a tenth of one.
        row("min_burn", .amount, 0...999_999_999, in: "MinBurn", .parameter("MinBurn")),
        row("max_burn", .amount, 100_000_001...u64.upperBound, in: "MaxBurn", .parameter("MaxBurn")),
        row(
            "burn_increase_mult", .multiple, (1 << 64)...(3 << 64), in: "BurnIncreaseMult",
            .parameter("BurnIncreaseMult")),
        row("burn_half_life", .blocks, 1...36_100, in: "BurnHalfLife", .parameter("BurnHalfLife")),
        rootRow("difficulty", .number, u64, in: "Difficulty"),
        rootRow("min_difficulty", .number, u64, in: "MinDifficulty"),
        row("max_difficulty", .number, u64, in: "MaxDifficulty", .parameter("MaxDifficulty")),
        rootRow("adjustment_interval", .blocks, u16, in: "AdjustmentInterval", isFrozen: false),
        row(
            "adjustment_alpha", .part(of: .max), u64, in: "AdjustmentAlpha", .parameter("AdjustmentAlpha")),
        row(
            "collateral_lock_share", .share, 0...62_258, in: "CollateralLockShare", .parameter("CollateralLockShare")),
        row(
            "collateral_drain_ratio", .multiple, 1...(10 << 64), in: "CollateralDrainRatio",
            .parameter("CollateralDrainRatio")),
    ]

    private static let weights = [
        row(
            "weights_version", called: "weights_version_key", .number, u64, in: "WeightsVersionKey",
            .transaction(4, .tempos("WeightsVersionKeyRateLimit"))),
        rootRow(
            "weights_rate_limit", called: "weights_set_rate_limit", .blocks, u64, in: "WeightsSetRateLimit",
            isFrozen: false),
        row(
            "commit_reveal_weights_enabled", .flag, flags, in: "CommitRevealWeightsEnabled",
            .parameter("CommitRevealEnabled")),
        row(
            "commit_reveal_period", called: "commit_reveal_weights_interval", .epochs, 1...100,
            in: "RevealPeriodEpochs",
            .parameter("WeightCommitInterval")),
        row("serving_rate_limit", .blocks, u64, in: "ServingRateLimit", .parameter("ServingRateLimit")),
        rootRow("max_validators", called: "max_allowed_validators", .number, u16, in: "MaxAllowedValidators"),
        rootRow("min_allowed_uids", .number, u16, in: "MinAllowedUids"),
        row("max_allowed_uids", .number, u16, in: "MaxAllowedUids", .parameter("MaxAllowedUids")),
        rootRow("min_non_immune_uids", .number, u16, in: "MinNonImmuneUids", isFrozen: false),
        row(
            "owner_immune_neuron_limit", .number, u16, in: "ImmuneOwnerUidsLimit", .parameter("ImmuneNeuronLimit")),
        row(
            "min_childkey_take", called: "min_childkey_take_per_subnet", .share, u16, in: "MinChildkeyTakePerSubnet",
            .parameter("MinChildkeyTake")),
    ]

    private static let owners = [
        row(
            "transfers_enabled", called: "toggle_transfer", .flag, flags, in: "TransferToggle",
            .parameter("TransferEnabled")),
        row("owner_cut_enabled", .flag, flags, in: "OwnerCutEnabled", .none),
        row("owner_cut_auto_lock_enabled", .flag, flags, in: "OwnerCutAutoLockEnabled", .none),
        row(
            "recycle_or_burn", .choice(["Burn", "Recycle"]), flags, in: "RecycleOrBurn", .parameter("RecycleOrBurn")),
        row(
            "sn_owner_hotkey", .account, flags, in: "SubnetOwnerHotkey", .ownerHotkey, by: .ownerAlone,
            isFrozen: false, alias: "subnet_owner_hotkey"),
        row("mechanism_count", .number, 1...255, in: "MechanismCountCurrent", .transaction(7, .blocks(7_200))),
        row(
            "mechanism_emission_split", .split, u16, in: "MechanismEmissionSplit", .transaction(8, .blocks(7_200))),
        rootRow("subnet_emission_enabled", .flag, flags, in: "SubnetEmissionEnabled", isFrozen: false),
        rootRow("subtoken_enabled", .flag, flags, in: "SubtokenEnabled"),
        shownRow("subnet_is_active", .flag, at: .item("SubtokenEnabled")),
        shownRow("user_liquidity_enabled", .flag, at: .itemOf("Swap", "EnabledUserLiquidity")),
    ]

    /// What the Python tools do not show.
    private static let rare = [
        rootRow("rao_recycled", .amount, u64, in: "RAORecycledForRegistration", isFrozen: false),
        rootRow(
            "ema_price_halving_period", .blocks, u64, in: "EMAPriceHalvingBlocks", isFrozen: false),
        rootRow("network_max_stake", .amount, u64, in: "NetworkMaxStake", isFrozen: false),
        Hyperparameter(
            name: "trim", otherNames: ["trim_to_max_allowed_uids"], unit: .number, range: u16,
            calls: ["sudo_trim_to_max_allowed_uids"], ownersCall: nil, authority: .owner,
            isOwnersSinceCollateral: false, isFrozen: true, limit: .transaction(9, .blocks(216_000)),
            place: .item("MaxAllowedUids")),
    ]
}

extension Hyperparameter {
    /// The range of what has no numbers.
    private static let flags: ClosedRange<Int128> = 0...1

    /// A parameter that an owner sets.
    ///
    /// - Parameters:
    ///   - runtimeName: the runtime's name, where it is another.
    ///   - item: the map by netuid that holds it.
    ///   - alias: a name under which other tools or runtimes know it.
    private static func row(
        _ name: String, called runtimeName: String? = nil, _ unit: HyperparameterUnit, _ range: ClosedRange<Int128>,
        in item: String = "", at place: Place? = nil, _ limit: OwnerRateLimit, by authority: Authority = .owner,
        isFrozen: Bool = true, isOwnersSinceCollateral: Bool = false, ownersCall: String? = nil, alias: String? = nil
    ) -> Hyperparameter {
        let names = [runtimeName, alias].compactMap(\.self)
        // A part of a pair is set with the other one, and is not it.
        var isPart = false
        if case .part? = place { isPart = true }
        let called = [runtimeName ?? name] + (alias.map { [$0] } ?? [])
        return Hyperparameter(
            name: name, otherNames: isPart ? [] : names, unit: unit, range: range,
            calls: called.map { callPrefix + $0 }, ownersCall: ownersCall, authority: authority,
            isOwnersSinceCollateral: isOwnersSinceCollateral, isFrozen: isFrozen, limit: limit,
            place: place ?? .item(item))
    }

    /// A parameter that only the root of the chain sets.
    private static func rootRow(
        _ name: String, called runtimeName: String? = nil, _ unit: HyperparameterUnit, _ range: ClosedRange<Int128>,
        in item: String, isFrozen: Bool = true
    ) -> Hyperparameter {
        row(name, called: runtimeName, unit, range, in: item, .none, by: .root, isFrozen: isFrozen)
    }

    /// A parameter that follows from others.
    private static func shownRow(_ name: String, _ unit: HyperparameterUnit, at place: Place) -> Hyperparameter {
        Hyperparameter(
            name: name, otherNames: [], unit: unit, range: u16, calls: [], ownersCall: nil, authority: .nobody,
            isOwnersSinceCollateral: false, isFrozen: false, limit: .none, place: place)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec

extension RuntimeDeclaration {
    /// The structs of the SubtensorModule pallet and of the answers of its runtime APIs, as spec 343 has them.
    static func defineSubtensorTypes(_ builder: inout TypeRegistryBuilder) throws(ScaleError) {
        try builder.record(
            "DelegateInfo", ["pallet_subtensor", "rpc_info", "delegate_info"],
            [
                "delegate_ss58": "AccountId32", "take": "Compact<u16>",
                "nominators": "Vec<(AccountId32, Vec<(Compact<u16>, Compact<u64>)>)>", "owner_ss58": "AccountId32",
                "registrations": "Vec<Compact<u16>>", "validator_permits": "Vec<Compact<u16>>",
                "return_per_1000": "Compact<u64>", "total_daily_return": "Compact<u64>",
            ])
        try builder.record(
            "AxonInfo", ["pallet_subtensor", "pallet"],
            [
                "block": "u64", "version": "u32", "ip": "u128", "port": "u16", "ip_type": "u8", "protocol": "u8",
                "placeholder1": "u8", "placeholder2": "u8",
            ])
        try builder.record(
            "PrometheusInfo", ["pallet_subtensor", "pallet"],
            [
                "block": "u64", "version": "u32", "ip": "u128", "port": "u16", "ip_type": "u8",
            ])
        try builder.record(
            "NeuronInfo", ["pallet_subtensor", "rpc_info", "neuron_info"],
            [
                "hotkey": "AccountId32", "coldkey": "AccountId32", "uid": "Compact<u16>", "netuid": "Compact<u16>",
                "active": "bool", "axon_info": "AxonInfo", "prometheus_info": "PrometheusInfo",
                "stake": "Vec<(AccountId32, Compact<u64>)>", "rank": "Compact<u16>", "emission": "Compact<u64>",
                "incentive": "Compact<u16>", "consensus": "Compact<u16>", "trust": "Compact<u16>",
                "validator_trust": "Compact<u16>", "dividends": "Compact<u16>", "last_update": "Compact<u64>",
                "validator_permit": "bool", "weights": "Vec<(Compact<u16>, Compact<u16>)>",
                "bonds": "Vec<(Compact<u16>, Compact<u16>)>", "pruning_score": "Compact<u16>",
            ])
        try builder.record(
            "NeuronInfoLite", ["pallet_subtensor", "rpc_info", "neuron_info"],
            [
                "hotkey": "AccountId32", "coldkey": "AccountId32", "uid": "Compact<u16>", "netuid": "Compact<u16>",
                "active": "bool", "axon_info": "AxonInfo", "prometheus_info": "PrometheusInfo",
                "stake": "Vec<(AccountId32, Compact<u64>)>", "rank": "Compact<u16>", "emission": "Compact<u64>",
                "incentive": "Compact<u16>", "consensus": "Compact<u16>", "trust": "Compact<u16>",
                "validator_trust": "Compact<u16>", "dividends": "Compact<u16>", "last_update": "Compact<u64>",
                "validator_permit": "bool", "pruning_score": "Compact<u16>",
            ])
        try builder.record(
            "SubnetInfo", ["pallet_subtensor", "rpc_info", "subnet_info"],
            [
                "netuid": "Compact<u16>", "rho": "Compact<u16>", "kappa": "Compact<u16>", "difficulty": "Compact<u64>",
                "immunity_period": "Compact<u16>", "max_allowed_validators": "Compact<u16>",
                "min_allowed_weights": "Compact<u16>", "max_weights_limit": "Compact<u16>",
                "scaling_law_power": "Compact<u16>", "subnetwork_n": "Compact<u16>", "max_allowed_uids": "Compact<u16>",
                "blocks_since_last_step": "Compact<u64>", "tempo": "Compact<u16>", "network_modality": "Compact<u16>",
                "network_connect": "Vec<[u16; 2]>", "emission_values": "Compact<u64>", "burn": "Compact<u64>",
                "owner": "AccountId32",
            ])
        try builder.record(
            "SubnetIdentityV3", ["pallet_subtensor", "pallet"],
            [
                "subnet_name": "Vec<u8>", "github_repo": "Vec<u8>", "subnet_contact": "Vec<u8>",
                "subnet_url": "Vec<u8>", "discord": "Vec<u8>", "description": "Vec<u8>", "logo_url": "Vec<u8>",
                "additional": "Vec<u8>",
            ])
        try builder.record(
            "SubnetInfov2", ["pallet_subtensor", "rpc_info", "subnet_info"],
            [
                "netuid": "Compact<u16>", "rho": "Compact<u16>", "kappa": "Compact<u16>", "difficulty": "Compact<u64>",
                "immunity_period": "Compact<u16>", "max_allowed_validators": "Compact<u16>",
                "min_allowed_weights": "Compact<u16>", "max_weights_limit": "Compact<u16>",
                "scaling_law_power": "Compact<u16>", "subnetwork_n": "Compact<u16>", "max_allowed_uids": "Compact<u16>",
                "blocks_since_last_step": "Compact<u64>", "tempo": "Compact<u16>", "network_modality": "Compact<u16>",
                "network_connect": "Vec<[u16; 2]>", "emission_value": "Compact<u64>", "burn": "Compact<u64>",
                "owner": "AccountId32", "identity": "Option<SubnetIdentityV3>",
            ])
        try builder.record(
            "SubnetHyperparams", ["pallet_subtensor", "rpc_info", "subnet_info"],
            [
                "rho": "Compact<u16>", "kappa": "Compact<u16>", "immunity_period": "Compact<u16>",
                "min_allowed_weights": "Compact<u16>", "max_weights_limit": "Compact<u16>", "tempo": "Compact<u16>",
                "min_difficulty": "Compact<u64>", "max_difficulty": "Compact<u64>", "weights_version": "Compact<u64>",
                "weights_rate_limit": "Compact<u64>", "adjustment_interval": "Compact<u16>",
                "activity_cutoff": "Compact<u16>", "registration_allowed": "bool",
                "target_regs_per_interval": "Compact<u16>", "min_burn": "Compact<u64>", "max_burn": "Compact<u64>",
                "bonds_moving_avg": "Compact<u64>", "max_regs_per_block": "Compact<u16>",
                "serving_rate_limit": "Compact<u64>", "max_validators": "Compact<u16>",
                "adjustment_alpha": "Compact<u64>", "difficulty": "Compact<u64>",
                "commit_reveal_period": "Compact<u64>", "commit_reveal_weights_enabled": "bool",
                "alpha_high": "Compact<u16>", "alpha_low": "Compact<u16>", "liquid_alpha_enabled": "bool",
            ])
        try builder.fixedPoint("FixedI64", "i64", fractionDigits: 32)
        try builder.record(
            "SubnetHyperparamsV2", ["pallet_subtensor", "rpc_info", "subnet_info"],
            [
                "rho": "Compact<u16>", "kappa": "Compact<u16>", "immunity_period": "Compact<u16>",
                "min_allowed_weights": "Compact<u16>", "max_weights_limit": "Compact<u16>", "tempo": "Compact<u16>",
                "min_difficulty": "Compact<u64>", "max_difficulty": "Compact<u64>", "weights_version": "Compact<u64>",
                "weights_rate_limit": "Compact<u64>", "adjustment_interval": "Compact<u16>",
                "activity_cutoff": "Compact<u16>", "registration_allowed": "bool",
                "target_regs_per_interval": "Compact<u16>", "min_burn": "Compact<u64>", "max_burn": "Compact<u64>",
                "bonds_moving_avg": "Compact<u64>", "max_regs_per_block": "Compact<u16>",
                "serving_rate_limit": "Compact<u64>", "max_validators": "Compact<u16>",
                "adjustment_alpha": "Compact<u64>", "difficulty": "Compact<u64>",
                "commit_reveal_period": "Compact<u64>", "commit_reveal_weights_enabled": "bool",
                "alpha_high": "Compact<u16>", "alpha_low": "Compact<u16>", "liquid_alpha_enabled": "bool",
                "alpha_sigmoid_steepness": "FixedI64", "yuma_version": "Compact<u16>", "subnet_is_active": "bool",
                "transfers_enabled": "bool", "bonds_reset_enabled": "bool", "user_liquidity_enabled": "bool",
            ])
        try builder.fixedPoint("FixedI128", "i128", fractionDigits: 32)
        try builder.record(
            "DynamicInfo", ["pallet_subtensor", "rpc_info", "dynamic_info"],
            [
                "netuid": "Compact<u16>", "owner_hotkey": "AccountId32", "owner_coldkey": "AccountId32",
                "subnet_name": "Vec<Compact<u8>>", "token_symbol": "Vec<Compact<u8>>", "tempo": "Compact<u16>",
                "last_step": "Compact<u64>", "blocks_since_last_step": "Compact<u64>", "emission": "Compact<u64>",
                "alpha_in": "Compact<u64>", "alpha_out": "Compact<u64>", "tao_in": "Compact<u64>",
                "alpha_out_emission": "Compact<u64>", "alpha_in_emission": "Compact<u64>",
                "tao_in_emission": "Compact<u64>", "pending_alpha_emission": "Compact<u64>",
                "pending_root_emission": "Compact<u64>", "subnet_volume": "Compact<u128>",
                "network_registered_at": "Compact<u64>", "subnet_identity": "Option<SubnetIdentityV3>",
                "moving_price": "FixedI128",
            ])
        try builder.record(
            "ChainIdentityV2", ["pallet_subtensor", "pallet"],
            [
                "name": "Vec<u8>", "url": "Vec<u8>", "github_repo": "Vec<u8>", "image": "Vec<u8>", "discord": "Vec<u8>",
                "description": "Vec<u8>", "additional": "Vec<u8>",
            ])
        try builder.record("Metagraph", ["pallet_subtensor", "rpc_info", "metagraph"], metagraphFields)
        try builder.record(
            "SubnetState", ["pallet_subtensor", "rpc_info", "show_subnet"],
            [
                "netuid": "Compact<u16>", "hotkeys": "Vec<AccountId32>", "coldkeys": "Vec<AccountId32>",
                "active": "Vec<bool>", "validator_permit": "Vec<bool>", "pruning_score": "Vec<Compact<u16>>",
                "last_update": "Vec<Compact<u64>>", "emission": "Vec<Compact<u64>>", "dividends": "Vec<Compact<u16>>",
                "incentives": "Vec<Compact<u16>>", "consensus": "Vec<Compact<u16>>", "trust": "Vec<Compact<u16>>",
                "rank": "Vec<Compact<u16>>", "block_at_registration": "Vec<Compact<u64>>",
                "alpha_stake": "Vec<Compact<u64>>", "tao_stake": "Vec<Compact<u64>>",
                "total_stake": "Vec<Compact<u64>>", "emission_history": "Vec<Vec<Compact<u64>>>",
            ])
        try builder.record(
            "StakeInfo", ["pallet_subtensor", "rpc_info", "stake_info"],
            [
                "hotkey": "AccountId32", "coldkey": "AccountId32", "netuid": "Compact<u16>", "stake": "Compact<u64>",
                "locked": "Compact<u64>", "emission": "Compact<u64>", "tao_emission": "Compact<u64>",
                "drain": "Compact<u64>", "is_registered": "bool",
            ])
        let swap = [
            ("tao_amount", "u64"), ("alpha_amount", "u64"), ("tao_fee", "u64"), ("alpha_fee", "u64"),
        ]
        try builder.record("SimSwapResult", ["pallet_subtensor_swap_runtime_api"], swap)
        // The same of newer runtimes, under a name of its own here.
        try builder.record(
            "SimSwapResultWithSlippage", ["pallet_subtensor_swap_runtime_api"],
            swap + [("tao_slippage", "u64"), ("alpha_slippage", "u64")], called: "SimSwapResult")
        try builder.cases("EpochConsensus", ["pallet_subtensor", "pallet"], ["Yuma", "Null"])
        try builder.fixedPoint("FixedU128", "u128", fractionDigits: 64)
        for element in ["u8", "AccountId32", "H256"] { try builder.bounded(element) }
        try builder.record(
            "NeuronCertificate", ["pallet_subtensor", "pallet"],
            [
                "public_key": "BoundedVec<u8>", "algorithm": "u8",
            ])
        var selective: [(String, String)] = metagraphFields.dropFirst().map { ($0.key, "Option<\($0.value)>") }
        selective += [
            ("validators", "Option<Vec<Compact<u16>>>"),
            ("commitments", "Option<Vec<(AccountId32, Vec<Compact<u8>>)>>"),
        ]
        try builder.record(
            "SelectiveMetagraph", ["pallet_subtensor", "rpc_info", "metagraph"],
            [("netuid", "Compact<u16>")] + selective)
        try builder.cases(
            "Hyperparameter", ["pallet_subtensor", "utils", "rate_limiting"], rateLimitedHyperparameters)
        try builder.cases(
            "RateLimitKey", ["pallet_subtensor"],
            [
                "SetSNOwnerHotkey", "OwnerHyperparamUpdate", "NetworkLastRegistered", "LastTxBlock",
                "LastTxBlockChildKeyTake", "LastTxBlockDelegateTake",
            ],
            carrying: [
                "SetSNOwnerHotkey": "u16", "OwnerHyperparamUpdate": "(u16, Hyperparameter)",
                "LastTxBlock": "AccountId32", "LastTxBlockChildKeyTake": "AccountId32",
                "LastTxBlockDelegateTake": "AccountId32",
            ])
        try defineCommitmentTypes(&builder)
        try builder.record(
            "Votes", ["pallet_collective"],
            [
                "index": "u32", "threshold": "u32", "ayes": "Vec<AccountId32>", "nays": "Vec<AccountId32>",
                "end": "u32",
            ])
    }

    private static let rateLimitedHyperparameters = [
        "Unknown", "ServingRateLimit", "MaxDifficulty", "AdjustmentAlpha", "MaxWeightLimit", "ImmunityPeriod",
        "MinAllowedWeights", "Kappa", "Rho", "ActivityCutoff", "PowRegistrationAllowed", "MinBurn", "MaxBurn",
        "BondsMovingAverage", "BondsPenalty", "CommitRevealEnabled", "LiquidAlphaEnabled", "AlphaValues",
        "WeightCommitInterval", "TransferEnabled", "AlphaSigmoidSteepness", "Yuma3Enabled", "BondsResetEnabled",
        "ImmuneNeuronLimit", "RecycleOrBurn", "MaxAllowedUids",
    ]

    /// What a hotkey publishes about itself on a subnet: up to three fields of raw bytes, a hash or something sealed.
    private static func defineCommitmentTypes(_ builder: inout TypeRegistryBuilder) throws(ScaleError) {
        let raw = (0...128).map { "Raw\($0)" }
        let hashes = ["BlakeTwo256", "Sha256", "Keccak256", "ShaThree256"]
        var carrying = Dictionary(uniqueKeysWithValues: (0...128).map { ("Raw\($0)", "[u8; \($0)]") })
        for hash in hashes { carrying[hash] = "[u8; 32]" }
        carrying["BigRaw"] = "BoundedVec<u8>"
        try builder.cases(
            "Data", ["pallet_commitments", "types"],
            ["None"] + raw + hashes + ["TimelockEncrypted", "ResetBondsFlag", "BigRaw"], carrying: carrying,
            withFields: ["TimelockEncrypted": ["encrypted": "BoundedVec<u8>", "reveal_round": "u64"]])
        try builder.bounded("Data")
        try builder.record("CommitmentInfo", ["pallet_commitments", "types"], ["fields": "BoundedVec<Data>"])
        try builder.record(
            "Registration", ["pallet_commitments", "types"],
            ["deposit": "u64", "block": "u32", "info": "CommitmentInfo"])
        try builder.record(
            "UsageTracker", ["pallet_commitments", "types"], ["last_epoch": "u64", "used_space": "u64"])
    }

    /// The fields of `Metagraph`, in the order of their numbers in `get_selective_metagraph`.
    static let metagraphFields: KeyValuePairs<String, String> = [
        "netuid": "Compact<u16>", "name": "Vec<Compact<u8>>", "symbol": "Vec<Compact<u8>>",
        "identity": "Option<SubnetIdentityV3>", "network_registered_at": "Compact<u64>", "owner_hotkey": "AccountId32",
        "owner_coldkey": "AccountId32", "block": "Compact<u64>", "tempo": "Compact<u16>", "last_step": "Compact<u64>",
        "blocks_since_last_step": "Compact<u64>", "subnet_emission": "Compact<u64>", "alpha_in": "Compact<u64>",
        "alpha_out": "Compact<u64>", "tao_in": "Compact<u64>", "alpha_out_emission": "Compact<u64>",
        "alpha_in_emission": "Compact<u64>", "tao_in_emission": "Compact<u64>",
        "pending_alpha_emission": "Compact<u64>", "pending_root_emission": "Compact<u64>",
        "subnet_volume": "Compact<u128>", "moving_price": "FixedI128", "rho": "Compact<u16>", "kappa": "Compact<u16>",
        "min_allowed_weights": "Compact<u16>", "max_weights_limit": "Compact<u16>", "weights_version": "Compact<u64>",
        "weights_rate_limit": "Compact<u64>", "activity_cutoff": "Compact<u16>", "max_validators": "Compact<u16>",
        "num_uids": "Compact<u16>", "max_uids": "Compact<u16>", "burn": "Compact<u64>", "difficulty": "Compact<u64>",
        "registration_allowed": "bool", "pow_registration_allowed": "bool", "immunity_period": "Compact<u16>",
        "min_difficulty": "Compact<u64>", "max_difficulty": "Compact<u64>", "min_burn": "Compact<u64>",
        "max_burn": "Compact<u64>", "adjustment_alpha": "Compact<u64>", "adjustment_interval": "Compact<u16>",
        "target_regs_per_interval": "Compact<u16>", "max_regs_per_block": "Compact<u16>",
        "serving_rate_limit": "Compact<u64>", "commit_reveal_weights_enabled": "bool",
        "commit_reveal_period": "Compact<u64>", "liquid_alpha_enabled": "bool", "alpha_high": "Compact<u16>",
        "alpha_low": "Compact<u16>", "bonds_moving_avg": "Compact<u64>", "hotkeys": "Vec<AccountId32>",
        "coldkeys": "Vec<AccountId32>", "identities": "Vec<Option<ChainIdentityV2>>", "axons": "Vec<AxonInfo>",
        "active": "Vec<bool>", "validator_permit": "Vec<bool>", "pruning_score": "Vec<Compact<u16>>",
        "last_update": "Vec<Compact<u64>>", "emission": "Vec<Compact<u64>>", "dividends": "Vec<Compact<u16>>",
        "incentives": "Vec<Compact<u16>>", "consensus": "Vec<Compact<u16>>", "trust": "Vec<Compact<u16>>",
        "rank": "Vec<Compact<u16>>", "block_at_registration": "Vec<Compact<u64>>", "alpha_stake": "Vec<Compact<u64>>",
        "tao_stake": "Vec<Compact<u64>>", "total_stake": "Vec<Compact<u64>>",
        "tao_dividends_per_hotkey": "Vec<(AccountId32, Compact<u64>)>",
        "alpha_dividends_per_hotkey": "Vec<(AccountId32, Compact<u64>)>",
    ]
}

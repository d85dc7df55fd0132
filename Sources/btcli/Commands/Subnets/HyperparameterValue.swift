import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// A hyperparameter by the name that `btcli sudo set` takes.
struct HyperparameterValue: Hashable, Sendable {
    let name: String
    /// As the chain counts it, and as `sudo set` takes it.
    let value: CellValue
    /// What the number comes to, where it is not plain.
    let meaning: String?
}

extension Subtensor {
    /// The hyperparameters of a subnet, by the runtime's own list of them.
    func hyperparameterValues(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [HyperparameterValue] {
        try await hyperparameters(of: netuid, at: block)?.values ?? []
    }
}

extension SubnetHyperparameters {
    fileprivate var values: [HyperparameterValue] {
        func number(_ name: String, _ value: some BinaryInteger, _ meaning: String? = nil) -> HyperparameterValue {
            HyperparameterValue(name: name, value: .integer(value), meaning: meaning)
        }
        func part(_ name: String, _ value: UInt16) -> HyperparameterValue {
            number(name, value, "\((Double(value) / 65535).fixed(decimals: 5)) of 1")
        }
        func wide(_ name: String, _ value: UInt64, _ meaning: String? = nil) -> HyperparameterValue {
            HyperparameterValue(name: name, value: .digits(value), meaning: meaning)
        }
        func amount(_ name: String, _ value: Balance) -> HyperparameterValue {
            wide(name, value.rao, "\(value)")
        }
        func flag(_ name: String, _ value: Bool) -> HyperparameterValue {
            HyperparameterValue(
                name: name, value: CellValue(.bool(value), text: value ? "true" : "false"), meaning: nil)
        }
        let always = [
            number("rho", rho), part("kappa", kappa), number("immunity_period", immunityPeriod, "blocks"),
            number("min_allowed_weights", minAllowedWeights), part("max_weights_limit", maxWeightsLimit),
            number("tempo", tempo, "blocks in an epoch"), wide("min_difficulty", minDifficulty),
            wide("max_difficulty", maxDifficulty), wide("weights_version", weightsVersion),
            wide("weights_rate_limit", weightsRateLimit, "blocks between two settings"),
            number("adjustment_interval", adjustmentInterval, "blocks"),
            number("activity_cutoff", activityCutoff, "blocks"), flag("registration_allowed", registrationAllowed),
            number("target_regs_per_interval", targetRegsPerInterval), amount("min_burn", minBurn),
            amount("max_burn", maxBurn), wide("bonds_moving_avg", bondsMovingAvg),
            number("max_regs_per_block", maxRegsPerBlock), wide("serving_rate_limit", servingRateLimit, "blocks"),
            number("max_validators", maxValidators),
            wide("adjustment_alpha", adjustmentAlpha, "\((Double(adjustmentAlpha) / 0x1p64).fixed(decimals: 5)) of 1"),
            wide("difficulty", difficulty), wide("commit_reveal_period", commitRevealPeriod, "epochs"),
            flag("commit_reveal_weights_enabled", commitRevealWeightsEnabled), part("alpha_high", alphaHigh),
            part("alpha_low", alphaLow), flag("liquid_alpha_enabled", liquidAlphaEnabled),
        ]
        let sometimes = [
            alphaSigmoidSteepness.map {
                HyperparameterValue(name: "alpha_sigmoid_steepness", value: .text("\($0)"), meaning: nil)
            },
            yumaVersion.map { number("yuma_version", $0) }, subnetIsActive.map { flag("subnet_is_active", $0) },
            transfersEnabled.map { flag("transfers_enabled", $0) },
            bondsResetEnabled.map { flag("bonds_reset_enabled", $0) },
            userLiquidityEnabled.map { flag("user_liquidity_enabled", $0) },
        ]
        return always + sometimes.compactMap { $0 }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

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

    /// The value, with what it comes to where `sudo set` takes that too.
    var words: String { Hyperparameter.unit(of: name).words(for: value.text, of: name) }
}

extension HyperparameterValue {
    /// The value of a parameter by any of its names; nil where the chain does not tell it.
    static func named(_ name: String, in list: [HyperparameterValue]) -> HyperparameterValue? {
        if let found = list.first(where: { Hyperparameter.areOne($0.name, name) }) { return found }
        guard name == "alpha_values", let low = named("alpha_low", in: list), let high = named("alpha_high", in: list)
        else {
            return nil
        }
        return HyperparameterValue(name: name, value: .text("\(low.value.text),\(high.value.text)"), meaning: nil)
    }

    /// The hyperparameters of a subnet, by the runtime's own list of them.
    static func list(of netuid: NetUID, _ subtensor: Subtensor) async throws(ClientError) -> [HyperparameterValue] {
        guard let parameters = try await subtensor.hyperparameters(of: netuid) else { return [] }
        return list(parameters)
    }

    private static func list(_ parameters: SubnetHyperparameters) -> [HyperparameterValue] {
        func number(_ name: String, _ value: some BinaryInteger, _ meaning: String? = nil) -> HyperparameterValue {
            HyperparameterValue(name: name, value: .integer(value), meaning: meaning)
        }
        func part(_ name: String, _ value: UInt16) -> HyperparameterValue {
            number(name, value, Hyperparameter.unit(of: name).meaning(of: UInt64(value)))
        }
        func wide(_ name: String, _ value: UInt64, _ meaning: String? = nil) -> HyperparameterValue {
            HyperparameterValue(name: name, value: .digits(value), meaning: meaning)
        }
        func amount(_ name: String, _ value: Balance) -> HyperparameterValue {
            wide(name, value.rao, Hyperparameter.unit(of: name).meaning(of: value.rao))
        }
        func flag(_ name: String, _ value: Bool) -> HyperparameterValue {
            HyperparameterValue(
                name: name, value: CellValue(.bool(value), text: value ? "true" : "false"), meaning: nil)
        }
        let always = [
            number("rho", parameters.rho), part("kappa", parameters.kappa),
            number("immunity_period", parameters.immunityPeriod, "blocks"),
            number("min_allowed_weights", parameters.minAllowedWeights),
            part("max_weights_limit", parameters.maxWeightsLimit),
            number("tempo", parameters.tempo, "blocks in an epoch"), wide("min_difficulty", parameters.minDifficulty),
            wide("max_difficulty", parameters.maxDifficulty), wide("weights_version", parameters.weightsVersion),
            wide("weights_rate_limit", parameters.weightsRateLimit, "blocks between two settings"),
            number("adjustment_interval", parameters.adjustmentInterval, "blocks"),
            number("activity_cutoff", parameters.activityCutoff, "blocks"),
            flag("registration_allowed", parameters.registrationAllowed),
            number("target_regs_per_interval", parameters.targetRegsPerInterval),
            amount("min_burn", parameters.minBurn),
            amount("max_burn", parameters.maxBurn),
            wide(
                "bonds_moving_avg", parameters.bondsMovingAvg,
                Hyperparameter.unit(of: "bonds_moving_avg").meaning(of: parameters.bondsMovingAvg)),
            number("max_regs_per_block", parameters.maxRegsPerBlock),
            wide("serving_rate_limit", parameters.servingRateLimit, "blocks"),
            number("max_validators", parameters.maxValidators),
            wide(
                "adjustment_alpha", parameters.adjustmentAlpha,
                Hyperparameter.unit(of: "adjustment_alpha").meaning(of: parameters.adjustmentAlpha)),
            wide("difficulty", parameters.difficulty),
            wide("commit_reveal_period", parameters.commitRevealPeriod, "epochs"),
            flag("commit_reveal_weights_enabled", parameters.commitRevealWeightsEnabled),
            part("alpha_high", parameters.alphaHigh),
            part("alpha_low", parameters.alphaLow), flag("liquid_alpha_enabled", parameters.liquidAlphaEnabled),
        ]
        let sometimes = [
            parameters.alphaSigmoidSteepness.map {
                HyperparameterValue(name: "alpha_sigmoid_steepness", value: .text("\($0)"), meaning: nil)
            },
            parameters.yumaVersion.map { number("yuma_version", $0) },
            parameters.subnetIsActive.map { flag("subnet_is_active", $0) },
            parameters.transfersEnabled.map { flag("transfers_enabled", $0) },
            parameters.bondsResetEnabled.map { flag("bonds_reset_enabled", $0) },
            parameters.userLiquidityEnabled.map { flag("user_liquidity_enabled", $0) },
        ]
        return always + sometimes.compactMap { $0 }
    }
}

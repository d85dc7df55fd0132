// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// `SubnetInfoRuntimeApi`: subnets with their settings, their pools and their neurons.
enum SubnetInfoAPI {
    static func declaration(_ rules: RuleSet) -> RuntimeAPIDeclaration {
        RuntimeAPIDeclaration(
            name: "SubnetInfoRuntimeApi", functions: functions + (rules.countsEpochs ? [nextEpochStart] : []))
    }

    private static let nextEpochStart = FunctionDeclaration(
        "get_next_epoch_start_block", ["netuid": "u16"], output: "Option<u64>"
    ) { .optional($0.nextEpochStart(try $1("netuid")).map { .number($0) }) }

    private static let functions: [FunctionDeclaration] = [
        one("get_subnet_info", "SubnetInfo") { $0.subnetInfo($1, version: 1) },
        all("get_subnets_info", "SubnetInfo") { $0.subnetInfo($1, version: 1) },
        one("get_subnet_info_v2", "SubnetInfov2") { $0.subnetInfo($1, version: 2) },
        all("get_subnets_info_v2", "SubnetInfov2") { $0.subnetInfo($1, version: 2) },
        one("get_subnet_hyperparams", "SubnetHyperparams") { $0.hyperparameters($1, version: 1) },
        one("get_subnet_hyperparams_v2", "SubnetHyperparamsV2") { $0.hyperparameters($1, version: 2) },
        all("get_all_dynamic_info", "DynamicInfo") { $0.dynamicInfo($1) },
        all("get_all_metagraphs", "Metagraph") { .record($0.metagraph($1)) },
        one("get_metagraph", "Metagraph") { .record($0.metagraph($1)) },
        all("get_all_mechagraphs", "Metagraph") { .record($0.metagraph($1)) },
        FunctionDeclaration("get_mechagraph", ["netuid": "u16", "mecid": "u8"], output: "Option<Metagraph>") {
            guard try $1("mecid") == UInt8(0) else { return .none }
            return .optional($0.existing(try $1("netuid")).map { [chain = $0] in .record(chain.metagraph($0)) })
        },
        one("get_dynamic_info", "DynamicInfo") { $0.dynamicInfo($1) },
        one("get_subnet_state", "SubnetState") { $0.subnetState($1) },
        FunctionDeclaration(
            "get_selective_metagraph", ["netuid": "u16", "metagraph_indexes": "Vec<u16>"],
            output: "Option<SelectiveMetagraph>"
        ) { .optional($0.selectiveMetagraph(try $1("netuid"), try $1("metagraph_indexes"))) },
        FunctionDeclaration(
            "get_selective_mechagraph", ["netuid": "u16", "subid": "u8", "metagraph_indexes": "Vec<u16>"],
            output: "Option<SelectiveMetagraph>"
        ) {
            guard try $1("subid") == UInt8(0) else { return .none }
            return .optional($0.selectiveMetagraph(try $1("netuid"), try $1("metagraph_indexes")))
        },
    ]

    private static func one(
        _ name: String, _ output: String, _ answer: @escaping @Sendable (Execution, UInt16) -> ScaleValue
    ) -> FunctionDeclaration {
        FunctionDeclaration(name, ["netuid": "u16"], output: "Option<\(output)>") { chain, call in
            .optional(chain.existing(try call("netuid")).map { answer(chain, $0) })
        }
    }

    private static func all(
        _ name: String, _ output: String, _ answer: @escaping @Sendable (Execution, UInt16) -> ScaleValue
    ) -> FunctionDeclaration {
        FunctionDeclaration(name, output: "Vec<Option<\(output)>>") { chain, _ in
            .list(chain.netuids.map { .optional(answer(chain, $0)) })
        }
    }
}

extension Execution {
    fileprivate func existing(_ netuid: UInt16) -> UInt16? {
        state[SubtensorPallet.networksAdded, netuid] ? netuid : nil
    }

    fileprivate func number(_ item: StorageItem<some UnsignedInteger & FixedWidthInteger>, _ netuid: UInt16)
        -> ScaleValue
    {
        .number(state[item, netuid])
    }

    /// A struct that is stored as the metadata describes it.
    func stored(_ item: OptionalStorageItem<EncodedStruct>, _ keys: any ScaleEncodable...) -> ScaleValue {
        guard let bytes = state.raw(item.declaration.key(keys)),
            let value = try? runtime.decode(bytes, as: item)
        else { return .none }
        return .optional(value)
    }

    fileprivate func subnetInfo(_ netuid: UInt16, version: Int) -> ScaleValue {
        var members: [ScaleValue.Member] = [
            .init("netuid", .number(netuid)), .init("rho", number(SubtensorPallet.rho, netuid)),
            .init("kappa", number(SubtensorPallet.kappa, netuid)),
            .init("difficulty", number(SubtensorPallet.difficulty, netuid)),
            .init("immunity_period", number(SubtensorPallet.immunityPeriod, netuid)),
            .init("max_allowed_validators", number(SubtensorPallet.maxAllowedValidators, netuid)),
            .init("min_allowed_weights", number(SubtensorPallet.minAllowedWeights, netuid)),
            .init("max_weights_limit", number(SubtensorPallet.maxWeightsLimit, netuid)),
            .init("scaling_law_power", number(SubtensorPallet.scalingLawPower, netuid)),
            .init("subnetwork_n", number(SubtensorPallet.subnetworkN, netuid)),
            .init("max_allowed_uids", number(SubtensorPallet.maxAllowedUids, netuid)),
            .init("blocks_since_last_step", number(SubtensorPallet.blocksSinceLastStep, netuid)),
            .init("tempo", number(SubtensorPallet.tempo, netuid)), .init("network_modality", .number(UInt16(0))),
            .init("network_connect", .list([])),
            .init(
                version == 1 ? "emission_values" : "emission_value",
                number(SubtensorPallet.subnetTaoInEmission, netuid)),
            .init("burn", number(SubtensorPallet.burn, netuid)),
            .init("owner", .account(state[SubtensorPallet.subnetOwner, netuid])),
        ]
        if version > 1 { members.append(.init("identity", stored(SubtensorPallet.subnetIdentities, netuid))) }
        return .record(members)
    }

    fileprivate func hyperparameters(_ netuid: UInt16, version: Int) -> ScaleValue {
        let alpha = state[SubtensorPallet.alphaValues, netuid]
        var members: [ScaleValue.Member] = [
            .init("rho", number(SubtensorPallet.rho, netuid)), .init("kappa", number(SubtensorPallet.kappa, netuid)),
            .init("immunity_period", number(SubtensorPallet.immunityPeriod, netuid)),
            .init("min_allowed_weights", number(SubtensorPallet.minAllowedWeights, netuid)),
            .init("max_weights_limit", number(SubtensorPallet.maxWeightsLimit, netuid)),
            .init("tempo", number(SubtensorPallet.tempo, netuid)),
            .init("min_difficulty", number(SubtensorPallet.minDifficulty, netuid)),
            .init("max_difficulty", number(SubtensorPallet.maxDifficulty, netuid)),
            .init("weights_version", number(SubtensorPallet.weightsVersionKey, netuid)),
            .init("weights_rate_limit", number(SubtensorPallet.weightsSetRateLimit, netuid)),
            .init("adjustment_interval", number(SubtensorPallet.adjustmentInterval, netuid)),
            .init("activity_cutoff", .number(UInt16(clamping: activityCutoff(netuid)))),
            .init("registration_allowed", .bool(state[SubtensorPallet.registrationAllowed, netuid])),
            .init("target_regs_per_interval", number(SubtensorPallet.targetRegistrationsPerInterval, netuid)),
            .init("min_burn", number(SubtensorPallet.minBurn, netuid)),
            .init("max_burn", number(SubtensorPallet.maxBurn, netuid)),
            .init("bonds_moving_avg", number(SubtensorPallet.bondsMovingAverage, netuid)),
            .init("max_regs_per_block", number(SubtensorPallet.maxRegistrationsPerBlock, netuid)),
            .init("serving_rate_limit", number(SubtensorPallet.servingRateLimit, netuid)),
            .init("max_validators", number(SubtensorPallet.maxAllowedValidators, netuid)),
            .init("adjustment_alpha", number(SubtensorPallet.adjustmentAlpha, netuid)),
            .init("difficulty", number(SubtensorPallet.difficulty, netuid)),
            .init("commit_reveal_period", number(SubtensorPallet.revealPeriodEpochs, netuid)),
            .init("commit_reveal_weights_enabled", .bool(state[SubtensorPallet.commitRevealEnabled, netuid])),
            .init("alpha_high", .number(alpha.second)), .init("alpha_low", .number(alpha.first)),
            .init("liquid_alpha_enabled", .bool(state[SubtensorPallet.liquidAlphaOn, netuid])),
        ]
        guard version > 1 else { return .record(members) }
        let steepness = Int128(state[SubtensorPallet.alphaSigmoidSteepness, netuid]) << 32
        members += [
            .init("alpha_sigmoid_steepness", .fields(["bits": .signed(steepness)])),
            // This chain's consensus is the second, whatever is set.
            .init("yuma_version", .number(UInt16(2))),
            .init("subnet_is_active", .bool(state[SubtensorPallet.subtokenEnabled, netuid])),
            .init("transfers_enabled", .bool(state[SubtensorPallet.transferToggle, netuid])),
            .init("bonds_reset_enabled", .bool(state[SubtensorPallet.bondsResetOn, netuid])),
            .init("user_liquidity_enabled", .bool(false)),
        ]
        return .record(members)
    }

    /// A subnet's name: what its identity says, or its number.
    fileprivate func subnetName(_ netuid: UInt16) -> [UInt8] {
        if netuid == 0 { return Array("root".utf8) }
        let identity = stored(SubtensorPallet.subnetIdentities, netuid)
        if let name = identity[0]?["subnet_name"]?.bytes, !name.isEmpty { return name }
        return Array("subnet \(netuid)".utf8)
    }

    /// The fields that `DynamicInfo` and `Metagraph` share, under the names that they have in both.
    fileprivate func economy(_ netuid: UInt16) -> [ScaleValue.Member] {
        let pending = state[SubtensorPallet.pendingServerEmission, netuid].saturatingAdding(
            state[SubtensorPallet.pendingValidatorEmission, netuid])
        return [
            .init("tempo", number(SubtensorPallet.tempo, netuid)),
            .init("last_step", number(SubtensorPallet.lastStepBlock, netuid)),
            .init("blocks_since_last_step", number(SubtensorPallet.blocksSinceLastStep, netuid)),
            .init("alpha_in", number(SubtensorPallet.subnetAlphaIn, netuid)),
            .init("alpha_out", number(SubtensorPallet.subnetAlphaOut, netuid)),
            .init("tao_in", number(SubtensorPallet.subnetTAO, netuid)),
            .init("alpha_out_emission", number(SubtensorPallet.subnetAlphaOutEmission, netuid)),
            .init("alpha_in_emission", number(SubtensorPallet.subnetAlphaInEmission, netuid)),
            .init("tao_in_emission", number(SubtensorPallet.subnetTaoInEmission, netuid)),
            .init("pending_alpha_emission", .number(pending)),
            .init("pending_root_emission", number(SubtensorPallet.pendingRootAlphaDivs, netuid)),
            .init("subnet_volume", .unsigned(UInt256(state[SubtensorPallet.subnetVolume, netuid]))),
            .init("network_registered_at", number(SubtensorPallet.networkRegisteredAt, netuid)),
            .init("owner_hotkey", .account(state[SubtensorPallet.subnetOwnerHotkey, netuid])),
            .init("owner_coldkey", .account(state[SubtensorPallet.subnetOwner, netuid])),
            .init(
                "moving_price",
                .fields(["bits": .signed(state[SubtensorPallet.subnetMovingPrice, netuid].bits)])),
        ]
    }

    fileprivate func dynamicInfo(_ netuid: UInt16) -> ScaleValue {
        .record(
            economy(netuid) + [
                .init("netuid", .number(netuid)), .init("subnet_name", .compactBytes(subnetName(netuid))),
                .init("token_symbol", .compactBytes(state[SubtensorPallet.tokenSymbol, netuid])),
                .init("emission", number(SubtensorPallet.subnetTaoInEmission, netuid)),
                .init("subnet_identity", stored(SubtensorPallet.subnetIdentities, netuid)),
            ])
    }

    /// The columns that `SubnetState` and `Metagraph` share.
    private func columns(_ table: NeuronTable) -> [ScaleValue.Member] {
        let stakes = table.hotkeys.map { stakeParts(of: $0, table.netuid) }
        let totals = table.hotkeys.map { stakeWeight(of: $0, table.netuid) }
        return [
            .init("hotkeys", .accounts(table.hotkeys)), .init("coldkeys", .accounts(table.coldkeys)),
            .init("active", .list(table.active.map { .bool($0) })),
            .init("validator_permit", .list(table.validatorPermit.map { .bool($0) })),
            .init("pruning_score", .numbers(table.pruningScores)),
            .init("last_update", .numbers(table.lastUpdate)), .init("emission", .numbers(table.emission)),
            .init("dividends", .numbers(table.dividends)), .init("incentives", .numbers(table.incentive)),
            .init("consensus", .numbers(table.consensus)), .init("trust", .numbers(table.trust)),
            .init("rank", .numbers(table.rank)), .init("block_at_registration", .numbers(table.registeredAt)),
            .init("alpha_stake", .numbers(stakes.map(\.alpha))), .init("tao_stake", .numbers(stakes.map(\.tao))),
            .init("total_stake", .numbers(totals)),
        ]
    }

    /// What each subnet paid a hotkey last, by subnet and hotkey.
    fileprivate func subnetState(_ netuid: UInt16) -> ScaleValue {
        let table = NeuronTable(self, netuid)
        let history = netuids.map { subnet in
            ScaleValue.numbers(table.hotkeys.map { state[SubtensorPallet.lastHotkeyEmissionOnNetuid, $0, subnet] })
        }
        return .record(
            [.init("netuid", .number(netuid))] + columns(table) + [.init("emission_history", .list(history))])
    }

    // MARK: Metagraphs

    fileprivate func metagraph(_ netuid: UInt16) -> [ScaleValue.Member] {
        let table = NeuronTable(self, netuid)
        let alpha = state[SubtensorPallet.alphaValues, netuid]
        func dividends(_ amount: (AccountID) -> UInt64) -> ScaleValue {
            .list(table.hotkeys.map { .list([.account($0), .number(amount($0))]) })
        }
        return economy(netuid) + columns(table) + [
            .init("netuid", .number(netuid)), .init("name", .compactBytes(subnetName(netuid))),
            .init("symbol", .compactBytes(state[SubtensorPallet.tokenSymbol, netuid])),
            .init("identity", stored(SubtensorPallet.subnetIdentities, netuid)),
            .init("block", .number(block.rawValue)),
            .init("subnet_emission", number(SubtensorPallet.subnetTaoInEmission, netuid)),
            .init("rho", number(SubtensorPallet.rho, netuid)), .init("kappa", number(SubtensorPallet.kappa, netuid)),
            .init("min_allowed_weights", number(SubtensorPallet.minAllowedWeights, netuid)),
            .init("max_weights_limit", number(SubtensorPallet.maxWeightsLimit, netuid)),
            .init("weights_version", number(SubtensorPallet.weightsVersionKey, netuid)),
            .init("weights_rate_limit", number(SubtensorPallet.weightsSetRateLimit, netuid)),
            .init("activity_cutoff", .number(UInt16(clamping: activityCutoff(netuid)))),
            .init("max_validators", number(SubtensorPallet.maxAllowedValidators, netuid)),
            .init("num_uids", number(SubtensorPallet.subnetworkN, netuid)),
            .init("max_uids", number(SubtensorPallet.maxAllowedUids, netuid)),
            .init("burn", number(SubtensorPallet.burn, netuid)),
            .init("difficulty", number(SubtensorPallet.difficulty, netuid)),
            .init("registration_allowed", .bool(state[SubtensorPallet.registrationAllowed, netuid])),
            .init("pow_registration_allowed", .bool(state[SubtensorPallet.powRegistrationAllowed, netuid])),
            .init("immunity_period", number(SubtensorPallet.immunityPeriod, netuid)),
            .init("min_difficulty", number(SubtensorPallet.minDifficulty, netuid)),
            .init("max_difficulty", number(SubtensorPallet.maxDifficulty, netuid)),
            .init("min_burn", number(SubtensorPallet.minBurn, netuid)),
            .init("max_burn", number(SubtensorPallet.maxBurn, netuid)),
            .init("adjustment_alpha", number(SubtensorPallet.adjustmentAlpha, netuid)),
            .init("adjustment_interval", number(SubtensorPallet.adjustmentInterval, netuid)),
            .init("target_regs_per_interval", number(SubtensorPallet.targetRegistrationsPerInterval, netuid)),
            .init("max_regs_per_block", number(SubtensorPallet.maxRegistrationsPerBlock, netuid)),
            .init("serving_rate_limit", number(SubtensorPallet.servingRateLimit, netuid)),
            .init("commit_reveal_weights_enabled", .bool(state[SubtensorPallet.commitRevealEnabled, netuid])),
            .init("commit_reveal_period", number(SubtensorPallet.revealPeriodEpochs, netuid)),
            .init("liquid_alpha_enabled", .bool(state[SubtensorPallet.liquidAlphaOn, netuid])),
            .init("alpha_high", .number(alpha.second)), .init("alpha_low", .number(alpha.first)),
            .init("bonds_moving_avg", number(SubtensorPallet.bondsMovingAverage, netuid)),
            .init("identities", .list(table.coldkeys.map { stored(SubtensorPallet.identities, $0) })),
            .init("axons", .list(table.axons.map(\.value))),
            .init("tao_dividends_per_hotkey", dividends { _ in 0 }),
            .init(
                "alpha_dividends_per_hotkey",
                dividends { state[SubtensorPallet.alphaDividendsPerSubnet, netuid, $0] }),
        ]
    }

    /// Of `Metagraph`, the fields with these numbers, and two more: 72, the validators' uids, and 73, the commitments.
    fileprivate func selectiveMetagraph(_ netuid: UInt16, _ indexes: [UInt16]) -> ScaleValue? {
        guard existing(netuid) != nil else { return nil }
        let wanted = Set(indexes)
        let all = Dictionary(
            metagraph(netuid).map { ($0.name ?? "", $0.value) }, uniquingKeysWith: { first, _ in first })
        let names = RuntimeDeclaration.metagraphFields.map(\.key)
        var members: [ScaleValue.Member] = [.init("netuid", .number(netuid))]
        for (index, name) in names.enumerated().dropFirst() {
            members.append(.init(name, .optional(wanted.contains(UInt16(index)) ? all[name] : nil)))
        }
        let permits = state[SubtensorPallet.validatorPermit, netuid]
        let validators = ScaleValue.numbers(permits.indices.filter { permits[$0] }.map { UInt16($0) })
        let next = UInt16(names.count)
        members.append(.init("validators", .optional(wanted.contains(next) ? validators : nil)))
        members.append(.init("commitments", .optional(wanted.contains(next + 1) ? commitments(netuid) : nil)))
        return .record(members)
    }

    private func commitments(_ netuid: UInt16) -> ScaleValue {
        .list(
            hotkeys(netuid).compactMap { hotkey in
                state[CommitmentsPallet.commitmentOf, netuid, hotkey].map {
                    .list([.account(hotkey), .compactBytes($0.bytes)])
                }
            })
    }
}

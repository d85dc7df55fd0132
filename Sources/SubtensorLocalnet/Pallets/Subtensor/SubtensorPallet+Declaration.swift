// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient

extension SubtensorPallet {
    /// The pallet as a rule set's runtime declares it.
    static func declaration(_ rules: RuleSet) -> PalletDeclaration {
        PalletDeclaration(
            name: name, index: 7, storage: storage(rules), calls: calls(rules), events: events, errors: errors(rules),
            constants: [
                ConstantDeclaration(name: "InitialDifficulty", type: "u64", value: difficulty.fallback.scaleEncoded),
                ConstantDeclaration(name: "InitialBurn", type: "u64", value: burn.fallback.scaleEncoded),
                ConstantDeclaration(name: "InitialTempo", type: "u16", value: tempo.fallback.scaleEncoded),
                // Owners start a subnet when they like.
                ConstantDeclaration(name: "DurationOfStartCall", type: "u64", value: UInt64(0).scaleEncoded),
                ConstantDeclaration(name: "KeySwapCost", type: "u64", value: keySwapCost.scaleEncoded),
                ConstantDeclaration(name: "KeySwapOnSubnetCost", type: "u64", value: keySwapOnSubnetCost.scaleEncoded),
            ])
    }

    private static func calls(_ rules: RuleSet) -> [CallDeclaration] {
        registrationCalls(rules) + stakeCalls(rules) + weightsCalls(rules) + servingCalls + subnetCalls(rules)
            + keyCalls
            + delegationCalls + SenatePallets.calls
    }

    /// The events that this chain emits.
    private static let events: [CaseDeclaration] = [
        .tuple("NetworkAdded", 0, "u16", "u16"), .tuple("NetworkRemoved", 1, "u16"),
        .tuple("StakeAdded", 2, "AccountId32", "AccountId32", "u64", "u64", "u16", "u64"),
        .tuple("StakeRemoved", 3, "AccountId32", "AccountId32", "u64", "u64", "u16", "u64"),
        .tuple("StakeMoved", 4, "AccountId32", "AccountId32", "u16", "AccountId32", "u16", "u64"),
        .tuple("WeightsSet", 5, "u16", "u16"), .tuple("NeuronRegistered", 6, "u16", "u16", "AccountId32"),
        .tuple("DifficultySet", 11, "u16", "u64"), .tuple("AxonServed", 28, "u16", "AccountId32"),
        .tuple("PrometheusServed", 29, "u16", "AccountId32"),
        .tuple("DelegateAdded", 30, "AccountId32", "AccountId32", "u16"),
        .tuple("ChildKeyTakeSet", 46, "AccountId32", "u16"), .tuple("TempoSet", 50, "u16", "u16"),
        .tuple("Faucet", 54, "AccountId32", "u64"),
        .tuple("TakeDecreased", 61, "AccountId32", "AccountId32", "u16"),
        .tuple("TakeIncreased", 62, "AccountId32", "AccountId32", "u16"),
        .named(
            "HotkeySwapped", 63, ["coldkey": "AccountId32", "old_hotkey": "AccountId32", "new_hotkey": "AccountId32"]),
        .tuple("SetChildrenScheduled", 70, "AccountId32", "u16", "u64", "Vec<(u64, AccountId32)>"),
        .tuple("SetChildren", 71, "AccountId32", "u16", "Vec<(u64, AccountId32)>"),
        .tuple("ChainIdentitySet", 72, "AccountId32"), .tuple("SubnetIdentitySet", 73, "u16"),
        .tuple("WeightsCommitted", 79, "AccountId32", "u16", "H256"),
        .tuple("WeightsRevealed", 80, "AccountId32", "u16", "H256"),
        .tuple("WeightsBatchRevealed", 81, "AccountId32", "u16", "Vec<H256>"),
        .tuple("BatchWeightsCompleted", 82, "Vec<Compact<u16>>", "AccountId32"),
        .tuple("BatchCompletedWithErrors", 83), .tuple("BatchWeightItemFailed", 84, "DispatchError"),
        .tuple("StakeTransferred", 85, "AccountId32", "AccountId32", "AccountId32", "u16", "u16", "u64"),
        .tuple("StakeSwapped", 86, "AccountId32", "AccountId32", "u16", "u16", "u64"),
        .tuple("TransferToggle", 87, "u16", "bool"), .tuple("FirstEmissionBlockNumberSet", 89, "u16", "u64"),
        .tuple("AlphaRecycled", 90, "AccountId32", "AccountId32", "u64", "u16"),
        .tuple("AlphaBurned", 91, "AccountId32", "AccountId32", "u64", "u16"),
        .tuple("CommitRevealPeriodsSet", 94, "u16", "u64"), .tuple("CommitRevealEnabled", 95, "u16", "bool"),
        .named(
            "HotkeySwappedOnSubnet", 96,
            [
                "coldkey": "AccountId32", "old_hotkey": "AccountId32", "new_hotkey": "AccountId32", "netuid": "u16",
            ]), .named("SymbolUpdated", 99, ["netuid": "u16", "symbol": "Vec<u8>"]),
        .tuple("CommitRevealVersionSet", 100, "u16"),
        .tuple("TimelockedWeightsCommitted", 101, "AccountId32", "u16", "H256", "u64"),
        .tuple("TimelockedWeightsRevealed", 102, "u16", "AccountId32"),
    ]
}

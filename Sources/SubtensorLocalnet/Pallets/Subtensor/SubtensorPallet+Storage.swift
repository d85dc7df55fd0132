// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Subnets, their neurons, and the stake in them.
///
/// Names, hashers, types and defaults of the storage are those of the real runtime; a test compares them with recorded
/// metadata.
enum SubtensorPallet {
    static let name = "SubtensorModule"

    // MARK: What storage is keyed by
    static let noAccount = AccountID(unchecked: [UInt8](repeating: 0, count: 32))
    static let subnet: KeyValuePairs<StorageHasher, String> = [.identity: "u16"]
    static let neuron: KeyValuePairs<StorageHasher, String> = [.identity: "u16", .identity: "u16"]
    static let account: KeyValuePairs<StorageHasher, String> = [.blake2_128Concat: "AccountId32"]
    static let accountOnSubnet: KeyValuePairs<StorageHasher, String> = [
        .blake2_128Concat: "AccountId32", .identity: "u16",
    ]
    static let subnetAndAccount: KeyValuePairs<StorageHasher, String> = [
        .identity: "u16", .blake2_128Concat: "AccountId32",
    ]

    /// The storage that a rule set's runtime has.
    static func storage(_ rules: RuleSet) -> [StorageDeclaration] {
        let common =
            subnetsStorage + hyperparametersStorage + poolsStorage + stakeStorage + neuronsStorage
            + registrationStorage + [powRegistrationAllowed(byDefault: rules != .powRegister)]
        let newest: [any DeclaredItem] = [lastPowRegistrationBlock, activityCutoffFactor]
        return (rules == .powRegister ? common + newest + epochsStorage : common).map(\.declaration)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient

extension SubtensorPallet {
    /// Setting weights, openly or by commitment.
    static func weightsCalls(_ rules: RuleSet) -> [CallDeclaration] {
        let weights: KeyValuePairs = [
            "netuid": "u16", "dests": "Vec<u16>", "weights": "Vec<u16>", "version_key": "u64",
        ]
        let calls: [CallDeclaration] = [
            CallDeclaration("set_weights", 0, weights, fee: .free, check: stakeBehindWeights) { try $0.setWeights($1) },
            CallDeclaration(
                "batch_set_weights", 80,
                [
                    "netuids": "Vec<Compact<u16>>", "weights": "Vec<Vec<(Compact<u16>, Compact<u16>)>>",
                    "version_keys": "Vec<Compact<u64>>",
                ], fee: .free
            ) { try $0.batchSetWeights($1) },
            CallDeclaration(
                "commit_weights", 96, ["netuid": "u16", "commit_hash": "H256"], fee: .free, check: stakeBehindWeights
            ) { try $0.commitWeights($1) },
            CallDeclaration(
                "reveal_weights", 97,
                [
                    "netuid": "u16", "uids": "Vec<u16>", "values": "Vec<u16>", "salt": "Vec<u16>", "version_key": "u64",
                ], fee: .free, check: { try $0.checkReveal($1) }
            ) { try $0.revealWeights($1) },
            CallDeclaration(
                "batch_reveal_weights", 98,
                [
                    "netuid": "u16", "uids_list": "Vec<Vec<u16>>", "values_list": "Vec<Vec<u16>>",
                    "salts_list": "Vec<Vec<u16>>", "version_keys": "Vec<u64>",
                ], fee: .free, check: { try $0.checkBatchReveal($1) }
            ) { try $0.batchRevealWeights($1) },
            CallDeclaration(
                "commit_mechanism_weights", 115, ["netuid": "u16", "mecid": "u8", "commit_hash": "H256"], fee: .free,
                check: stakeBehindWeights
            ) {
                try $0.commitWeights($1, mechanism: try $1("mecid"))
            },
            CallDeclaration(
                "reveal_mechanism_weights", 116,
                [
                    "netuid": "u16", "mecid": "u8", "uids": "Vec<u16>", "values": "Vec<u16>", "salt": "Vec<u16>",
                    "version_key": "u64",
                ], fee: .free, check: { try $0.checkReveal($1, mechanism: try $1("mecid")) }
            ) {
                try $0.revealWeights($1, mechanism: try $1("mecid"))
            },
            CallDeclaration(
                "set_mechanism_weights", 119,
                [
                    "netuid": "u16", "mecid": "u8", "dests": "Vec<u16>", "weights": "Vec<u16>", "version_key": "u64",
                ], fee: .free, check: stakeBehindWeights
            ) {
                try $0.setWeights($1, mechanism: try $1("mecid"))
            },
        ]
        guard rules.registerChecksWork else { return calls + timelockedCalls }
        let rootWeights = CallDeclaration(
            "set_root_weights", 8,
            [
                "netuid": "u16", "hotkey": "AccountId32", "dests": "Vec<u16>", "weights": "Vec<u16>",
                "version_key": "u64",
            ]
        ) { try $0.setRootWeights($1) }
        // The first of them is older than timelocked weights.
        return calls + [rootWeights] + (rules == .registerBigEndian ? [] : timelockedCalls)
    }

    private static let timelockedCalls: [CallDeclaration] = [
        CallDeclaration(
            "commit_timelocked_weights", 113,
            [
                "netuid": "u16", "commit": "BoundedVec<u8>", "reveal_round": "u64", "commit_reveal_version": "u16",
            ], fee: .free, check: { try $0.checkTimelockedCommit($1) }
        ) { try $0.commitTimelockedWeights($1) },
        CallDeclaration(
            "commit_timelocked_mechanism_weights", 118,
            [
                "netuid": "u16", "mecid": "u8", "commit": "BoundedVec<u8>", "reveal_round": "u64",
                "commit_reveal_version": "u16",
            ], fee: .free, check: { try $0.checkTimelockedCommit($1) }
        ) { try $0.commitTimelockedWeights($1, mechanism: try $1("mecid")) },
    ]

    /// The pool asks whether there is stake enough behind weights.
    private static let stakeBehindWeights: CallDeclaration.Check = {
        try $0.requireStakeToSetWeights(try $1.signer(), try $1("netuid"))
    }
}

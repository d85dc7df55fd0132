// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

extension Failure {
    /// The error document of `--json-output`.
    var document: OutputDocument {
        let error: OutputDocument = [
            "code": .string(code), "exit_code": .integer(Int(status.rawValue)), "message": .string(line),
        ]
        return ["error": submission.map { error + OutputDocument($0, block: block) } ?? error]
    }
}

extension OutputDocument {
    /// What it takes to look an extrinsic up.
    init(_ trace: SubmissionTrace, block: BlockNumber? = nil) {
        self = [
            "extrinsic_hash": .string(trace.hash.hex), "nonce": .integer(Int(trace.nonce)),
            "valid_until_block": trace.lastBlock.map { .integer(Int(clamping: $0.rawValue)) } ?? .null,
            "genesis_hash": .string(trace.genesisHash.hex),
            "block_number": block.map { .integer(Int(clamping: $0.rawValue)) } ?? .null,
        ]
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// The calls by which runtimes have taken weights that are encrypted until a round of the beacon, the newest first.
enum TimelockedCommitCall: String, CaseIterable {
    case timelockedMechanism = "commit_timelocked_mechanism_weights"
    case timelocked = "commit_timelocked_weights"
    case crv3Mechanism = "commit_crv3_mechanism_weights"
    case crv3 = "commit_crv3_weights"

    /// The first of them that a runtime has and that reaches the mechanism; nil where there is none.
    static func highest(in metadata: RuntimeMetadata, mechanism: UInt8 = 0) -> TimelockedCommitCall? {
        allCases.first { call in
            (mechanism == 0 || call.namesMechanism) && (try? metadata.call("SubtensorModule", call.rawValue)) != nil
        }
    }

    private var namesMechanism: Bool { self == .timelockedMechanism || self == .crv3Mechanism }

    /// The call with its arguments, as far as the runtime has them.
    func form(_ mechanism: MechanismIndex, commit: [UInt8], round: UInt64, version: UInt16) -> CallForm {
        CallForm(
            rawValue, .init("netuid", is: .number(mechanism.netuid.rawValue)),
            .init("mecid", is: .number(mechanism.mechanism), mayBeDropped: mechanism.mechanism == 0),
            .init("commit", is: .bytes(commit)), .init("reveal_round", is: .number(round)),
            .init("commit_reveal_version", is: .number(version), mayBeDropped: true))
    }

    /// What is encrypted: weights, as the runtimes that have the call read them.
    func payload(_ weights: QuantizedWeights, of hotkey: AccountID, versionKey: UInt64) -> [UInt8] {
        var writer = ScaleWriter()
        // The first of them did not compare it with the signer.
        if self != .crv3 { hotkey.bytes.encode(to: &writer) }
        weights.uids.encode(to: &writer)
        weights.values.encode(to: &writer)
        writer.write(integer: versionKey)
        return writer.bytes
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// Actions that were sent, or only looked at.
struct TransactionAnswer: Answer {
    struct Entry: Sendable {
        enum Ending: Sendable {
            case sent(SentAction)
            /// Carried out, but what came of it could not be read.
            case carriedOut(SubmissionTrace?, block: BlockNumber?)
            case failed(Failure)
        }

        let step: ActionStep?
        let prepared: PreparedStep?
        /// What it is about, where it is left out.
        let name: String?
        /// Why it is left out.
        let unfit: (any Error)?
        /// nil when it was not sent.
        var ending: Ending?
        /// What became of it when it was tried on the chain's rules; nil when it was not.
        var rehearsal: ToldRehearsal?

        init(_ step: ActionStep, _ prepared: PreparedStep) {
            (self.step, self.prepared, name, unfit) = (step, prepared, nil, nil)
        }

        init(unfit name: String?, _ error: any Error) {
            (step, prepared, self.name, unfit) = (nil, nil, name, error)
        }
    }

    let network: String
    /// Whether the command may send several: then its document is a list.
    let isList: Bool
    /// What it means when there are no entries.
    let note: String
    var entries: [Entry] = []
    /// All of them as one extrinsic; nil where each goes out alone.
    var batch: PreparedBatch?
    /// What the person calls the accounts in it.
    var names = AccountNames()

    init(network: String, isList: Bool, note: String) {
        self.network = network
        self.isList = isList
        self.note = note
    }

    static let nothingToDo = "There is nothing to do."

    /// Those that can be sent, with their places.
    var steps: [(place: Int, step: ActionStep, prepared: PreparedStep)] {
        entries.enumerated().compactMap { place, entry in
            guard let step = entry.step, let prepared = entry.prepared else { return nil }
            return (place, step, prepared)
        }
    }

    var previews: [ActionPreview] { steps.map(\.prepared.preview) }

    var hasSomethingToSend: Bool { !steps.isEmpty }

    /// What one might do next: what the last one that was carried out leads to.
    var next: StyledText? {
        guard case .sent(let sent)? = entries.last?.ending else { return nil }
        return sent.report.next
    }

    /// The account that signs all of them; nil when there are several.
    var commonSigner: AccountID? {
        let signers = Set(previews.map(\.signer))
        return signers.count == 1 ? signers.first : nil
    }

    /// How the last one that was tried ended.
    var status: ExitStatus {
        let failures = entries.compactMap { entry in
            if case .failed(let failure)? = entry.ending { failure } else { nil as Failure? }
        }
        return failures.last?.status ?? .done
    }

    var document: OutputDocument {
        if isList { return ["network": .string(network), "transactions": .array(entries.map(document))] }
        guard let only = entries.first else {
            return ["sent": false, "network": .string(network), "note": .string(note)]
        }
        return document(only)
    }

    private func document(_ entry: Entry) -> OutputDocument {
        guard let step = entry.step, let preview = entry.prepared?.preview else {
            let skipped: OutputDocument = ["sent": false, "skipped": true, "name": .string(orNull: entry.name)]
            return entry.unfit.map { skipped + Failure($0).document } ?? skipped
        }
        let facts: OutputDocument = [
            "sent": .bool(entry.wasSent),
            "action": .string(preview.action),
            "network": .string(network),
            "chain": .string(preview.chain),
            "genesis_hash": .string(preview.genesisHash.hex),
            "spec_version": .integer(Int(preview.specVersion)),
            "call": .string("\(preview.call.pallet).\(preview.call.name)"),
            "call_data": .string((batch?.transaction.callBytes ?? preview.callBytes).hex),
            "metadata_checked": .bool(preview.checksMetadata),
            "encrypted": .bool(batch.map { $0.transaction.carrier != nil } ?? preview.isEncrypted),
            "signer": .string(preview.signer.ss58()),
            "signer_role": .string(preview.role.rawValue),
            "acting_account": .string(preview.account.ss58()),
            "fee_payer": .string(preview.feePayer.ss58()),
            "deposit_tao": .string(preview.deposit.taoText),
            "effects": .object(
                (preview.effects + preview.actingEffects + step.notes).map {
                    OutputDocument.Member(name: $0.label.snakeCased, value: .string($0.value))
                }),
            "cost_tao": .string(orNull: preview.knowsCost ? preview.cost.taoText : nil),
            "highest_cost_tao": .string(orNull: preview.knowsCost ? preview.highestCost.taoText : nil),
            "fee_tao": .string((batch?.fee ?? preview.fee).taoText),
            "highest_fee_tao": .string((batch?.highestFee ?? preview.highestFee).taoText),
            "balance_before_tao": .string(preview.balance.taoText),
            "rehearsal": entry.rehearsal?.document ?? .null,
        ]
        return facts + ending(entry, preview)
    }

    /// What became of it; always the same members, and an error where one ended it.
    private func ending(_ entry: Entry, _ preview: ActionPreview) -> OutputDocument {
        func members(
            _ trace: SubmissionTrace?, _ block: BlockNumber?, _ blockHash: Hash256? = nil, _ outcome: [Fact]? = nil
        ) -> OutputDocument {
            [
                "extrinsic_hash": .string(orNull: trace?.hash.hex),
                "nonce": trace.map { .integer(Int($0.nonce)) } ?? .null,
                "valid_until_block": (trace.map(\.lastBlock) ?? preview.lastBlock).map {
                    .integer(Int(clamping: $0.rawValue))
                } ?? .null,
                "block_number": block.map { .integer(Int(clamping: $0.rawValue)) } ?? .null,
                "block_hash": .string(orNull: blockHash?.hex),
                "outcome": outcome.map { OutputDocument($0) } ?? .null,
            ]
        }
        switch entry.ending {
        case .sent(let sent):
            let extrinsic = sent.extrinsic
            return members(extrinsic.submission, extrinsic.blockNumber, extrinsic.blockHash, sent.report.facts)
        case .carriedOut(let trace, let block): return members(trace, block)
        case .failed(let failure): return members(failure.submission, failure.block) + failure.document
        case nil: return members(nil, nil, nil, [])
        }
    }
}

extension TransactionAnswer.Entry {
    /// Whether it has left, whatever came of it.
    var wasSent: Bool {
        switch ending {
        case .sent, .carriedOut: true
        case .failed(let failure): failure.submission != nil
        case nil: false
        }
    }
}

extension String {
    /// `Stake after` becomes `stake_after`.
    fileprivate var snakeCased: String {
        String(lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}

import Bittensor
import SubstrateClient

/// Actions that were sent, or only looked at.
struct TransactionAnswer: Answer {
    struct Entry: Sendable {
        enum Ending: Sendable {
            case sent(SentAction)
            case failed(Failure)
        }

        let preview: ActionPreview
        /// What is told beside the action's effects.
        let notes: [ActionPreview.Effect]
        /// nil when it was not sent.
        var ending: Ending?

        init(_ preview: ActionPreview, notes: [ActionPreview.Effect] = []) {
            self.preview = preview
            self.notes = notes
        }
    }

    let network: String
    /// Whether the command may send several: then its document is a list.
    let isList: Bool
    /// What it means when there are no entries.
    let note: String
    var entries: [Entry]

    static let nothingToDo = "There is nothing to do."

    /// How the last one that was tried ended.
    var status: ExitStatus {
        guard case .failed(let failure) = entries.last(where: { $0.ending != nil })?.ending else { return .done }
        return failure.status
    }

    /// What someone has to know who is asked.
    var question: String {
        let blocks = entries.map { Facts(before($0)).text.indented }
        guard entries.count > 1 else { return blocks.joined() }
        let total = entries.reduce(Balance.zero) { $0 + $1.preview.cost + $1.preview.fee }
        return blocks.joined(separator: "\n\n") + "\n\n" + Facts([("Total", "\(total), fees included")]).text.indented
    }

    var document: OutputDocument {
        if isList { return ["network": .string(network), "transactions": .array(entries.map(document))] }
        guard let only = entries.first else {
            return ["sent": false, "network": .string(network), "note": .string(note)]
        }
        return document(only)
    }

    func text(width: Int?) -> String {
        guard !entries.isEmpty else { return note }
        return entries.map(text).joined(separator: "\n\n")
    }

    private func text(_ entry: Entry) -> String {
        switch entry.ending {
        case .sent(let sent):
            return Facts(
                before(entry).filter { $0.0 != "Balance" }
                    + sent.outcome.map { ($0.label, $0.value.text) }.filter { !$0.1.isEmpty }
                    + [
                        ("Extrinsic", sent.extrinsic.hash.hex),
                        ("Block", "\(sent.extrinsic.blockNumber) \(sent.extrinsic.blockHash.hex)"),
                    ]
            ).text
        case .failed(let failure): return Facts(before(entry) + [("Failed", failure.line)]).text
        case nil: return Facts(before(entry) + [("Sent", "no: this was a dry run")]).text
        }
    }

    /// What is known before anything is sent.
    private func before(_ entry: Entry) -> [(String, String)] {
        var lines = entry.preview.lines
        lines.insert(contentsOf: entry.notes, at: 1 + entry.preview.effects.count)
        return lines.map { line in
            (line.label, line.label == "Network" ? "\(network): \(line.value)" : line.value)
        }
    }

    private func document(_ entry: Entry) -> OutputDocument {
        let preview = entry.preview
        var sent: SentAction?
        var failure: Failure?
        switch entry.ending {
        case .sent(let result): sent = result
        case .failed(let result): failure = result
        case nil: break
        }
        let facts: OutputDocument = [
            "sent": .bool(sent != nil),
            "action": .string(preview.action),
            "network": .string(network),
            "chain": .string(preview.chain),
            "spec_version": .integer(Int(preview.specVersion)),
            "call": .string("\(preview.call.pallet).\(preview.call.name)"),
            "call_data": .string(preview.callBytes.hex),
            "signer": .string(preview.signer.ss58()),
            "signer_role": .string(preview.role.rawValue),
            "effects": .object(
                (preview.effects + entry.notes).map {
                    OutputDocument.Member(name: $0.label.snakeCased, value: .string($0.value))
                }),
            "cost_tao": .string(preview.cost.taoText),
            "fee_tao": .string(preview.fee.taoText),
            "balance_before_tao": .string(preview.balance.taoText),
            "extrinsic_hash": .string(orNull: sent?.extrinsic.hash.hex),
            "block_number": sent.map { .integer(Int(clamping: $0.extrinsic.blockNumber.rawValue)) } ?? .null,
            "block_hash": .string(orNull: sent?.extrinsic.blockHash.hex),
            "outcome": OutputDocument(sent?.outcome ?? []),
        ]
        return failure.map { facts + $0.document } ?? facts
    }
}

extension String {
    /// The lines with two blanks in front, as a block for copying.
    fileprivate var indented: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
    }

    /// `Stake after` becomes `stake_after`.
    fileprivate var snakeCased: String {
        String(lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// What people read: the preview before the question, and afterwards what is new.
extension TransactionAnswer {
    /// What someone has to know who is asked.
    ///
    /// - Parameter width: of the terminal.
    func question(width: Int?) -> StyledText {
        let room = width.map { max(1, $0 - 2) }
        let blocks = steps.map { place, step, prepared in
            Facts(rows(step, prepared.preview) + rows(entries[place].rehearsal)).text(width: room)
        }
        let skipped = entries.filter { $0.unfit != nil }.map(leftOut)
        let all = blocks + skipped + (blocks.count > 1 ? [Facts(total).text(width: room)] : [])
        return all.map(\.indented).joined(separator: "\n\n")
    }

    private var total: [(String, String)] {
        let cost = previews.reduce(Balance.zero) { $0 + $1.cost }
        guard let batch else {
            return [("Total", "\(previews.reduce(cost) { $0 + $1.fee }), fees included")]
        }
        return [
            ("Sent as", "one extrinsic, in which each stands for itself"),
            ("Fee of all", "\(batch.fee), at most \(batch.highestFee)"),
            ("Total", "\(cost + batch.fee), the fee included"),
        ]
    }

    func text(width: Int?) -> StyledText {
        guard !entries.isEmpty else { return StyledText(note) }
        guard entries.contains(where: { $0.ending != nil }) else {
            return entries.map { unsent($0, width) }.joined(separator: "\n\n")
        }
        let endings = entries.map { ending(of: $0, width) }
        guard steps.count > 1 else { return endings.joined(separator: "\n") }
        return (endings + ["", sum]).joined(separator: "\n")
    }

    /// What would be sent.
    private func unsent(_ entry: Entry, _ width: Int?) -> StyledText {
        guard let step = entry.step, let preview = entry.prepared?.preview else { return leftOut(entry) }
        return Facts(rows(step, preview) + rows(entry.rehearsal) + [("Sent", "no: this was a dry run")])
            .text(width: width)
    }

    /// One line of what was done, and below it what nobody has read yet.
    private func ending(of entry: Entry, _ width: Int?) -> StyledText {
        guard let preview = entry.prepared?.preview else { return leftOut(entry) }
        func done(
            _ sentence: StyledText, _ block: BlockNumber?, _ fee: Balance?, _ facts: Facts
        ) -> StyledText {
            let place: StyledText = block.map { " in block \($0)" } ?? ""
            let price: StyledText = fee.map { $0 == .zero ? ", free of charge" : ", fee \($0)" } ?? ""
            let line = StyledText.done + " " + names.naming(sentence) + place + price
            let details = facts.text(width: width.map { max(1, $0 - 2) })
            return ([line.wrapped(to: width ?? .max)] + (details.isEmpty ? [] : [details.indented]))
                .joined(separator: "\n")
        }
        switch entry.ending {
        case .sent(let sent):
            let extrinsic = sent.extrinsic
            return done(
                sent.report.sentence, extrinsic.blockNumber, batch == nil ? extrinsic.paidFee ?? preview.fee : nil,
                Facts(sent.report.newFacts) + Facts(sent.report.toldRows) + Facts([("Extrinsic", extrinsic.hash.hex)]))
        case .carriedOut(let trace, let block):
            return done(
                "Carried out: \(preview.action)", block, nil, Facts(trace.map { [("Extrinsic", $0.hash.hex)] } ?? []))
        case .failed(let failure):
            return (StyledText.failed + " \(preview.action): " + StyledText(reading: failure.line))
                .wrapped(to: width ?? .max)
        case nil: return "Not sent: \(preview.action)"
        }
    }

    /// How many were carried out, and what that cost.
    private var sum: StyledText {
        let included = entries.compactMap { entry in
            if case .sent(let sent)? = entry.ending { (entry, sent.extrinsic) } else { nil }
        }
        let fees = included.map { entry, extrinsic in
            extrinsic.paidFee ?? batch?.fee ?? entry.prepared?.preview.fee ?? .zero
        }
        // A batch is one extrinsic, whose fee is paid once.
        let fee = batch == nil ? fees.reduce(Balance.zero, +) : fees.first ?? .zero
        return "\(entries.count { $0.wasCarriedOut }) of \(steps.count) carried out, fees \(fee)"
    }

    private func leftOut(_ entry: Entry) -> StyledText {
        let reason = entry.unfit.map { Failure($0).line } ?? ""
        return "Left out: " + StyledText(reading: entry.name.map { "\($0): \(reason)" } ?? reason)
    }

    /// What the chain's rules make of it.
    private func rows(_ rehearsal: ToldRehearsal?) -> [(String, String)] {
        rehearsal?.rows.map { (names.besideAddresses($0), names.besideAddresses($1)) } ?? []
    }

    /// What is known before anything is sent.
    private func rows(_ step: ActionStep, _ preview: ActionPreview) -> [(String, String)] {
        var lines = preview.lines
        lines.insert(contentsOf: step.notes, at: 1 + preview.effects.count)
        return lines.map { line in
            (
                names.besideAddresses(line.label),
                line.label == "Network" ? "\(network): \(line.value)" : names.besideAddresses(line.value)
            )
        }
    }
}

extension ActionReport {
    /// What the chain told, under one label.
    fileprivate var toldRows: [(String, String)] {
        told.enumerated().map { ($0 == 0 ? "Events" : "", $1) }
    }
}

extension TransactionAnswer.Entry {
    fileprivate var wasCarriedOut: Bool {
        switch ending {
        case .sent, .carriedOut: true
        case .failed, nil: false
        }
    }
}

extension IncludedExtrinsic {
    /// What it cost, as the block tells.
    fileprivate var paidFee: Balance? {
        let fees = [events, carrierEvents].compactMap { events in
            events.last { $0.matches("TransactionPayment", "TransactionFeePaid") }?["actual_fee"]?.uint64
        }
        return fees.isEmpty ? nil : fees.reduce(.zero) { $0 + Balance(rao: $1) }
    }
}

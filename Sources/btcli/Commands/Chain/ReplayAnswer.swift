// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// A block that was run again: what each extrinsic did, and whether the chain has the same.
struct ReplayAnswer: Answer {
    /// A part of the block: an extrinsic, or what comes before the first or after the last.
    private struct Part {
        let name: String
        let result: CellValue
        let events: [ToldEvent]
        let changes: [Difference]
        let trace: ToldTrace?
    }

    private let facts: [Fact]
    private let parts: [Part]
    /// Whether every change is shown, not only their number.
    private let isDetailed: Bool
    private let disagreements: [String]

    /// Whether the chain has what was made of the block here.
    var agrees: Bool { disagreements.isEmpty }

    init(
        network: String, state: ChainState, extrinsics: [Extrinsic], replayed: ReplayedBlock, shown: Int?,
        disagreements: [StorageKey], spellings: Spellings
    ) {
        let metadata = state.runtime.metadata
        let items = StorageItems(metadata)
        func part(_ index: Int) -> Part {
            let tried = replayed.extrinsics[index]
            let content = try? metadata.decode(extrinsics[index])
            return Part(
                name: "\(index) \(content?.call.description ?? extrinsics[index].hash.hex)",
                result: tried.ending.result,
                events: tried.events.map { ToldEvent($0, metadata, spellings) },
                changes: tried.differences.map { Difference($0, items, metadata.types) },
                trace: replayed.trace.map { ToldTrace($0.extrinsics[index], items, metadata.types) })
        }
        func frame(_ name: String, _ differences: [StateDifference], _ trace: StorageTrace?) -> Part {
            Part(
                name: name, result: .none, events: [],
                changes: differences.map { Difference($0, items, metadata.types) },
                trace: trace.map { ToldTrace($0, items, metadata.types) })
        }
        isDetailed = shown != nil
        if let shown {
            parts = [part(shown)]
        } else {
            parts =
                [frame("opening", replayed.opening, replayed.trace?.opening)] + extrinsics.indices.map(part)
                + [frame("closing", replayed.closing, replayed.trace?.closing)]
        }
        self.disagreements = disagreements.map { items.item(of: $0.bytes)?.name ?? $0.hex }
        facts = [
            Fact("network", "Network", .text(network)), Fact("block", "Block", .block(state.number)),
            Fact("block_hash", "Hash", .text(state.hash.hex)),
            Fact("spec_version", "Runtime", .integer(state.runtime.version.specVersion)),
            Fact("extrinsic_count", "Extrinsics", .integer(extrinsics.count)),
            Fact("changed_values", "Changed values", .integer(replayed.changes.top.count)),
            Fact("root_bound_values", "Bound to a root", .integer(replayed.rootBound.count)),
            Fact("agrees", "As on the chain", .yesNo(disagreements.isEmpty)),
        ]
    }

    var document: OutputDocument {
        OutputDocument(facts) + [
            "disagreements": .array(disagreements.map { .string($0) }),
            "parts": .array(
                parts.map { part in
                    let document: OutputDocument = [
                        "name": .string(part.name), "result": part.result.document,
                        "events": .array(part.events.map(\.document)),
                        "changes": .array(
                            part.changes.map { ["name": .string($0.name), "before": $0.before, "after": $0.after] }),
                    ]
                    return part.trace.map { document + $0.document } ?? document
                }),
        ]
    }

    func text(width: Int?) -> StyledText {
        var lines = [Facts(facts).text(width: width), ""]
        for part in parts {
            lines.append(
                StyledText(part.name.printable, .label) + (part.result == .none ? "" : "  " + part.result.alone))
            let room = width.map { max(20, $0 - 2) } ?? .max
            lines += part.trace?.lines(width: room).map(\.indented) ?? []
            let told = "\(part.events.count) events, \(part.changes.count) changes"
            guard isDetailed else {
                lines.append(StyledText("  " + (part.events.isEmpty ? "\(part.changes.count) changes" : told)))
                continue
            }
            lines += part.events.map { StyledText(reading: $0.text.printable).wrapped(to: room).indented }
            lines += part.changes.flatMap { $0.lines.map(\.indented) }
        }
        lines += disagreements.map { StyledText("  The chain has another value of \($0.printable)", .failure) }
        return lines.joined(separator: "\n")
    }
}

extension Difference {
    /// A changed value by its item and keys, both values as they are read; in hex what the metadata does not explain.
    init(_ difference: StateDifference, _ items: StorageItems, _ types: TypeRegistry) {
        let item = difference.child == nil ? items.item(of: difference.key) : nil
        func told(_ bytes: [UInt8]?) -> OutputDocument {
            bytes.map { types.reading($0, of: item) } ?? .null
        }
        self.init(item?.name ?? difference.key.hex, told(difference.before), told(difference.after))
    }

    /// What it was, and what it is.
    var lines: [StyledText] {
        [StyledText(name.printable, .label)]
            + [("-", before, Style.failure), ("+", after, Style.success)].compactMap { sign, value, style in
                value == .null ? nil : StyledText("  \(sign) \(value.wordOrLine.printable)", style)
            }
    }
}

extension TriedExtrinsic.Ending {
    /// What came of it: `success`, or the name of the error.
    fileprivate var result: CellValue {
        switch self {
        case .succeeded: CellValue("success", text: "success", style: .success)
        case .failedInside(let failure):
            CellValue(.string(failure.name), text: "inside: \(failure)".printable, style: .failure)
        case .failed(let failure): CellValue(.string(failure.name), text: "\(failure)".printable, style: .failure)
        case .refused(let refusal): CellValue(.string(refusal.name), text: "refused: \(refusal)", style: .failure)
        }
    }
}

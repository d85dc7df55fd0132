// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ScaleCodec
import SubstratePrimitives
import SubtensorClient

/// `btcli explain`: what an error code means.
struct Explain: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what an error code means, and what to do.",
        discussion: """
            A code of this program, an exit status, a number that a node answered, or an error of the chain:
              btcli explain wrong_password
              btcli explain 1010
              btcli explain -32999
              btcli explain Custom error: 6
              btcli explain NotEnoughStakeToWithdraw
              btcli explain 7.9
            The last is error 9 of pallet 7. The runtime numbers its errors, so its node is asked what they are, and \
            about names that are not known here. Without a code, all that are known here are listed.
            """)

    // Nodes number their errors downwards from -32000, which looks like options.
    @Argument(
        parsing: .allUnrecognized, help: ArgumentHelp("The code, or the message that has it.", valueName: "code"))
    var words: [String] = []

    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard let option = words.first(where: { $0.hasPrefix("-") && $0 != "--" && Int($0) == nil }) else { return }
        throw CLIError(.usage, "Unknown option \(excerpt(option))")
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let text = words.filter { $0 != "--" }.joined(separator: " ")
        guard !text.isEmpty else {
            try console.show(ExplainAnswer(query: nil, notes: ErrorNote.all))
            return .done
        }
        var notes = ErrorNote.matching(text)
        let number = ModuleError(text)
        if notes.isEmpty || number != nil || network.network != nil {
            let ofChain = try await network.withSubtensor(console) { subtensor in
                let metadata = subtensor.client.runtime.metadata
                return number.map { ErrorNote.notes(on: $0, in: metadata) }
                    ?? ErrorNote.notes(named: text, in: metadata)
            }
            // The chain's own words, with our advice behind them.
            notes = ofChain + notes.filter { note in note.kind != .chain || !ofChain.contains { $0.code == note.code } }
        }
        guard !notes.isEmpty else {
            let nearest = NearestName.of(text, in: ErrorNote.all.map(\.code)).map { ", did you mean \($0)?" } ?? ""
            throw ExplainError(
                .unknownCode,
                "neither this program nor the chain knows the code \(excerpt(text))\(nearest); 'btcli explain' lists all"
            )
        }
        try console.show(ExplainAnswer(query: text, notes: notes))
        return .done
    }
}

/// A code that nobody knows.
struct ExplainError: CodedError, ReportableError {
    enum Code: Hashable, Sendable { case unknownCode }

    let code: Code
    let reason: String
    let origin: ErrorOrigin
    var exitStatus: ExitStatus { .no }

    init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
    }
}

/// Error 9 of pallet 7, as people and nodes write it.
struct ModuleError: Hashable {
    let pallet: UInt8
    let error: UInt8

    init(pallet: UInt8, error: UInt8) {
        self.pallet = pallet
        self.error = error
    }

    /// Reads `7.9`, `7:9`, and a node's `Module { index: 7, error: [9, 0, 0, 0] }`.
    init?(_ text: String) {
        let short = /([0-9]{1,3})[.:]([0-9]{1,3})/
        let long = /.*index"?: ?([0-9]{1,3}),? *"?error"?: ?"?(\[ ?[0-9]{1,3}|0x[0-9a-fA-F]{2}|[0-9]{1,3}).*/
        guard
            let (pallet, error) = text.wholeMatch(of: short).map({ ($0.1, $0.2) })
                ?? text.wholeMatch(of: long).map({ ($0.1, $0.2) })
        else { return nil }
        let digits = error.drop { !$0.isNumber }
        guard let pallet = UInt8(pallet),
            let error = error.hasPrefix("0x") ? UInt8(digits.dropFirst(2), radix: 16) : UInt8(digits)
        else { return nil }
        self.pallet = pallet
        self.error = error
    }
}

extension ErrorNote {
    /// What a runtime says about one of its errors.
    fileprivate static func notes(on number: ModuleError, in metadata: RuntimeMetadata) -> [ErrorNote] {
        guard let (pallet, error) = metadata.error(pallet: number.pallet, index: number.error) else { return [] }
        return [ErrorNote(pallet: pallet, variant: error, number: number)]
    }

    /// What a runtime says about errors of this name, with or without their pallet.
    fileprivate static func notes(named text: String, in metadata: RuntimeMetadata) -> [ErrorNote] {
        metadata.pallets.flatMap { pallet in
            guard let type = pallet.error, case .variant(let variants)? = (try? metadata.types.type(type))?.shape else {
                return [] as [ErrorNote]
            }
            return variants.filter { variant in
                [variant.name, "\(pallet.name).\(variant.name)"].map(\.comparable).contains(text.comparable)
            }.map {
                ErrorNote(
                    pallet: pallet.name, variant: $0, number: ModuleError(pallet: pallet.index, error: $0.index))
            }
        }
    }
}

/// What was found about a code.
struct ExplainAnswer: Answer {
    let query: String?
    let notes: [ErrorNote]

    var document: OutputDocument {
        [
            "query": .string(orNull: query),
            "notes": .array(
                notes.map { note in
                    [
                        "kind": .string(note.kind.rawValue), "code": .string(note.code),
                        "number": note.number.map { .integer($0) } ?? .null, "meaning": .string(note.meaning),
                        "advice": .string(note.advice),
                    ]
                }),
        ]
    }

    func text(width: Int?) -> StyledText {
        guard query != nil else {
            var table = Table([.text("Kind", .never), .text("Code", .never), .text("Meaning")])
            for note in notes { table.add([note.kind.rawValue, note.name, note.meaning]) }
            return table.text(width: width)
        }
        return notes.map { note -> StyledText in
            let lines = [note.meaning, note.advice].filter { !$0.isEmpty }.map { $0.hasSuffix(".") ? $0 : $0 + "." }
            let text = StyledText(lines.joined(separator: " ").printable).wrapped(to: max(1, (width ?? 100) - 2))
            let head: StyledText = "\(note.name.printable, .heading) (\(note.kind.rawValue))"
            return ([head] + text.lines.map { "  " + $0 }).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}

extension ErrorNote {
    /// The code, with the number that goes with it.
    fileprivate var name: String {
        switch kind {
        case .custom: number.map { "Custom error \($0), \(code)" } ?? code
        case .exitStatus, .program, .pool, .chain: code
        }
    }
}

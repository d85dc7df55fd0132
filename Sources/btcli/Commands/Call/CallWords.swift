// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// The calls of a command line: each a name with its arguments behind it, or a whole call in one word.
struct CallWords: Sendable {
    /// A call as it was written.
    private enum Part: Sendable {
        case named(String, [WrittenValue.Member])
        case whole(WrittenValue)

        /// Whether it is a name without arguments, which may be half of one.
        var isBare: Bool {
            if case .named(_, []) = self { true } else { false }
        }
    }

    private var parts: [Part] = []

    /// - Throws: `usage` for an argument in front of every name.
    init(_ words: [String]) throws(CLIError) {
        for word in words {
            if Self.isWhole(word) {
                parts.append(.whole(.word(word)))
            } else if let argument = WrittenValue.Member(argument: word) {
                try add(argument)
            } else {
                parts.append(.named(word, []))
            }
        }
    }

    /// Whether a word is a call by itself: `System.remark(remark=0x01)`, a JSON object, or hex.
    private static func isWhole(_ word: String) -> Bool {
        word.hasPrefix("{") || word.hasPrefix("0x") || word.firstIndex { "(=".contains($0) }.map { word[$0] } == "("
    }

    private mutating func add(_ argument: WrittenValue.Member) throws(CLIError) {
        guard case .named(let name, let arguments)? = parts.last else {
            throw CLIError(
                .usage,
                "\(excerpt("\(argument.name)=…")) is an argument, and no call stands before it: begin with PALLET.CALL")
        }
        parts[parts.count - 1] = .named(name, arguments + [argument])
    }

    /// Adds the arguments of a JSON object to the only call.
    mutating func add(arguments document: WrittenValue, from source: String) throws(CLIError) {
        guard case .object(let members) = document else {
            throw CLIError(
                .usage, "\(source) holds no object of arguments: write {\"netuid\": 1}; a list of calls is for --batch")
        }
        guard parts.count == 1 || parts.allSatisfy(\.isBare), !parts.isEmpty else {
            throw CLIError(.usage, "\(source) has the arguments of one call: name that call, and no other")
        }
        for member in members { try add(member) }
    }

    /// Adds the calls of a JSON list.
    mutating func add(calls document: WrittenValue, from source: String) throws(CLIError) {
        guard case .list(let calls) = document, !calls.isEmpty else {
            throw CLIError(
                .usage,
                "\(source) holds no list of calls: write [{\"call\": \"System.remark\", \"args\": {\"remark\": \"0x01\"}}]"
            )
        }
        parts += calls.map { .whole($0) }
    }

    var isEmpty: Bool { parts.isEmpty }

    /// The calls as a runtime has them.
    func calls(in metadata: RuntimeMetadata, _ spellings: Spellings) throws(ClientError) -> [Call] {
        var calls: [Call] = []
        for part in joined(metadata) {
            switch part {
            case .named(let name, let arguments):
                calls.append(try metadata.call(named: name, members: arguments, spelled: spellings))
            case .whole(let written):
                do {
                    calls.append(try metadata.call(written, spelled: spellings))
                } catch {
                    let place = parts.count > 1 ? "call \(calls.count + 1): " : ""
                    throw ClientError(error.code, place + error.reason)
                }
            }
        }
        return calls
    }

    /// The one call that is named, such as to be explained.
    func name(in metadata: RuntimeMetadata) throws -> CallMetadata {
        let joined = joined(metadata)
        guard joined.count == 1, case .named(let name, _) = joined[0] else {
            throw CLIError(.usage, "name one call, as PALLET.CALL; 'btcli call --list' shows what there is")
        }
        return try metadata.call(named: name)
    }

    /// With names of two words, a pallet and one of its calls, as one.
    private func joined(_ metadata: RuntimeMetadata) -> [Part] {
        var joined: [Part] = []
        for part in parts {
            if case .named(let name, let arguments) = part, case .named(let home, [])? = joined.last,
                metadata.pallets.contains(where: { $0.name.comparable == home.comparable }),
                !metadata.calls.contains(where: { $0.variant.name.comparable == home.comparable })
            {
                joined[joined.count - 1] = .named("\(home).\(name)", arguments)
            } else {
                joined.append(part)
            }
        }
        return joined
    }
}

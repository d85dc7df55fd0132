// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What one error code means, and what to do about it.
struct ErrorNote: Hashable, Sendable {
    /// Whose code it is.
    enum Kind: String, Hashable, Sendable {
        case exitStatus = "exit status"
        case program = "btcli error"
        case pool = "node error"
        case custom = "pool refusal"
        case chain = "chain error"
    }

    let kind: Kind
    /// How it is written: `wrong_password`, `1010`, `NotEnoughStake`.
    let code: String
    /// The number that goes with a name: of an exit status, or in `Custom error: N`.
    var number: Int?
    let meaning: String
    /// What to do; empty where the meaning says it.
    let advice: String

    /// Every code that is known without asking a chain.
    static let all = exitStatuses + programErrors + nodeErrors + customErrors + chainErrors

    private static let exitStatuses = ExitStatus.allCases.map { status in
        ErrorNote(
            kind: .exitStatus, code: "\(status.rawValue)", number: Int(status.rawValue), meaning: status.meaning,
            advice: status == .done ? "" : "The line on standard error, or the error document, says which")
    }

    /// The notes that a person's words mean: a name in any spelling, a number, or a message with either in it.
    static func matching(_ text: String) -> [ErrorNote] {
        let text = text.trimmingBlanks
        if let match = text.firstMatch(of: /[Cc]ustom error:? ?([0-9]{1,3})/), let number = Int(match.1) {
            let known = customErrors.filter { $0.number == number }
            return known.isEmpty && number < 256 ? [unknownCustomError(number)] : known
        }
        if let number = Int(text) { return all.filter { $0.number == number } }
        let exact = all.filter { $0.code.comparable == text.comparable }
        if !exact.isEmpty { return exact }
        // A message: `Invalid Transaction: Transaction has a bad signature`, `SubtensorModule.NotEnoughStake: …`.
        let lowercased = text.lowercased()
        let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        return all.filter { note in
            switch note.kind {
            case .chain, .custom, .program: note.code.count > 5 && words.contains(note.code)
            case .pool: words.contains(note.code) || messages[note.code].map(lowercased.contains) ?? false
            case .exitStatus: false
            }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A program and its arguments, written as one text: words between blanks, quotation marks of either kind around what holds
/// blanks, a backslash before a character that means itself. Nothing else has a meaning: no shell reads it.
struct CommandWords: Hashable, Sendable {
    let program: String
    let arguments: [String]

    init(_ text: String) throws(CLIError) {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" || character == "\n" {
                if let whole = word { words.append(whole) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else {
            throw CLIError(.usage, "the command \(excerpt(text)) ends within quotation marks, or with a backslash")
        }
        if let word { words.append(word) }
        guard let program = words.first, !program.isEmpty, !text.unicodeScalars.contains("\0") else {
            throw CLIError(.usage, "\(excerpt(text)) names no program")
        }
        self.program = program
        arguments = Array(words.dropFirst())
    }
}

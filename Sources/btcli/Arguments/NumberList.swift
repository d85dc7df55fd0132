// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A list of numbers as a person types it: `1,2,3`, `1 2 3`, `[1, 2, 3]`, or an option given again and again.
struct NumberList: Sendable {
    private let option: String
    private let words: [String]

    /// - Parameters:
    ///   - option: what the list answers, such as `--uids`.
    ///   - texts: what was given for it; nil comes of nothing.
    init?(_ option: String, _ texts: [String]) throws(CLIError) {
        if texts.isEmpty { return nil }
        self.option = option
        words = texts.flatMap(WordList.parse)
        guard !words.isEmpty else {
            throw CLIError(.usage, "\(option) has no numbers: give some, such as 1,2,3")
        }
    }

    /// Asks for the list.
    init(asking question: String, _ option: String, _ console: Console) async throws {
        self = try await console.ask(question, option: option) { answer in
            guard let list = try NumberList(option, [answer]) else {
                throw CLIError(.usage, "\(option) has no numbers: give some, such as 1,2,3")
            }
            return list
        }
    }

    /// The numbers, each of which has to fit the type.
    func whole<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type) throws(CLIError) -> [Number] {
        var numbers: [Number] = []
        for word in words {
            guard let number = Number(word) else {
                throw CLIError(
                    .usage, "\(excerpt(word)) in \(option) is no whole number from 0 to \(Number.max)")
            }
            numbers.append(number)
        }
        return numbers
    }

    /// The numbers as weights: from 0 up, finite.
    func weights() throws(CLIError) -> [Float] {
        var numbers: [Float] = []
        for word in words {
            guard let number = Float(word), number >= 0, number.isFinite else {
                guard Double(word).map({ !($0.isFinite && $0 > 0) }) ?? true else {
                    throw CLIError(
                        .usage,
                        "\(excerpt(word)) in \(option) is too large: only the proportions count, so make all of them smaller"
                    )
                }
                throw CLIError(.usage, "\(excerpt(word)) in \(option) is no weight: give numbers from 0 up")
            }
            numbers.append(number)
        }
        return numbers
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Something that a person is asked for.
struct Question: Sendable {
    /// Something there is, which may be answered by its number.
    struct Choice: Hashable, Sendable {
        let name: String
        /// What tells it from the others, such as an address.
        var note = ""
    }

    /// Such as `Enter wallet name`; the default is shown behind it.
    let text: String
    /// The option that answers it, such as `--wallet-name`.
    let option: String
    /// What an empty answer means.
    var fallback: String?
    /// What there is, shown with numbers above the question.
    var choices: [Choice] = []
    /// Whether only what there is can be answered.
    var isClosed = false

    var prompt: String { fallback.map { "\(text) (\($0.printable)): " } ?? "\(text): " }

    /// The choices, a line each, for whoever is asked; nil where there are none.
    var list: StyledText? {
        guard !choices.isEmpty else { return nil }
        let width = choices.map(\.name.count).max() ?? 0
        let digits = String(choices.count).count
        return choices.enumerated().map { index, choice -> StyledText in
            let number = String(index + 1).paddedInFront(to: digits)
            let name = choice.note.isEmpty ? choice.name : choice.name.padded(to: width)
            return "  \(number, .label)  \(name)\(choice.note.isEmpty ? "" : "  ")\(choice.note, .address)"
        }.joined(separator: "\n")
    }

    /// What an answer says: a name as it is, or the one with this number.
    ///
    /// - Throws: where only what there is can be answered, and this is something else.
    func meaning(of answer: String) throws(CLIError) -> String {
        if choices.contains(where: { $0.name == answer }) { return answer }
        if let number = Int(answer), choices.indices.contains(number - 1) { return choices[number - 1].name }
        guard isClosed else { return answer }
        let nearest = NearestName.of(answer, in: choices.map(\.name)).map { ", did you mean \(excerpt($0))?" }
        throw CLIError(
            .usage,
            "there is no \(excerpt(answer))\(nearest ?? ": answer with a number from 1 to \(choices.count), or a name")"
        )
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

/// A new mnemonic as its owner sees it, once.
struct MnemonicPage: Sendable {
    let mnemonic: Mnemonic
    /// `coldkey` or `hotkey`.
    let kind: String
    /// Whether two of its words are asked for, to see that they are written down.
    let isChecked: Bool
    /// Whether it stands on a screen of its own, which goes when it is written down.
    let isTakenAway: Bool

    /// Shows it, even under `--quiet`: there is no other time to see it.
    func show(on console: Console) async throws {
        try await console.onOwnScreen(isTakenAway && console.canAsk) { isOwnScreen in
            console.status.say(text(width: console.terminal.talk.size?.columns ?? 80))
            guard console.canAsk else { return }
            var generator = SystemRandomNumberGenerator()
            if isChecked { try await check(places(using: &generator), on: console) }
            if isOwnScreen, !isChecked {
                _ = try await console.answer("Press Enter when it is written down: ")
            }
        }
    }

    /// The words with their numbers, and in a line to copy.
    func text(width: Int) -> String {
        """

        IMPORTANT: Store this mnemonic in a secure place, preferably offline, as anyone who has possession of this \
        mnemonic can use it to regenerate the key and access your tokens.

        The mnemonic to the new \(kind) is:

        \(groups(width: width))

          \(mnemonic.phrase)

        You can use the mnemonic to recreate the key with `btcli` in case it gets lost; it is not shown again:

          btcli w regen_\(kind)

        asks for it, so that nobody reads it in the list of processes.

        """
    }

    /// Rows of words that fit the width, at most four each: as one writes them down.
    private func groups(width: Int) -> String {
        let words = mnemonic.words
        // A number of two digits, a word of eight letters, and what keeps them apart.
        let cell = 14
        let columns = min(4, max(1, (width - 2) / cell))
        return stride(from: 0, to: words.count, by: columns).map { start in
            let row = (start..<min(start + columns, words.count)).map { place in
                "\(String(place + 1).paddedInFront(to: 4)) \(words[place].padded(to: cell - 5))"
            }
            return row.joined().trimmingTrailingBlanks
        }.joined(separator: "\n")
    }

    // MARK: The check

    /// Two places of words, the smaller first.
    func places(using generator: inout some RandomNumberGenerator) -> [Int] {
        Array((0..<mnemonic.wordCount.rawValue).shuffled(using: &generator).prefix(2)).sorted()
    }

    /// Asks for two words until they are right. Nothing, or the end of the input, leaves it unchecked: the key is there.
    func check(_ places: [Int], on console: Console) async throws {
        let numbers = places.map { String($0 + 1) }.joined(separator: " and ")
        let words = mnemonic.words
        let wanted = places.map { words[$0] }
        while let answer = try await console.answer("Type words \(numbers), to see that they are written down: ") {
            let typed = answer.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
            if typed.isEmpty { break }
            if typed == wanted { return console.say("That is right.") }
            console.status.say("Words \(numbers) are others. Look again, or press Enter to leave it unchecked.")
        }
        console.say("The mnemonic was not checked.")
    }
}

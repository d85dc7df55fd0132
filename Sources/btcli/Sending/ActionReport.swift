// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What came of an action: a sentence for people, and facts of which some are new to them.
struct ActionReport: Sendable {
    /// In the past tense, without a full stop, such as `Sent τ1.5 to 5FHn…94ty`: block and fee are put behind it.
    let sentence: StyledText
    /// All there is to tell, for scripts.
    let facts: [Fact]
    /// The names of the facts that neither the preview nor the sentence tells.
    private let news: Set<String>

    /// What the chain told, a line each: for people, below the news.
    let told: [String]
    /// What one might do next, if there is something natural.
    let next: StyledText?

    /// - Parameters:
    ///   - news: the names of the facts that a person has not read yet.
    ///   - told: what the chain told, a line each.
    ///   - next: what one might do next.
    init(
        _ sentence: StyledText, _ facts: [Fact], news: Set<String> = [], told: [String] = [], next: StyledText? = nil
    ) {
        self.sentence = sentence
        self.facts = facts
        self.news = news
        self.told = told
        self.next = next
    }

    /// What a person has not read yet.
    var newFacts: [Fact] { facts.filter { news.contains($0.name) && $0.value != .none } }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An answer of a few facts.
struct FactsAnswer: Answer {
    let facts: [Fact]

    init(_ facts: [Fact]) { self.facts = facts }

    var document: OutputDocument { OutputDocument(facts) }
    func text(width: Int?) -> StyledText { Facts(facts).text(width: width) }
}

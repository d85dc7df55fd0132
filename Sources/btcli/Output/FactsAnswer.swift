// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An answer of a few facts.
struct FactsAnswer: Answer {
    let facts: [Fact]

    init(_ facts: [Fact]) { self.facts = facts }

    var document: OutputDocument { OutputDocument(facts) }
    /// Without what is not known.
    func text(width: Int?) -> StyledText { Facts(facts.filter { $0.value != .none }).text(width: width) }
}

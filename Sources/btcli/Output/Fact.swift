// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One thing to tell: a name and a value for scripts, a label and a text for people.
struct Fact: Hashable, Sendable {
    /// The member of the document, in snake case with its unit at the end, such as `fee_tao`.
    let name: String
    let label: String
    let value: CellValue

    init(_ name: String, _ label: String, _ value: CellValue) {
        self.name = name
        self.label = label
        self.value = value
    }
}

extension OutputDocument {
    /// An object with a member for each fact.
    init(_ facts: [Fact]) { self = .object(facts.map { Member(name: $0.name, value: $0.value.document) }) }
}

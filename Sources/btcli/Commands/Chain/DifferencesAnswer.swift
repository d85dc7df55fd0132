// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What differs between two things, and which two they are.
struct DifferencesAnswer: Answer {
    let facts: [Fact]
    let differences: [Difference]

    init(_ facts: [Fact], _ differences: [Difference]) {
        self.facts = facts + [Fact("count", "Differences", .integer(differences.count))]
        self.differences = differences
    }

    var document: OutputDocument {
        OutputDocument(facts) + [
            "differences": .array(
                differences.map { ["name": .string($0.name), "before": $0.before, "after": $0.after] })
        ]
    }

    func text(width: Int?) -> StyledText {
        let lines = differences.flatMap(\.lines)
        return ([Facts(facts).text(width: width)] + (lines.isEmpty ? [] : [""] + lines)).joined(separator: "\n")
    }
}

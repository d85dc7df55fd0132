// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One thing that was looked at, and what is to be done about it.
struct Finding: Hashable, Sendable {
    enum Verdict: String, Hashable, Sendable, Comparable, CaseIterable {
        case fine, warning, broken

        static func < (lhs: Verdict, rhs: Verdict) -> Bool { lhs.rank < rhs.rank }

        var style: Style {
            switch self {
            case .fine: .success
            case .warning: .warning
            case .broken: .failure
            }
        }

        private var rank: Int {
            switch self {
            case .fine: 0
            case .warning: 1
            case .broken: 2
            }
        }
    }

    let topic: String
    let verdict: Verdict
    /// What was found: one line.
    let message: String
    /// What to do; empty where all is fine, or where the message says it.
    let advice: String

    static func fine(_ topic: String, _ message: String) -> Finding {
        Finding(topic: topic, verdict: .fine, message: message, advice: "")
    }

    static func warning(_ topic: String, _ message: String, _ advice: String) -> Finding {
        Finding(topic: topic, verdict: .warning, message: message, advice: advice)
    }

    static func broken(_ topic: String, _ message: String, _ advice: String) -> Finding {
        Finding(topic: topic, verdict: .broken, message: message, advice: advice)
    }

    /// What an error comes to: its line says what to do.
    static func broken(_ topic: String, _ error: any Error) -> Finding { .broken(topic, Failure(error).line, "") }
}

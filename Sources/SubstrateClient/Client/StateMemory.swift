// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// What was read of one state, so that several who look at the same thing ask once.
final class StateMemory: Sendable {
    private struct Question: Hashable {
        let function: String
        let arguments: [UInt8]
    }

    /// Invariant: no more than `capacity` of each; what is missing is asked again.
    private struct Contents {
        var values: [StorageKey: [UInt8]?] = [:]
        var answers: [Question: [UInt8]] = [:]
    }

    /// Enough for what several actions look at. Large readings are made once anyway.
    private static let capacity = 1024
    /// Longer answers are not kept: a metagraph is no detail.
    private static let longestValue = 4096

    private let contents = Mutex(Contents())

    /// The value under a key, if it was read: nil inside is one that is missing.
    func value(_ key: StorageKey) -> [UInt8]?? { contents.withLock { $0.values[key] } }

    func keep(_ values: [StorageKey: [UInt8]], of keys: [StorageKey]) {
        contents.withLock { contents in
            for key in keys where contents.values.count < Self.capacity {
                let value = values[key]
                if value?.count ?? 0 <= Self.longestValue { contents.values[key] = .some(value) }
            }
        }
    }

    func answer(_ function: String, _ arguments: [UInt8]) -> [UInt8]? {
        contents.withLock { $0.answers[Question(function: function, arguments: arguments)] }
    }

    func keep(_ answer: [UInt8], of function: String, _ arguments: [UInt8]) {
        guard answer.count <= Self.longestValue else { return }
        contents.withLock { contents in
            guard contents.answers.count < Self.capacity else { return }
            contents.answers[Question(function: function, arguments: arguments)] = answer
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateFork
import SubstratePrimitives
import SubstrateRuntime

/// What the last rehearsals have asked, in a file for each chain and call below the home folder: the next one asks all of it at once.
///
/// A file that is damaged, too large or of other rules is as good as none.
struct QuestionFiles: QuestionMemory {
    private static let mostBytes = 1 << 20
    /// More are not worth a round.
    private static let mostQuestions = 4096
    /// Of lists of keys, each of which takes two requests.
    private static let mostLists = 256
    private static let longestKey = 512

    private let folder: String?

    init(_ environment: Environment) { folder = environment["HOME"].map { "\($0)/.bittensor/cache/rehearsals" } }

    func questions(of subject: ForkSubject) -> Set<StateQuestion> {
        guard let path = path(of: subject), let bytes = try? PrivateFile.read(path, atMost: Self.mostBytes) else {
            return []
        }
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")[...]
        guard lines.popFirst() == Self.head(of: subject)[...], lines.count <= Self.mostQuestions else { return [] }
        let questions = lines.map { StateQuestion(line: $0, longestKey: Self.longestKey) }
        let read = Set(questions.compactMap(\.self))
        return questions.contains(nil) || !Self.isWorthKeeping(read) ? [] : read
    }

    func keep(_ questions: Set<StateQuestion>, of subject: ForkSubject) {
        guard let path = path(of: subject), questions != self.questions(of: subject) else { return }
        // What has grown beyond that begins anew.
        let kept = Self.isWorthKeeping(questions) ? questions.map(\.line).sorted() : []
        try? PrivateFile.replace(path, with: ([Self.head(of: subject)] + kept).joined(separator: "\n") + "\n")
    }

    private static func isWorthKeeping(_ questions: Set<StateQuestion>) -> Bool {
        questions.count <= mostQuestions && questions.count { $0.isAboutKeys } <= mostLists
    }

    private func path(of subject: ForkSubject) -> String? {
        // A name that no call can lead elsewhere.
        let name = Hashing.blake2b256(subject.genesisHash.bytes + Array(subject.name.utf8)).prefix(16)
        return folder.map { "\($0)/\([UInt8](name).hexDigits).txt" }
    }

    private static func head(of subject: ForkSubject) -> String { "# spec \(subject.specVersion)" }
}

extension StateQuestion {
    fileprivate init?(line: Substring, longestKey: Int) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2 || words.count == 3 else { return nil }
        let parts = words.dropFirst().map { try? [UInt8](hex: $0) }
        guard let key = parts[0], key.count <= longestKey else { return nil }
        var child: [UInt8]?
        if parts.count == 2 {
            guard let name = parts[1], name.count <= longestKey else { return nil }
            child = name
        }
        switch words[0] {
        case "value": self = .value(key: key, child: child)
        case "keys": self = .keys(after: key, child: child)
        default: return nil
        }
    }

    fileprivate var isAboutKeys: Bool { if case .keys = self { true } else { false } }

    fileprivate var line: String {
        let (word, key, child) =
            switch self {
            case .value(let key, let child): ("value", key, child)
            case .keys(let key, let child): ("keys", key, child)
            }
        return "\(word) \(key.hex)" + (child.map { " \($0.hex)" } ?? "")
    }
}

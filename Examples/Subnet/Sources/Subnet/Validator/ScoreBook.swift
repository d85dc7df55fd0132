// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation

/// How good miners have been, as a moving average, by hotkey: a uid that changes hands begins anew.
struct ScoreBook: Codable, Equatable, Sendable {
    private var scores: [String: Double] = [:]

    subscript(hotkey: AccountID) -> Double { scores[hotkey.ss58()] ?? 0 }

    /// - Parameter share: what the newest score counts, a part of one.
    mutating func record(_ score: Double, of hotkey: AccountID, share: Double) {
        scores[hotkey.ss58()] = (1 - share) * self[hotkey] + share * score
    }

    /// Forgets whoever is not on the subnet any more.
    mutating func keep(_ hotkeys: [AccountID]) {
        let kept = Set(hotkeys.map { $0.ss58() })
        scores = scores.filter { kept.contains($0.key) }
    }
}

/// Where a validator keeps its scores from one start to the next.
struct ScoreFile: Sendable {
    let url: URL

    /// The scores as they were left; none where there is no file yet.
    func load() throws -> ScoreBook {
        guard FileManager.default.fileExists(atPath: url.path) else { return ScoreBook() }
        do {
            return try JSONDecoder().decode(ScoreBook.self, from: Data(contentsOf: url))
        } catch {
            throw NeuronError("\(url.path) holds no scores (\(error)): move it away to begin anew")
        }
    }

    /// Replaces the file in one step: a process that is killed leaves the old scores or the new ones.
    func save(_ book: ScoreBook) throws {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(book).write(to: url, options: .atomic)
    }
}

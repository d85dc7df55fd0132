// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Synchronization
import Testing

// The programs that README and articles show, line by line, carried out on the embedded chain. `SnippetTests` compares them.
//
// What a program names is found here: known networks lead to the test's chain, wallets and files lie in the test's folder, and
// what is printed is kept.

/// Where a program's names lead.
struct ArticleStage: Sendable {
    let url: String
    let folder: URL
    let printed = Printed()

    @TaskLocal static var current: ArticleStage?

    static var folder: URL { get throws { try #require(current).folder } }

    /// What was printed, in one text.
    static var text: String { current?.printed.lines.withLock { $0.joined(separator: "\n") } ?? "" }

    /// Keeps what a program prints.
    static func note(_ text: String) {
        current?.printed.lines.withLock { $0.append(text) }
    }

    final class Printed: Sendable {
        let lines = Mutex<[String]>([])
    }

    /// Runs `body` with a folder of its own, and the password of its coldkeys in a file there.
    static func with(_ chain: TestChain, _ body: @Sendable () async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "program-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("a Password of 1 coldkey\n".utf8).write(to: folder.appending(path: "coldkey.password"))
        try await $current.withValue(ArticleStage(url: chain.url, folder: folder)) { try await body() }
    }
}

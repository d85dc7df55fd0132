// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import Testing

#if canImport(Subnet)
    @testable import Subnet
#endif

@Suite("What a validator remembers")
struct ScoreBookTests {
    private let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)/a/scores.json")

    @Test("scores move towards the newest ones, survive a restart, and end with their hotkey's place")
    func average() throws {
        let (alice, bob) = (try KeyPair(uri: "//Alice").accountID, try KeyPair(uri: "//Bob").accountID)
        let file = ScoreFile(url: url)
        defer { try? FileManager.default.removeItem(at: url.deletingLastPathComponent().deletingLastPathComponent()) }
        var book = try file.load()
        #expect(book[alice] == 0)
        book.record(1, of: alice, share: 0.5)
        book.record(0.5, of: alice, share: 0.5)
        book.record(1, of: bob, share: 0.1)
        #expect(book[alice] == 0.5)
        try file.save(book)
        #expect(try file.load() == book)
        book.keep([bob])
        #expect(book[alice] == 0)
        #expect(book[bob] == 0.1)
    }

    @Test("a file that holds something else is named, and not overwritten")
    func damaged() throws {
        defer { try? FileManager.default.removeItem(at: url.deletingLastPathComponent().deletingLastPathComponent()) }
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("{".utf8).write(to: url)
        let error = #expect(throws: NeuronError.self) { try ScoreFile(url: url).load() }
        #expect(error?.description.contains(url.path) == true)
        #expect(try Data(contentsOf: url) == Data("{".utf8))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// `scripts/typecheck` compiles every snippet of the documentation. Those that need a chain are carried out as well: each of them
/// stands, line for line, in one of these tests.
@Suite("The programs that the documentation shows")
struct SnippetTests {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let tests =
        [
            "ActingLocalnetTests", "ArticleProgramTests", "ArticleReadingTests", "ReadmeExamplesTests",
            "ReadmePeersTests",
        ].map { "Tests/BittensorTests/\($0).swift" } + ["Tests/SubstrateForkTests/RehearsalTests.swift"]

    /// The README, and the articles of the libraries whose programs need a chain.
    static let documents: [String] = {
        let folders = ["Bittensor", "SubtensorClient"].map { "Sources/\($0)/Documentation.docc" }
        let articles = folders.flatMap { folder in
            let names = try? FileManager.default.contentsOfDirectory(atPath: package.appending(path: folder).path)
            return (names ?? []).sorted().map { "\(folder)/\($0)" }
        }
        return ["README.md"] + articles.filter { $0.hasSuffix(".md") && (try? !snippets(of: $0).isEmpty) == true }
    }()

    @Test("are tests, line for line", arguments: documents)
    func areTests(document: String) throws {
        let tested = try Self.tests.map { Self.code(in: try Self.lines(of: $0)) }
        for snippet in try Self.snippets(of: document) {
            #expect(tested.contains { $0.contains(snippet) }, "no test has \(snippet.prefix(60))… in this form")
        }
    }

    @Test("are compiled: every block of Swift is one that the script finds")
    func areFound() throws {
        #expect(Self.documents.count > 10)
        for document in Self.documents {
            for line in try Self.lines(of: document) where line.contains("```") {
                #expect(!line.hasPrefix("```Swift") && !line.hasPrefix("``` "), "\(document): \(line)")
                #expect(line.hasPrefix("```"), "\(document): \(line) is indented")
            }
        }
    }

    private static func lines(of file: String) throws -> [Substring] {
        try String(contentsOf: package.appending(path: file), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The code in some lines, however it is wrapped: without blanks, comments behind it, imports, and what marks a program's
    /// beginning.
    private static func code(in lines: some Sequence<Substring>) -> String {
        lines.map { line in
            var code = line[...]
            if let comment = code.range(of: " //") { code = code[..<comment.lowerBound] }
            let text = code.trimmingCharacters(in: .whitespaces)
            if text.hasPrefix("//") || text.hasPrefix("import ") || text == "@main" { return "" }
            // A test's own names are nobody else's.
            return (text.hasPrefix("private ") ? text.dropFirst(8) : text[...]).filter { !$0.isWhitespace }
        }.joined()
    }

    /// The snippets of a document that wait for a chain or a peer. A search without a chain does not, and what is set once for
    /// a whole process is not set by a test.
    private static func snippets(of document: String) throws -> [String] {
        var snippets: [String] = []
        var lines: [Substring]?
        for line in try self.lines(of: document) {
            if line == "```swift" {
                lines = []
            } else if line.hasPrefix("```"), let found = lines {
                lines = nil
                let isOther = found.contains { $0 == "import ProofOfWork" || $0.contains("System.bootstrap(") }
                let code = code(in: found)
                if code.contains("await"), !isOther { snippets.append(code) }
            } else {
                lines?.append(line)
            }
        }
        return snippets
    }
}

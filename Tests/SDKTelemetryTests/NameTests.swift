// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SDKTelemetry
import Testing

@testable import SubstrateRPC

@Suite("Names of logs, metrics and spans")
struct NameTests {
    static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    @Test("the article has a row for each")
    func article() throws {
        let article = try String(
            contentsOf: Self.sources.appending(path: "Bittensor/Documentation.docc/Observing.md"), encoding: .utf8)
        let rows = article.split(separator: "\n").filter { $0.hasPrefix("| `") }
            .map { $0.dropFirst(3).prefix { $0 != "`" } }
        let names = ObservedKey.allCases.map(\.rawValue) + ObservedMetric.allCases.map(\.rawValue)
        #expect(Set(rows.map(String.init)) == Set(names))
        for label in ObservedMetric.Label.allCases { #expect(article.contains("`\(label.rawValue)`")) }
    }

    @Test("every method that the client asks has a label of its own")
    func methods() throws {
        let folder = Self.sources.appending(path: "SubstrateClient")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        let method = #/"((?:account|author|chain|childstate|state|system)_(?:call|chain|[a-z]+[A-Z][a-zA-Z]*))"/#
        var asked: Set<String> = []
        for file in files {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            asked.formUnion(text.matches(of: method).map { String($0.output.1) })
        }
        // Their other halves, and beginnings of names that are put together.
        let ends = asked.filter { $0.contains("nsubscribe") || $0.contains("unwatch") || $0 == "chain_subscribe" }
        #expect(asked.count > 15)
        #expect(asked.subtracting(ends).subtracting(RPCMetrics.namedMethods).isEmpty)
        #expect(RPCMetrics.label(of: "rpc_methods") == "other")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import TestRuntimes
import Testing

@testable import SubtensorLocalnet

@Suite(
    "The embedded chain beside a genuine one",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct TwoChainsTests {
    private typealias Observation = ComparedChain.Observation

    private static func observations(_ chain: ComparedChain) async throws -> [Observation] {
        var observations: [Observation] = []
        for step in ComparedStep.all {
            let bytes = try await step.bytes(chain, chain.pair(step.signer))
            observations.append(try await chain.observe(bytes, by: step.signer))
        }
        return observations
    }

    /// Each difference as a row of the page's table.
    private static func rows(_ embedded: [Observation], _ genuine: [Observation]) -> [String] {
        zip(ComparedStep.all, zip(embedded, genuine)).flatMap { step, pair in
            differences(pair.0, pair.1).map { "| \(step.name) | \($0.what) | \($0.embedded) | \($0.genuine) |" }
        }
    }

    private static func differences(
        _ embedded: Observation, _ genuine: Observation
    ) -> [(what: String, embedded: String, genuine: String)] {
        func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
        func amounts(_ changes: [String: Int64]) -> String {
            list(changes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
        }
        return [
            ("verdict", embedded.verdict, genuine.verdict),
            ("events", list(embedded.events), list(genuine.events)),
            ("fee", embedded.fee.map { "\($0)" } ?? "none", genuine.fee.map { "\($0)" } ?? "none"),
            ("balances, neurons", amounts(embedded.changes), amounts(genuine.changes)),
        ].filter { $0.1 != $0.2 }
    }

    /// The rows of the page's table.
    private static func listed() throws -> [String] {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: package.appending(path: "Sources/SubtensorLocalnet/Documentation.docc/TwoChains.md"),
            encoding: .utf8)
        // The first two rows are the table's head.
        return Array(page.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| ") }.dropFirst(2))
    }

    @Test("does what that does with the same extrinsics, but for the differences that the page lists")
    func differences() async throws {
        let embedded = try await ComparedChain.embedded { try await Self.observations($0) }
        let genuine = try await ComparedChain.genuine(.dev293) { try await Self.observations($0) }
        let rows = Self.rows(embedded, genuine)
        let listed = try Self.listed()
        #expect(rows == listed, "the table is to be\n\(rows.joined(separator: "\n"))")
        // Else they would be different chains, and their comparison would say nothing.
        let same = zip(embedded, genuine).count { $0.verdict == $1.verdict }
        #expect(same > ComparedStep.all.count / 2)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

@Suite("What an import brings")
struct ExportTests {
    static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// The modules of this package that a target's files import in this way.
    private static func imports(_ way: String, in target: String) throws -> Set<String> {
        let folder = sources.appending(path: target)
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
            .map { folder.appending(path: $0) }
        let modules = Set(try FileManager.default.contentsOfDirectory(atPath: sources.path))
        var found: Set<String> = []
        for file in files {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where line.hasPrefix(way) {
                found.insert(String(line.dropFirst(way.count)))
            }
        }
        return found.intersection(modules)
    }

    @Test(
        "a library exports every module of this package that its signatures show",
        arguments: [
            "Bittensor", "BittensorNetworking", "BittensorWallet", "ProofOfWork", "SealBenchmark", "SubstrateClient",
            "SubstrateRPC", "SubtensorClient", "SubtensorLocalnet", "Timelock",
        ])
    func exports(target: String) throws {
        let shown = try Self.imports("public import ", in: target)
        let exported = try Self.imports("@_exported public import ", in: target)
        #expect(!exported.isEmpty)
        #expect(shown.subtracting(exported).subtracting(target == "Bittensor" ? Self.throughClient : []).isEmpty)
    }

    /// What the front door exports by exporting the client.
    private static let throughClient: Set<String> = ["SubstrateKeys", "SubstratePrimitives"]
}

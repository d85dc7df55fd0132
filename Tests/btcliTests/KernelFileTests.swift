// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import Testing

@testable import btcli

@Suite("The remembered kernel races")
struct KernelFileTests {
    private static let path = ".bittensor/cache/kernels.json"

    /// What is said, verbosely.
    private func settle(_ home: Home) async throws -> String {
        let recorded = RecordedTerminal()
        let console = Console(
            terminal: recorded.terminal, options: ConsoleOptions(isVerbose: true),
            environment: Environment(["HOME": home.path]))
        try await KernelFile(console.environment).settle(console)
        return recorded.talk.text
    }

    @Test("the winners are written down, as this machine's and this version's, and read the next time")
    func remembered() async throws {
        let home = try Home()
        let fastest = SealKernel.fastest(for: .powRegister).name
        #expect(try await settle(home).contains("\(fastest) for pow-register"))
        #expect(home.files == [Self.path])
        let text = try home.read(Self.path)
        for scheme in SealScheme.allCases {
            #expect(text.contains("\"\(SealKernel.fastest(for: scheme).name)\""))
        }
        #expect(text.contains("\"version\" : \"\(Release.version)\""))
        #expect(try await settle(home).isEmpty)
        #expect(try home.read(Self.path) == text)
    }

    @Test("a damaged file, or one of another version, is written anew", arguments: ["", "{", "[]", "\0", "other"])
    func damaged(_ text: String) async throws {
        let home = try Home()
        _ = try await settle(home)
        let good = try home.read(Self.path)
        try home.write(text == "other" ? good.replacing(Release.version, with: "0.0.1") : text, to: Self.path)
        _ = try await settle(home)
        #expect(try home.read(Self.path) == good)
    }
}

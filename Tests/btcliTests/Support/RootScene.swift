// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import SubstratePrimitives
import SubtensorLocalnet
import Testing

@testable import btcli

/// A person whose hotkey owns subnet 2 and is a member of the root, on a node that makes a block for each extrinsic.
struct RootScene: Sendable {
    let home: Home
    let url: String
    let hotkey: String

    static func with<Result: Sendable>(
        _ rules: RuleSet = .registerLittleEndian, _ body: (RootScene) async throws -> Result
    ) async throws -> Result {
        let home = try Home()
        let hotkey = try home.makeWallet().hotkeyPublic().ss58()
        return try await InstantNode.with(rules) { url in
            let scene = RootScene(home: home, url: url, hotkey: hotkey)
            for line in ["subnets create", "root register"] {
                #expect(await scene.run("\(line) --no-prompt").status == .done)
            }
            return try await body(scene)
        }
    }

    func run(_ line: String, typed: [String]? = nil) async -> Run {
        await home.run("\(line) --network \(url)", typed: typed)
    }

    /// The rows of an answer.
    func rows(_ line: String, _ member: String) async throws -> [[String: any Sendable]] {
        try #require(try await run("\(line) --json-output").document[member] as? [[String: any Sendable]])
    }
}

extension Run {
    /// A member of the document; nil where there is none.
    subscript(name: String) -> (any Sendable)? { (try? document)?[name] }

    /// What an action came to; empty where nothing was sent.
    var outcome: [String: any Sendable] { self["outcome"] as? [String: any Sendable] ?? [:] }

    /// Whether the document is an error with this status and code, and nothing else.
    func refuses(_ status: Int, _ code: String) -> Bool {
        guard let error = try? error, let message = error["message"] as? String else { return false }
        return error["exit_code"] as? Int == status && error["code"] as? String == code
            && Int(self.status.rawValue) == status && message.count > 20 && !message.contains("\n")
    }

    /// The lines of CSV, without the last line break.
    var csvLines: [String] {
        #expect(output.hasSuffix("\r\n"))
        return output.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// Whether the talk has all of these, one after the other.
    func says(inOrder parts: String...) -> Bool {
        var rest = talk[...]
        for part in parts {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}

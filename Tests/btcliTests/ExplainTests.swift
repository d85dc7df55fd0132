// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import btcli

@Suite("btcli explain")
struct ExplainTests {
    @Test(
        "says what a code means, without a chain",
        arguments: [
            ("wrong_password", "btcli error", "does not open"), ("WrongPassword", "btcli error", "does not open"),
            ("76", "exit status", "refused"), ("1010", "node error", "invalid"), ("1014", "node error", "nonce"),
            ("Custom error: 6", "pool refusal", "too short a time"), ("custom error 255", "pool refusal", "BadRequest"),
            ("25", "pool refusal", "another coldkey"), ("NotEnoughStakeToWithdraw", "chain error", "Less is staked"),
            ("not-enough-stake-to-withdraw", "chain error", "Less is staked"),
            ("Invalid Transaction: Transaction has a bad signature", "node error", "signature"),
            (
                "1010: Invalid Transaction: Inability to pay some fees (e.g. account balance too low)", "node error",
                "fee"
            ),
            ("SubtensorModule.SettingWeightsTooFast: A transactor exceeded", "chain error", "few blocks ago"),
            ("error: 1012: Transaction is temporarily banned", "node error", "before"),
            ("InvalidSeal", "chain error", "does not follow"), ("1011", "node error", "cannot tell"),
            ("1015", "node error", "circle"), ("1016", "node error", "full"), ("-32999", "node error", "how often"),
            ("-32601", "node error", "no such method"), ("-32005", "node error", "how often"),
            ("Custom error: 200", "pool refusal", "CustomTransactionError"),
            ("Invalid Transaction: Transaction is outdated", "node error", "look for it"),
        ])
    func known(code: String, kind: String, part: String) async throws {
        let words = code.split(separator: " ").map(String.init)
        let text = await Run(["explain"] + words)
        #expect(text.status == .done)
        #expect(text.output.contains("(\(kind))"))
        #expect(text.output.contains(part))
        let run = await Run(["explain", "--json-output", code])
        #expect(run.memberNames == ["query", "notes"])
        let notes = try #require(try run.document["notes"] as? [[String: any Sendable]])
        #expect(notes.contains { $0["kind"] as? String == kind })
    }

    @Test("asks the chain about its own errors, by number and by name")
    func chain() async throws {
        let run = await Run(["explain", "SubtensorModule.InvalidSeal", "--network", "embedded", "--json-output"])
        let notes = try #require(try run.document["notes"] as? [[String: any Sendable]])
        let code = try #require(notes.first?["code"] as? String)
        let number = String(try #require(code.wholeMatch(of: /SubtensorModule\.InvalidSeal \((\d+\.\d+)\)/)).output.1)
        let spellings: [String] = [number, number.replacing(".", with: ":"), module(number), object(number)]
        for spelling in spellings {
            let run = await Run(["explain", spelling, "--network", "embedded"])
            #expect(run.status == .done)
            #expect(run.output.hasPrefix("SubtensorModule.InvalidSeal (\(number))"))
        }
    }

    private func module(_ number: String) -> String {
        let parts = number.split(separator: ".")
        return "Module { index: \(parts[0]), error: [\(parts[1]), 0, 0, 0], message: None }"
    }

    private func object(_ number: String) -> String {
        let parts = number.split(separator: ".")
        return
            "{\"Module\": {\"index\": \(parts[0]), \"error\": \"0x\(String(UInt8(parts[1]) ?? 0, radix: 16).padded)000000\"}}"
    }

    @Test(
        "does not know everything", arguments: ["frobnicate", "wrong_pasword", "200.200", "-5", "99999999999999999999"])
    func unknown(code: String) async throws {
        let run = await Run(["explain", "--network", "embedded", "--", code])
        #expect(run.status == .no)
        #expect(run.isOneLineError)
        if code == "wrong_pasword" { #expect(run.talk.contains("did you mean wrong_password?")) }
    }

    @Test("does not say the same twice")
    func once() async {
        let run = await Run("explain NotEnoughBalanceToStake")
        #expect(
            run.output == "NotEnoughBalanceToStake (chain error)\n  The coldkey does not own what is to be staked.\n")
    }

    @Test("An option that it does not have is no code", arguments: ["--netwrok local", "-x", "-3x"])
    func options(line: String) async {
        let run = await Run("explain \(line)")
        #expect(run.status == .usage)
        #expect(run.talk.contains("Unknown option"))
    }

    @Test("lists all that it knows")
    func list() async throws {
        let run = await Run("explain")
        #expect(run.status == .done)
        for note in ErrorNote.all { #expect(run.output.contains(note.code)) }
    }

    @Test("says something about every code")
    func complete() {
        for note in ErrorNote.all {
            #expect(!note.meaning.isEmpty)
            #expect(!note.meaning.hasSuffix("."))
            #expect(!note.advice.hasSuffix("."))
        }
        let codes = ErrorNote.programErrors.map(\.code)
        #expect(Set(codes).count == codes.count)
    }

    @Test("knows every code that a library of this package can throw")
    func codes() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var count = 0
        for case let file as URL in try #require(files) where file.lastPathComponent.hasSuffix("Error.swift") {
            // Peers are no business of this program's, and what is no point is no ciphertext or signature to whoever uses it.
            guard !["/BittensorNetworking/", "/BLS12381/"].contains(where: file.path.contains) else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            let names =
                text.matches(of: /static let \w+ = Code\("(\w+)"\)/).map(\.1)
                + (text.firstMatch(of: /enum Code[^{]*\{([^}]*)\}/)?.1.matches(of: /case (\w+)/).map(\.1) ?? [])
            for name in names {
                let code = Self.snake(String(name))
                count += 1
                #expect(ErrorNote.programErrors.contains { $0.code == code }, "\(code) of \(file.lastPathComponent)")
            }
        }
        #expect(count > 100)
    }

    /// The spelling that error documents use.
    private static func snake(_ name: String) -> String {
        name.replacing(/([a-z0-9])([A-Z])/) { "\($0.1)_\($0.2)" }.replacing(/([A-Z])([A-Z][a-z])/) { "\($0.1)_\($0.2)" }
            .lowercased()
    }
}

extension String {
    fileprivate var padded: String { count < 2 ? "0\(self)" : self }
}

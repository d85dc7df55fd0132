// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import Foundation
import SubstratePrimitives
import Testing

@testable import btcli

@Suite("btcli query")
struct QueryTests {
    static let embedded = "--network embedded"

    @Test(
        "reads storage, constants and functions, in any spelling",
        arguments: [
            ("SubtensorModule.Tempo 1", "SubtensorModule.Tempo", "storage"),
            ("tempo 1", "SubtensorModule.Tempo", "storage"),
            ("SubtensorModule Tempo 1", "SubtensorModule.Tempo", "storage"),
            ("subtensor-module tempo 1", "SubtensorModule.Tempo", "storage"),
            ("Balances ExistentialDeposit", "Balances.ExistentialDeposit", "constant"),
            ("subtensor_module.tempo 1", "SubtensorModule.Tempo", "storage"),
            ("subtensor-module-tempo 1", "SubtensorModule.Tempo", "storage"),
            ("totalnetworks", "SubtensorModule.TotalNetworks", "storage"),
            ("existential-deposit", "Balances.ExistentialDeposit", "constant"),
            ("Balances.ExistentialDeposit", "Balances.ExistentialDeposit", "constant"),
        ])
    func names(line: String, name: String, kind: String) async throws {
        let run = await Run("query \(line) \(Self.embedded) --json-output")
        #expect(run.status == .done)
        #expect(run.memberNames == ["name", "kind", "block_number", "block_hash", "value", "is_default"])
        #expect(try run.document["name"] as? String == name)
        #expect(try run.document["kind"] as? String == (kind == "storage" && line.hasSuffix(" 1") ? "map" : kind))
        #expect(try run.document["value"] is Int)
        let text = await Run("query \(line) \(Self.embedded)")
        #expect(Int(text.output.trimmingCharacters(in: .newlines)) == (try run.document["value"] as? Int))
    }

    @Test("reads an account as a record, and one that is not there as the default")
    func records() async throws {
        let alice = await Run("query System.Account \(WalletReadingTests.alice) \(Self.embedded) --json-output")
        let value = try #require(try alice.document["value"] as? [String: any Sendable])
        let data = try #require(value["data"] as? [String: any Sendable])
        #expect(data["free"] as? Int == 1_000_000_000_000_000)
        #expect(try alice.document["is_default"] as? Bool == false)
        let nobody = "0x" + String(repeating: "07", count: 32)
        let other = await Run("query system.account \(nobody) \(Self.embedded) --json-output")
        #expect(try other.document["is_default"] as? Bool == true)
    }

    @Test(
        "tells a default from what is stored",
        arguments: [
            ("Tempo 1", "360", false), ("Tempo 777", "360", true),
            ("Owner \(WalletReadingTests.alice)", "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM", true),
            ("Uids 1 \(WalletReadingTests.alice)", "null", true),
        ])
    func defaults(line: String, value: String, isDefault: Bool) async {
        let lines = await Run("query \(line) \(Self.embedded)").output.split(separator: "\n")
        #expect(lines.first.map(String.init) == value)
        #expect(lines.count == (isDefault ? 2 : 1))
        #expect(lines.last?.contains("nothing is stored there") == isDefault)
    }

    @Test("writes fixed-point numbers in decimal, and keeps their bits for scripts")
    func fixedPoint() async throws {
        let text = await Run("query get_dynamic_info 1 \(Self.embedded)")
        #expect(text.output.contains("\"moving_price\": \"1\""))
        let json = await Run("query get_dynamic_info 1 \(Self.embedded) --json-output")
        let value = try #require(try json.document["value"] as? [String: any Sendable])
        let price = try #require(value["moving_price"] as? [String: any Sendable])
        #expect(price["bits"] as? Int == 1 << 32)
        #expect(price["decimal"] as? String == "1")
        let list = await Run("query --list SubnetMovingPrice \(Self.embedded)")
        #expect(list.output.contains("(u16) → I96F32"))
    }

    @Test("writes text as text, and as bytes for scripts")
    func texts() async throws {
        let text = await Run("query get_metagraph 1 \(Self.embedded)")
        #expect(text.output.contains("\"symbol\": \"α\""))
        #expect(text.output.contains("\"name\": \"subnet 1\""))
        let json = await Run("query get_metagraph 1 \(Self.embedded) --json-output")
        let value = try #require(try json.document["value"] as? [String: any Sendable])
        #expect(value["symbol"] as? [Int] == [206, 177])
        #expect(await Run("query TokenSymbol 1 \(Self.embedded)").output == "α\n")
        #expect(await Run("query TokenSymbol 1 \(Self.embedded) --json-output").output.contains("\"0xceb1\""))
    }

    @Test("lists a map, as far as --limit goes")
    func maps() async throws {
        let all = await Run("query networksadded \(Self.embedded) --json-output")
        #expect(all.memberNames == ["name", "kind", "block_number", "block_hash", "entries", "has_more"])
        let entries = try #require(try all.document["entries"] as? [[String: any Sendable]])
        #expect(entries.compactMap { ($0["keys"] as? [Int])?.first } == [0, 1])
        #expect(try all.document["has_more"] as? Bool == false)
        let one = await Run("query NetworksAdded --limit 1 \(Self.embedded) --json-output")
        #expect(try one.document["has_more"] as? Bool == true)
        let text = await Run("query NetworksAdded --limit 1 \(Self.embedded)")
        #expect(text.output == "Key  Value\n───  ─────\n0    true\nThere are more: raise --limit\n")
        let none = await Run("query SubtensorModule.Uids 1 \(Self.embedded)")
        #expect(none.output == "SubtensorModule.Uids has no entries there\n")
    }

    @Test("reads a map two keys deep")
    func doubleMaps() async throws {
        let home = try Home()
        let hotkey = try home.makeWallet().hotkeyPublic().ss58()
        try await InstantNode.with { url in
            #expect(await home.run("subnets pow-register --netuid 1 --network \(url)").status == .done)
            for keys in ["", " 1"] {
                let run = await home.run("query Uids\(keys) --network \(url) --json-output")
                let entries = try #require(try run.document["entries"] as? [[String: any Sendable]])
                #expect(entries.count == 1)
                let found = try #require(entries.first?["keys"] as? [any Sendable])
                #expect(found.last as? String == hotkey)
                #expect(found.count == (keys.isEmpty ? 2 : 1))
            }
            let run = await home.run("query Uids 1 \(hotkey) --network \(url)")
            #expect(run.output == "0\n")
            let past = await home.run("query Uids 1 \(hotkey) --block 0 --network \(url) --json-output")
            #expect(past.output.contains("\"value\": null"))
            #expect(try past.document["block_number"] as? Int == 0)
        }
    }

    @Test("runs a function")
    func functions() async throws {
        let list = await Run("query --list runtimeapi --json-output \(Self.embedded)")
        let names = try #require(try list.document["names"] as? [[String: any Sendable]])
        #expect(names.allSatisfy { $0["kind"] as? String == "function" })
        let run = await Run("query NeuronInfoRuntimeApi_get_neurons_lite 1 \(Self.embedded) --json-output")
        #expect(run.status == .done)
        #expect(try run.document["kind"] as? String == "function")
        #expect(try run.document["value"] is [any Sendable])
        #expect(await Run("query get_neurons_lite \(Self.embedded)").status == .config)
    }

    @Test("lists the names that the runtime has")
    func list() async throws {
        let text = await Run("query --list tempo \(Self.embedded)")
        #expect(text.output.contains("SubtensorModule.Tempo"))
        #expect(text.output.contains("(u16) → u16"))
        #expect(await Run("query --list \(Self.embedded)").output.split(separator: "\n").count > 50)
    }

    @Test("a name of two words leads to what was meant")
    func twoWords() async {
        let near = await Run("query SubtensorModule Tmepo 1 \(Self.embedded)")
        #expect(near.talk.contains("did you mean SubtensorModule.Tempo?"))
        let home = await Run("query SubtensorModule \(Self.embedded)")
        #expect(home.talk.contains("btcli query --list SubtensorModule"))
        let listed = await Run("query --list SubtensorModule Tempo \(Self.embedded)")
        #expect(listed.output.contains("SubtensorModule.Tempo"))
        #expect(!listed.output.contains("SubtensorModule.Rho"))
    }

    @Test(
        "What makes no sense is refused",
        arguments: [
            ("query", 64, "usage"), ("query Tmepo", 78, "unknown_name"), ("query ...", 64, "usage"),
            ("query SubtensorModule", 78, "unknown_name"), ("query SubtensorModule Tmepo 1", 78, "unknown_name"),
            ("query Tempo one", 64, "invalid_argument"), ("query Tempo 70000", 64, "invalid_argument"),
            ("query Tempo -- -1", 64, "invalid_argument"),
            ("query Tempo 1 2", 78, "encoding"), ("query Tempo [1", 64, "invalid_argument"),
            ("query Tempo {\"a\":1}", 64, "invalid_argument"), ("query ExistentialDeposit 1", 64, "usage"),
            ("query Tempo 1 --block 99999999", 69, "unknown_block"), ("query Tempo 1 --block x", 64, "usage"),
            ("query NetworksAdded --limit 0", 64, "usage"), ("query --list xyzzy", 78, "unknown_name"),
            ("query System.Account 5abc", 64, "invalid_argument"),
        ])
    func refused(line: String, status: Int, code: String) async throws {
        let words = line.split(separator: " ").map(String.init)
        let options = ["--network", "embedded", "--json-output"]
        let json = await Run([words[0]] + options + words.dropFirst())
        #expect(try json.error["exit_code"] as? Int == status)
        #expect(try json.error["code"] as? String == code)
        #expect(await Run([words[0]] + options.dropLast() + words.dropFirst()).isOneLineError)
    }

    @Test(
        "A document of our own making keeps its order",
        arguments: [
            "{\"b\":1,\"a\":[true,null,\"x\\\"\\\\\\n\\u0001é\"],\"c\":{}}", "[]", "-5", "\"\"",
            "{\"z\":[[],[{}]],\"y\":\"1\"}",
        ])
    func json(text: String) {
        let document = OutputDocument(json: text)
        let written = document.text.split(separator: "\n").map(\.trimmingBlanks).joined()
        #expect(written.replacing("\": ", with: "\":") == text.replacing("é", with: "é"))
    }

    @Test(
        "What is no document is null",
        arguments: ["", "[", "{\"a\"", "[1", "x", "{1}", String(repeating: "[", count: 9999)])
    func noJSON(text: String) {
        #expect(OutputDocument(json: text) == .null)
    }
}

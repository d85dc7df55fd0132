// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import Foundation
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import TestVectors
import Testing

@testable import SubtensorLocalnet
@testable import btcli

@Suite("btcli call without a network")
struct CallEncodingTests {
    static let file = VectorFile.path("metadata/metadata-v16-spec424.bin")
    static let offline = "--metadata \(file)"

    @Test("every call of a runtime in one batch is encoded as others encode it, and read back")
    func everyCall() async throws {
        let home = try Home()
        let calls = VectorFile("every_call.json").cases("calls")
        let documents = try calls.map { call -> [String: Any] in
            let text = String(decoding: try JSONSerialization.data(withJSONObject: Self.arguments(call)), as: UTF8.self)
            let arguments = try JSONSerialization.jsonObject(with: Data(text.utf8))
            return ["call": "\(call["pallet"].string).\(call["call"].string)", "args": arguments]
        }
        try home.write(
            String(decoding: try JSONSerialization.data(withJSONObject: documents), as: UTF8.self), to: "calls.json")
        let run = await home.run("call --batch \(home.path)/calls.json \(Self.offline) --json-output")
        #expect(run.status == .done, "\(run.talk)\(run.output.prefix(300))")
        let bytes =
            [11, 2] + [UInt8](Data([UInt8(calls.count & 0x3f) << 2 | 1, UInt8(calls.count >> 6)]))
            + calls.flatMap { $0["call_data"].bytes }
        #expect(try run.document["call_data"] as? String == bytes.hex)
        #expect(try run.document["call_hash"] as? String == Hashing.blake2b256(bytes).hex)
        #expect(try run.document["spec_version"] as? Int == 424)
        // What is shown of it is taken again.
        let arguments = try JSONSerialization.data(withJSONObject: try #require(try run.document["args"]))
        try home.write(String(decoding: arguments, as: UTF8.self), to: "args.json")
        let again = await home.run(
            "call Utility.batch_all --args-file \(home.path)/args.json \(Self.offline) --json-output")
        #expect(again.output == run.output)
        let decoded = await home.run("call --decode \(bytes.hex) \(Self.offline) --json-output")
        #expect(decoded.output == run.output)
    }

    private static func arguments(_ call: Vector) -> [String: Any] {
        call["args"].list.reduce(into: [:]) { $0[$1["name"].string] = plain($1["value"]) }
    }

    private static func plain(_ value: Vector) -> Any {
        switch value {
        case .null: NSNull()
        case .bool(let flag): flag
        case .integer(let number): number
        case .number(let number): number
        case .string(let text): text
        case .array(let values): values.map(plain)
        case .object(let members): members.mapValues(plain)
        }
    }

    @Test(
        "words, JSON and files say the same",
        arguments: [
            "call SubtensorModule.start_call netuid=2", "call start-call netuid=2",
            "call SubtensorModule start_call netuid=2",
            "call start_call --args {\"netuid\":2}", "call start_call --args-file FILE", "call start_call(netuid=2)",
            "call {\"call\":\"start_call\",\"args\":{\"netuid\":2}}", "call 0x075c0200", "call --decode 0x075c0200",
        ])
    func spellings(line: String) async throws {
        let home = try Home()
        let file = try home.write("{\"netuid\": 2}", to: "args.json")
        let run = await home.run("\(line.replacing("FILE", with: file)) \(Self.offline) --json-output")
        #expect(run.status == .done, "\(run.talk)")
        #expect(run.memberNames == ["call", "args", "call_data", "call_hash", "spec_version"])
        #expect(try run.document["call_data"] as? String == "0x075c0200")
        #expect(try run.document["call"] as? String == "SubtensorModule.start_call")
        let text = await home.run("\(line.replacing("FILE", with: file)) \(Self.offline)")
        #expect(text.output.contains("0x075c0200"))
    }

    @Test(
        "all versions of metadata are read, as a node answers and as hex",
        arguments: ["v14-spec293.bin", "v14-spec218.bin", "v15-spec293.option-opaque.bin", "v16-spec424.bin"])
    func versions(name: String) async throws {
        let home = try Home()
        let file = VectorFile.path("metadata/metadata-\(name)")
        try home.write("\"\(VectorFile.bytes("metadata/metadata-\(name)").hex)\"\n", to: "hex.json")
        for path in [file, "\(home.path)/hex.json"] {
            let run = await home.run("call System.remark remark=hi --metadata \(path) --json-output")
            #expect(try run.document["call_data"] as? String == "0x0000086869", "\(run.talk)")
        }
    }

    @Test("names of wallets stand for their accounts, and money has its unit")
    func names() async throws {
        let home = try Home()
        let account = try home.makeWallet("savings", coldkey: "//Bob").coldkeyPublic()
        let line = "call Balances.transfer_keep_alive dest=savings value=1.5tao \(Self.offline)"
        let run = await home.run("\(line) --json-output")
        let expected = [5, 3, 0] + account.bytes + [3, 0x00, 0x2f, 0x68, 0x59]
        #expect(try run.document["call_data"] as? String == expected.hex, "\(run.talk)")
        let text = await home.run(line)
        #expect(text.output.contains("savings (\(account.ss58()))"))
        #expect(text.output.contains("τ1.5"))
        let several = await home.run("call System.remark remark=a \(line.dropFirst(5)) --sudo --json-output")
        #expect(try several.document["call"] as? String == "Sudo.sudo")
        #expect(try several.document["call_data"] as? String == ([12, 0, 11, 2, 8, 0, 0, 4, 97] + expected).hex)
    }

    @Test("the calls of a runtime are listed, and one is described with an example that it takes")
    func described() async throws {
        let list = await Run("call --list start \(Self.offline)")
        #expect(list.output.contains("SubtensorModule.start_call"))
        #expect(!list.output.contains("Balances"))
        let json = await Run("call --list \(Self.offline) --json-output")
        #expect(try json.rows("calls").count == 288)
        for help in ["--help", "-h"] {
            let run = await Run("call SubtensorModule.add_stake \(help) \(Self.offline)")
            #expect(run.status == .done, "\(run.talk)")
            for words in ["amount_staked", "TaoBalance", "1.5tao", "btcli call SubtensorModule.add_stake", "hotkey"] {
                #expect(run.output.contains(words), "\(words)")
            }
        }
        let document = await Run("call add_stake --help \(Self.offline) --json-output")
        let arguments = try document.rows("arguments")
        #expect(arguments.compactMap { $0["name"] as? String } == ["hotkey", "netuid", "amount_staked"])
        let words = arguments.map { "\($0["name"] ?? "")=\($0["example"] ?? "")" }.joined(separator: " ")
        #expect(await Run("call add_stake \(words) \(Self.offline)").status == .done)
        #expect(await Run("call --help").output.contains("USAGE:\n  btcli call"))
    }

    @Test(
        "what makes no sense is refused",
        arguments: [
            ("call", 64, "usage"), ("call netuid=2", 64, "usage"), ("call start_cal netuid=2", 78, "not_in_runtime"),
            ("call start_call", 64, "invalid_argument"), ("call start_call netuid=x", 64, "invalid_argument"),
            ("call start_call netuid=2 netuid=3", 64, "invalid_argument"),
            ("call start_call 2", 64, "invalid_argument"),
            ("call start_call netiud=2", 64, "invalid_argument"),
            ("call Balances.burn value=1.5 keep_alive=true", 64, "invalid_argument"),
            ("call start_call --args [1]", 64, "usage"), ("call start_call --args {", 64, "usage"),
            ("call start_call --args-file /nowhere", 66, "not_read"), ("call --batch /nowhere", 66, "not_read"),
            ("call a=1 --decode 0x00", 64, "usage"), ("call --decode 0xffff", 70, "malformed_answer"),
            ("call --list xyzzy", 78, "not_in_runtime"), ("call start_call netuid=2 --signed-by root", 64, "usage"),
            ("call a b --help", 64, "usage"), ("call netuid=1 start_call --args {}", 64, "usage"),
        ])
    func refused(line: String, status: Int, code: String) async throws {
        let home = try Home()
        let json = await home.run("\(line) \(Self.offline) --json-output")
        #expect(try json.error["exit_code"] as? Int == status, "\(json.output)")
        #expect(try json.error["code"] as? String == code)
        #expect(await home.run("\(line) \(Self.offline)").isOneLineError)
    }

    @Test(
        "a file that is no metadata is refused", arguments: ["", "meta", "0x12", "0xzz", "0x0x", "\u{4}abc", "nothing"])
    func noMetadata(text: String) async throws {
        let home = try Home()
        let run = await home.run("call start_call netuid=2 --metadata \(try home.write(text, to: "m")) --json-output")
        #expect(try run.error["code"] as? String == "unsupported_metadata")
    }
}

extension ChainTests {
    @Suite("btcli call")
    struct CallTests {
        static let bob = WalletPaymentTests.bob

        @Test("any call is sent after a preview, and the answer tells its events")
        func sent() async throws {
            let home = try Home()
            try home.makeWallet()
            try home.makeWallet("savings", coldkey: "//Bob")
            try await InstantNode.with { url in
                let line = "call Balances.transfer_keep_alive dest=savings value=1.5tao --network \(url)"
                let dry = await home.run("\(line) --dry-run --json-output")
                #expect(dry.status == .done, "\(dry.talk)")
                #expect(try dry.document["cost_tao"] is NSNull)
                #expect(try dry.document["sent"] as? Bool == false)
                let run = await home.run(line, typed: ["y"])
                #expect(run.status == .done, "\(run.talk)")
                #expect(run.talk.contains("savings (\(Self.bob))\n"))
                #expect(run.talk.contains("what the call itself takes"))
                #expect(run.output.contains("Carried out Balances.transfer_keep_alive in block"))
                #expect(run.output.contains("Balances.Transfer(from: "))
                #expect(run.output.contains("amount: τ1.5"))
                let json = await home.run("\(line) --no-prompt --json-output")
                let outcome = try #require(try json.document["outcome"] as? [String: any Sendable])
                let events = try #require(outcome["events"] as? [[String: any Sendable]])
                let transfer = try #require(events.first { $0["name"] as? String == "Balances.Transfer" })
                let fields = try #require(transfer["fields"] as? [String: any Sendable])
                #expect(fields["to"] as? String == Self.bob)
                #expect(fields["amount"] as? Int == 1_500_000_000)
                let sent = await home.run("wallet sent --json-output")
                #expect(sent.output.contains("Balances.transfer_keep_alive"))
            }
        }

        @Test("several go out as one, all or none; one that fails is told as a failure")
        func batch() async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                let remark = "System.remark_with_event remark=a"
                let done = await home.run("call \(remark) \(remark) --network \(url) --no-prompt --json-output")
                #expect(done.status == .done, "\(done.talk)\(done.output)")
                let document = try done.document
                #expect(document["call"] as? String == "Utility.batch_all")
                #expect(done.output.components(separatedBy: "\"System.Remarked\"").count == 3)
                let all = "call \(remark) SubtensorModule.start_call netuid=1 --network \(url) --no-prompt"
                let failed = await home.run(all)
                #expect(failed.status == .refused || failed.status == .refusedAfterSending, "\(failed.talk)")
                // Without the all-or-nothing only an event tells.
                let inner = "\"System.remark(remark=0x00)\",\"SubtensorModule.start_call(netuid=1)\""
                for name in ["batch", "force_batch"] {
                    let run = await home.run(
                        "call Utility.\(name)(calls=[\(inner.replacing(" ", with: ""))]) --network \(url) --no-prompt --json-output"
                    )
                    #expect(run.status == failed.status, "\(name): \(run.talk)\(run.output)")
                    #expect(run.output.contains("the chain refused Utility.\(name)"))
                    #expect(run.output.contains("\"extrinsic_hash\": \"0x"))
                }
            }
        }

        @Test("the root's key carries out as the root, no other does; a hotkey signs what hotkeys sign")
        func signers() async throws {
            let home = try Home()
            let wallet = try home.makeWallet()
            try home.makeWallet("other", coldkey: "//Bob")
            try await InstantNode.with { url in
                let call = "call AdminUtils.sudo_set_tempo netuid=1 tempo=77"
                let line = "--sudo --network \(url) --no-prompt --json-output"
                let done = await home.run("\(call) \(line)")
                #expect(done.status == .done, "\(done.talk)\(done.output)")
                #expect(await home.run("query Tempo 1 --network \(url)").output == "77\n")
                let other = await home.run("\(call) \(line) -w other")
                #expect(try other.error["code"] as? String == "not_owner")
                let failing = await home.run("call AdminUtils.sudo_set_tempo netuid=99 tempo=77 \(line)")
                #expect(failing.status != .done)
                #expect(failing.output.contains("the chain refused Sudo.sudo"))
                let hotkey = try wallet.hotkeyPublic().ss58()
                let signed = await home.run(
                    "call System.remark remark=a --signed-by hotkey --network \(url) --dry-run --json-output")
                // The fresh hotkey owns nothing that a fee could be paid of.
                #expect(signed.output.contains(hotkey), "\(signed.talk)\(signed.output)")
            }
        }
    }
}

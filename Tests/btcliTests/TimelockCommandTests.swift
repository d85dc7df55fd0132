// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import TestVectors
import Testing
import Timelock

@testable import btcli

@Suite("btcli timelock")
struct TimelockCommandTests {
    private static let vectors = VectorFile("timelock.json")
    private static let clock = VectorFile("timelock_clock.json")
    private let opened = Self.vectors.cases("opened")[1]
    private let url =
        "https://api.drand.sh/52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971/public/"

    @Test("what encrypt makes is opened by decrypt, in both forms")
    func encryptAndDecrypt() async throws {
        let round = Self.vectors.cases("rounds")[1]
        let made = await Run("timelock encrypt --hex 0x00ff80 --round \(round["round"].string) --json-output")
        #expect(made.status == .done)
        #expect(made["round"] as? Int == 1000 && made["published"] as? String == "2023-08-23T15:59:24Z")
        #expect(made["signature_url"] as? String == url + "1000")
        for form in ["ciphertext", "portable"] {
            let ciphertext = try #require(made[form] as? String)
            let run = await Run(
                "timelock decrypt --ciphertext \(ciphertext) --signature \(round["signature"].string) --json-output")
            #expect(run.status == .done && run["plaintext"] as? String == "0x00ff80")
            #expect(run["round"] as? Int == (form == "portable" ? 1000 : nil))
        }
    }

    @Test("text is encrypted as it stands, and shown as text")
    func text() async throws {
        let round = Self.vectors.cases("rounds")[0]
        let made = await Run(["tlock", "encrypt", "--text", "uid 3 is τ", "--round", "123", "--json"])
        let ciphertext = try #require(made["portable"] as? String)
        let run = await Run("timelock decrypt --ciphertext \(ciphertext) --signature \(round["signature"].string)")
        #expect(run.output.contains("uid 3 is τ") && run.output.contains("123"))
    }

    @Test("without a signature, decrypt says where it is had")
    func whereabouts() async {
        let portable = await Run("timelock decrypt --ciphertext \(opened["envelope"].string)")
        #expect(portable.status == .noInput && portable.isOneLineError)
        #expect(portable.talk.contains(url + "123") && portable.talk.contains("from 2023-08-23T15:15:33Z on"))
        let plain = await Run("timelock decrypt --ciphertext \(opened["ciphertext"].string) --json-output")
        #expect(plain.refuses(66, "signature_missing"))
        #expect(plain.output.contains(url + "ROUND"))
        let named = await Run("timelock decrypt --ciphertext \(opened["ciphertext"].string) --round 123")
        #expect(named.status == .noInput && named.talk.contains(url + "123"))
    }

    @Test("a signature of another round is told apart, where the round is known and where it is not")
    func wrongSignature() async {
        let other = Self.vectors.cases("rounds")[1]["signature"].string
        for form in ["envelope", "ciphertext"] {
            let run = await Run(
                "timelock decrypt --ciphertext \(opened[form].string) --signature \(other) --json-output")
            #expect(run.refuses(65, "wrong_signature"), "\(run.output)")
        }
        let contradiction = await Run(
            "timelock decrypt --ciphertext \(opened["envelope"].string) --round 5 --signature \(other)")
        #expect(contradiction.status == .usage && contradiction.isOneLineError)
    }

    @Test("show takes either form apart")
    func show() async {
        let portable = await Run("timelock show \(opened["envelope"].string) --json-output")
        #expect(
            portable.status == .done && portable["form"] as? String == "portable" && portable["round"] as? Int == 123)
        #expect(portable["plaintext_bytes"] as? Int == 279 && portable["suite"] as? String == "AES_GCM_")
        let plain = await Run("timelock show \(opened["ciphertext"].string) --json")
        #expect(plain["form"] as? String == "plain" && plain["bytes"] as? Int == 279 + 244)
        #expect(plain["u"] as? String == portable["u"] as? String && plain["well_formed"] as? Bool == true)
        let person = await Run("timelock show \(opened["ciphertext"].string)")
        #expect(person.output.contains("not in the plain form"))
    }

    @Test("moments have the Python SDK's rounds", arguments: clock.cases("texts"))
    func moments(vector: Vector) async {
        let run = await Run(["timelock", "round", "--at", vector["text"].string, "--json-output"])
        if vector["round_at"].isNull {
            #expect(run.status == .usage)
        } else {
            #expect(run.status == .done && run["round"] as? Int == Int(vector["round_at"].uint64))
        }
    }

    @Test("rounds are published at the Python SDK's moments", arguments: clock.cases("reveal"))
    func rounds(vector: Vector) async {
        let run = await Run("timelock round --round \(vector["round"].uint64) --json-output")
        let moment = vector["reveal_at"].string.replacing("+00:00", with: "Z")
        #expect(run["published"] as? String == moment)
    }

    @Test("spans of time and blocks lead as far as they say")
    func spans() async throws {
        let now = try #require(await Run("timelock round --json-output")["round"] as? Int)
        for line in ["--in 1h", "--blocks 300", "--blocks 3600 --block-time 1"] {
            let round = try #require(await Run("timelock round \(line) --json-output")["round"] as? Int)
            #expect((1199...1220).contains(round - now), "\(line)")
        }
        let last = await Run("timelock round --round 18446744073709551615")
        #expect(last.status == .done && last.output.contains("beyond the year 9999"))
    }

    @Test("another beacon's ciphertexts are opened by its own signatures")
    func otherBeacon() async throws {
        let fixed = Self.vectors.cases("fixed")[3]
        let key = "--beacon-key \(Self.vectors.root["test_key"]["public_key"].string)"
        let line =
            "timelock decrypt --ciphertext \(fixed["ciphertext"].string) --signature \(fixed["signature"].string) "
            + "--round \(fixed["round"].string) --json-output"
        let run = await Run("\(line) \(key)")
        #expect(run.status == .done && run["plaintext"] as? String == fixed["plaintext"].string)
        #expect(await Run(line).refuses(65, "wrong_signature"))
        let round = await Run("timelock round --round 3 --beacon-genesis 1000 --beacon-period 10 \(key) --json-output")
        #expect(round["published"] as? String == "1970-01-01T00:17:00Z" && round["signature_url"] is String == false)
    }

    /// Words, exit status, code.
    private static let refusals: [(String, Int, String)] = [
        ("encrypt --text x", 64, "usage"), ("encrypt --round 5", 64, "usage"),
        ("encrypt --text x --hex 00 --round 5", 64, "usage"), ("encrypt --hex 0 --round 5", 64, "invalid_hex"),
        ("encrypt --hex xx --round 5", 64, "invalid_hex"), ("encrypt --text x --round 0", 64, "invalid_round"),
        ("encrypt --text x --round -1", 64, "usage"), ("encrypt --text x --round 1 --blocks 2", 64, "usage"),
        ("encrypt --text x --round 18446744073709551616", 64, "usage"),
        ("encrypt --text x --in 5x", 64, "usage"), ("encrypt --text x --in -5", 64, "usage"),
        ("round --block-time 12", 64, "usage"), ("round --blocks 1 --block-time 0", 64, "usage"),
        ("round --round 1 --beacon-period 0", 64, "invalid_beacon"), ("round --beacon-key 00", 64, "invalid_beacon"),
        ("encrypt --text x --round 1 --beacon-key zz", 64, "invalid_hex"), ("show 0x", 65, "invalid_ciphertext"),
        ("show zz", 64, "invalid_hex"), ("show 00000000", 65, "invalid_ciphertext"),
        ("decrypt --ciphertext 00 --signature 00", 65, "invalid_ciphertext"), ("decrypt", 64, "usage"),
    ]

    @Test("what cannot be is refused with one line and its status", arguments: refusals)
    func refused(line: String, status: Int, code: String) async {
        let run = await Run("timelock \(line) --json-output")
        #expect(run.refuses(status, code), "\(run.output)")
        let text = await Run("timelock \(line)")
        #expect(text.isOneLineError, "\(text.talk)")
    }

    @Test("bytes that are no signature are refused by what is wrong with them")
    func noSignature() async {
        for (signature, code) in [
            ("00", "invalid_beacon_signature"), ("zz", "invalid_hex"),
        ] {
            let run = await Run([
                "timelock", "decrypt", "--ciphertext", opened["envelope"].string, "--signature=\(signature)",
                "--json-output",
            ])
            #expect(run.refuses(code == "invalid_hex" ? 64 : 65, code), "\(run.output)")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import ProofOfWork
import SubstratePrimitives
import TestVectors
import Testing

@testable import btcli

@Suite("btcli pow")
struct PowCommandTests {
    static let register = VectorFile("pow.json")
    static let powRegister = VectorFile("pow_register.json")

    @Test("seal and verify give the vectors' seals and verdicts", arguments: register.cases("cases"))
    func registerCases(_ vector: Vector) async {
        let key = "--block-hash \(vector["block_hash"].string) --hotkey \(vector["hotkey_public_key"].string)"
        let nonce = vector["nonce"].string
        let seal = await Run("pow seal \(key) --nonce \(nonce) --json-output")
        #expect(seal.status == .done)
        #expect(
            seal.output == """
                {
                  "seal": "\(vector["seal"].string)",
                  "block_and_hotkey_hash": "\(vector["block_and_hotkey_hash"].string)",
                  "nonce": "\(nonce)"
                }

                """)
        for (order, name) in [("big", "chain_be"), ("little", "chain_le")] {
            for verdict in edge(of: vector["verdicts"].list, name) {
                let run = await Run(
                    "pow verify \(key) --nonce \(nonce) --difficulty \(verdict["difficulty"].string) --order \(order) --json"
                )
                #expect(run.status == (verdict[name].bool ? .done : .no))
                #expect(run.output.contains("\"meets_difficulty\": \(verdict[name].bool)\n"))
                #expect(run.talk.isEmpty)
            }
        }
    }

    @Test("the same under pow-register, with addresses for keys", arguments: powRegister.cases("cases"))
    func powRegisterCases(_ vector: Vector) async {
        let key =
            "--scheme pow-register --netuid \(vector["netuid"]) --block-hash \(vector["block_hash"].string) "
            + "--hotkey \(vector["hotkey_ss58"].string) --coldkey \(vector["coldkey_ss58"].string)"
        let nonce = vector["nonce"].string
        let seal = await Run("pow seal \(key) --nonce \(nonce) --json-output")
        #expect(
            seal.output == """
                {
                  "seal": "\(vector["seal"].string)",
                  "prefix": "\(vector["prefix"].string)",
                  "nonce": "\(nonce)"
                }

                """)
        for verdict in edge(of: vector["verdicts"].list, "accepted") {
            let run = await Run("pow verify \(key) --nonce \(nonce) --difficulty \(verdict["difficulty"].string)")
            #expect(run.status == (verdict["accepted"].bool ? .done : .no))
        }
    }

    @Test("solve --all lists every solution of a range, solve the first", arguments: register.cases("searches"))
    func searches(_ vector: Vector) async {
        let start = vector["nonce_from"].uint64
        // 2^64 itself, the end of some ranges, wraps to 0.
        let count = (vector["nonce_to_exclusive"].uint256.exactUInt64 ?? 0) &- start
        let line =
            "pow solve --block-hash \(vector["block_hash"].string) --hotkey \(vector["hotkey_public_key"].string) "
            + "--difficulty \(vector["difficulty"].string) --nonce-start \(start) --nonce-count \(count) --json-output"
        let every = await Run(line + " --order big --all")
        #expect(every.status == .done)
        #expect(nonces(in: every.output) == vector["solutions_be"].list.map(\.string))
        let first = await Run(line + " --order little")
        let expected = vector["first_le"]
        #expect(first.status == (expected.isNull ? .no : .done))
        #expect(nonces(in: first.output) == (expected.isNull ? [] : [expected.string]))
    }

    @Test("solve counts in strides, under pow-register in the fast one too")
    func strides() async {
        let key = "--scheme pow-register --netuid 1 --block-hash \(hash) --hotkey \(hash) --coldkey \(hash)"
        let line = "pow solve \(key) --difficulty 2 --all --nonce-count 8 --nonce-start 5 --json-output"
        for stride in [UInt64(1), 3, 1 << 40, 1 << 61] {
            let run = await Run(line + " --nonce-stride \(stride)")
            #expect(run.status == .done)
            let row = (0..<8).map { 5 &+ stride &* $0 }
            for nonce in nonces(in: run.output).compactMap({ UInt64($0) }) { #expect(row.contains(nonce)) }
        }
    }

    @Test("text for people")
    func text() async {
        let run = await Run("pow solve \(puzzle) --difficulty 1 --order big --all --nonce-count 1")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first == "Nonce  Seal")
        let none = await Run("pow solve \(puzzle) --difficulty \(UInt256.max) --order big --nonce-count 9")
        #expect(none.output == "none of 9 nonces meets difficulty \(UInt256.max)\n")
        #expect(none.status == .no)
    }

    @Test("benchmark reports the documented keys")
    func benchmark() async {
        let run = await Run("pow benchmark --seconds 0.01 --threads 1 --json-output --quiet")
        #expect(run.status == .done)
        let keys = run.output.split(separator: "\n").compactMap { line in
            line.hasPrefix("  \"") ? line.split(separator: "\"")[1] : nil
        }
        #expect(keys == ["kernel", "threads", "hashes", "seconds", "hash_rate", "checksum", "kernels"])
        #expect(run.output.contains("\"threads\": 1,"))
        #expect(run.talk.isEmpty)
        let other = await Run("pow benchmark --seconds 0.01 --scheme pow-register --netuid 1 --coldkey \(hash)")
        #expect(other.status == .done)
    }

    @Test(
        "used wrongly: 64, one line, and the same as a document",
        arguments: [
            ("pow seal", "--block-hash"),
            ("pow seal --block-hash 0x12 --hotkey \(hash) --nonce 1", "'0x12' is no hash: it has 1 bytes"),
            ("pow seal --block-hash zz --hotkey \(hash) --nonce 1", "'zz' is not hex"),
            ("pow seal --block-hash \(hash) --hotkey 5Grw --nonce 1", "no SS58 address"),
            (
                "pow seal --block-hash \(hash) --hotkey 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQX --nonce 1",
                "wrong checksum"
            ),
            (
                "pow seal --block-hash \(hash) --hotkey 15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5 --nonce 1",
                "another network"
            ),
            ("pow seal \(puzzle) --nonce 18446744073709551616", "does not fit 64 bits"),
            ("pow seal \(puzzle) --nonce -1", "--nonce"),
            ("pow seal \(puzzle) --nonce x", "'x' is not a whole number"),
            ("pow seal \(puzzle) --nonce 1 --netuid 1", "--netuid belongs to --scheme pow-register"),
            ("pow seal \(puzzle) --nonce 1 --scheme pow-register", "--netuid is missing"),
            ("pow seal \(puzzle) --nonce 1 --scheme pow-register --netuid 1", "--coldkey is missing"),
            ("pow seal \(puzzle) --nonce 1 --scheme pow-register --netuid 65536", "does not fit 16 bits"),
            ("pow seal \(puzzle) --nonce 1 --scheme none", "'none'"),
            ("pow verify \(puzzle) --nonce 1 --difficulty 1", "--order is missing"),
            ("pow verify \(puzzle) --nonce 1 --difficulty 0 --order big", "the difficulty is 0"),
            ("pow verify \(puzzle) --nonce 1 --difficulty 1.5 --order big", "'1.5' is not a whole number"),
            ("pow verify \(puzzle) --nonce 1 --difficulty 0x1\(zeros) --order big", "does not fit 256 bits"),
            ("pow verify \(puzzle) --nonce 1 --difficulty 1 --order middle", "'big' and 'little'"),
            (
                "pow solve \(puzzle) --scheme pow-register --netuid 1 --coldkey \(hash) --difficulty 1 --order big",
                "--order big is impossible"
            ),
            ("pow solve \(puzzle) --difficulty 1 --order big --all", "--nonce-count is missing"),
            ("pow solve \(puzzle) --difficulty 1 --order big --nonce-stride 0", "stride is 0"),
            (
                "pow solve \(puzzle) --difficulty 1 --order big --nonce-stride \(1 << 62) --nonce-count 5",
                "comes back to its start after 4"
            ),
            ("pow solve \(puzzle) --difficulty 1 --order big --kernel abacus", "no kernel 'abacus'"),
            ("pow benchmark --seconds 0", "--seconds"),
            ("pow benchmark --seconds nan", "--seconds"),
            ("pow benchmark --seconds 0.01 --threads 0", "0 solver threads"),
            ("pow benchmark --seconds 0.01 --scheme pow-register --order big", "little-endian"),
            ("pow mine", "there is no command 'btcli pow mine', did you mean"),
            ("zzzz", "there is no command 'btcli zzzz'; see 'btcli --help'"),
            ("localnet start --block-time 0", "0.001"),
            ("localnet start --block-time 3601", "3600"),
            ("localnet start --block-time 1e1", "such as 0.25"),
            ("localnet start --port 65536", "does not fit 16 bits"),
            ("localnet start --rules none", "'burn'"),
            ("localnet start --difficulty 0", "--difficulty is 0"),
        ])
    func usedWrongly(_ line: String, _ reason: String) async {
        let plain = await Run(line)
        #expect(plain.status == .usage)
        #expect(plain.output.isEmpty)
        #expect(plain.talk.hasPrefix("error: "))
        #expect(plain.talk.contains(reason), "\(plain.talk)")
        #expect(plain.talk.split(separator: "\n").count == 1)

        let json = await Run(line + " --json-output")
        #expect(json.status == .usage)
        #expect(json.talk.isEmpty)
        #expect(json.output.hasPrefix("{\n  \"error\": {\n    \"code\": \""))
        #expect(json.output.contains("\n    \"exit_code\": 64,\n"))
        #expect(json.output.contains(reason), "\(json.output)")
    }

    @Test("The parser knows the options and the old spellings of JSON")
    func parsing() throws {
        let arguments = OldSpellings.rewritten(
            [
                "pow", "solve", "--block-hash", hash, "--hotkey", hash, "--difficulty", "0x10", "--seal-order",
                "little",
                "--nonce_start", "7", "--nonce_count=9", "--json", "-y",
            ], commands: .btcli)
        let solve = try #require(try Btcli.parseAsRoot(arguments) as? PowSolve)
        #expect(solve.puzzle.difficulty == 16)
        #expect(solve.puzzle.order == .little)
        #expect(solve.nonceStart == 7)
        #expect(solve.nonceCount == 9)
        #expect(ConsoleOptions(solve.global) == ConsoleOptions(json: true, noPrompt: true))
    }

    /// The hardest difficulty that a seal meets and the easiest that it does not: the library's tests have the others.
    private func edge(of verdicts: [Vector], _ name: String) -> [Vector] {
        let sorted = verdicts.sorted { $0["difficulty"].uint256 < $1["difficulty"].uint256 }
        return [sorted.last { $0[name].bool }, sorted.first { !$0[name].bool }].compactMap(\.self)
    }

    /// The nonces of a document's solutions, in its order.
    private func nonces(in document: String) -> [String] {
        document.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\"")
            return parts.count > 3 && parts[1] == "nonce" ? String(parts[3]) : nil
        }
    }
}

private let hash = "0x" + String(repeating: "17", count: 32)
private let zeros = String(repeating: "0", count: 64)
private let puzzle = "--block-hash \(hash) --hotkey \(hash)"

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import SubstrateClient
import SubstrateKeys
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet
@testable import btcli

@Suite("btcli weights", .serialized)
struct WeightsTests {
    /// A person with a funded hotkey, uid 0 of subnet 1, on a chain with an epoch every five blocks.
    private struct Scene: Sendable {
        let home: Home
        let chain: Localnet
        let url: String

        /// - Parameter rules: the oldest know no timelocked weights, and take salted ones.
        static func with(
            _ rules: RuleSet = .powRegister, commitReveal: Bool = false, _ body: (Scene) async throws -> Void
        ) async throws {
            let home = try Home()
            let wallet = try home.wallet()
            try wallet.createColdkey(KeyPair(uri: "//Alice"), password: nil)
            try wallet.createHotkey(KeyPair(uri: "//Bob"))
            var configuration = LocalnetConfiguration(rules: rules, blockTime: nil, difficulty: 500, tempo: 4)
            configuration.commitReveal = commitReveal
            let chain = try Localnet(configuration)
            try await RPCServer.with(handler: InstantNode(chain: chain)) { server in
                let scene = Scene(home: home, chain: chain, url: server.url)
                #expect(await scene.run("subnets register 1 --no-prompt").status == .done)
                await chain.produceBlock()
                // What is committed in the epoch that begins now is revealed four blocks later.
                if commitReveal, rules == .powRegister { await chain.advance(by: 2) }
                try await body(scene)
            }
        }

        func run(_ line: String, typed: [String]? = nil) async -> Run {
            await home.run("\(line) --network \(url)", typed: typed)
        }

        var commitments: [String] { home.files.filter { $0.hasPrefix(".bittensor/commitments/") } }
    }

    @Test("set tells what the chain stores", arguments: ["--uids 0 --weights 0.5", "-u [0] --weights 3"])
    func set(lists: String) async throws {
        try await Scene.with { scene in
            let no = await scene.run("weights set --netuid 1 \(lists)", typed: ["n"])
            #expect(no.status == .no)
            let run = await scene.run("wt set 1 \(lists) --no-prompt --json-output")
            #expect(run["signer_role"] as? String == "hotkey")
            #expect(run.outcome["uids"] as? [Int] == [0])
            #expect(run.outcome["weights"] as? [Int] == [65535])
        }
    }

    @Test("set asks for the lists")
    func asks() async throws {
        try await Scene.with { scene in
            let run = await scene.run("weight set", typed: ["1", "0", "1.5", "y"])
            #expect(run.status == .done)
            #expect(
                run.says(
                    inOrder: "Enter netuid: ", "Enter UIDs (comma-separated): ", "Enter weights (comma-separated): ",
                    ChainTests.WalletPaymentTests.bob, "Send it? [y/n]: "))
            #expect(run.output.contains("Stored weights   65535"))
        }
    }

    @Test("commit keeps what reveal needs, for its owner only, and reveal needs nothing else")
    func commitAndReveal() async throws {
        try await Scene.with(commitReveal: true) { scene in
            let no = await scene.run("weights commit --netuid 1 --uids 0 --weights 1", typed: ["n"])
            #expect(no.status == .no)
            let dry = await scene.run("weights commit --netuid 1 --uids 0 --weights 1 --dry-run")
            #expect(dry.status == .done)
            #expect(scene.commitments.isEmpty)

            let commit = await scene.run("weights commit --netuid 1 --uids 0 --weights 1 --no-prompt --json-output")
            #expect(commit.status == .done)
            let outcome = commit.outcome
            let salt = try #require(outcome["salt"] as? [Int])
            #expect(salt.count == 8)
            let file = try #require(scene.commitments.first)
            #expect((outcome["file"] as? String)?.hasSuffix(file) == true)
            let modes = try [file, ".bittensor/commitments"].map(scene.home.mode)
            #expect(modes == [0o600, 0o700])

            let early = await scene.run("weights reveal --netuid 1 --no-prompt")
            #expect(early.status == .tryAgain)
            #expect(early.isOneLineError)
            for _ in 0..<5 { await scene.chain.produceBlock() }
            let reveal = await scene.run("weights reveal --netuid 1", typed: ["y"])
            #expect(reveal.status == .done)
            for part in [outcome["commit_hash"] as? String ?? "?", "Stored weights"] {
                #expect(reveal.output.contains(part))
            }
            #expect(scene.commitments.isEmpty)
            let again = await scene.run("weights reveal --netuid 1 --no-prompt --json-output")
            #expect(again.refuses(64, "invalid_weights"))
        }
    }

    @Test("reveal takes a commitment that was made elsewhere, with its salt")
    func byHand() async throws {
        try await Scene.with(commitReveal: true) { scene in
            let commit = await scene.run("weights commit 1 -u 0 --weights 2 --salt 1,2,3 -y --json-output")
            #expect(commit.outcome["salt"] as? [Int] == [1, 2, 3])
            try scene.home.remove(try #require(scene.commitments.first))
            for _ in 0..<5 { await scene.chain.produceBlock() }
            let lost = await scene.run("weights reveal 1 --no-prompt")
            #expect(lost.status == .dataError)
            #expect(lost.talk.contains("give --uids, --weights and --salt"))
            let wrong = await scene.run("weights reveal 1 --uids 0 --weights 2 --salt 1 2 4 --no-prompt")
            #expect(wrong.status == .usage)
            let asked = await scene.run("weights reveal 1 --uids 0 --weights 2", typed: ["1, 2, 3", "y"])
            #expect(asked.status == .done)
            #expect(asked.talk.contains("Enter salt (comma-separated): "))
        }
    }

    @Test("a damaged file is named", arguments: ["", "{", "[]", "{\"commitHash\": 1}"])
    func damaged(content: String) async throws {
        try await Scene.with(commitReveal: true) { scene in
            #expect(await scene.run("weights commit 1 --uids 0 --weights 1 -y").status == .done)
            let file = try #require(scene.commitments.first)
            try scene.home.write(content, to: file)
            for _ in 0..<5 { await scene.chain.produceBlock() }
            let run = await scene.run("weights reveal 1 -y")
            #expect(run.status == .dataError)
            #expect(run.isOneLineError)
        }
    }

    @Test("set chooses as the subnet takes weights: with a salt under old rules, kept in a file that reveal finds")
    func setSalts() async throws {
        try await Scene.with(.registerBigEndian, commitReveal: true) { scene in
            let set = await scene.run("weights set 1 --uids 0 --weights 1 --no-prompt --json-output")
            #expect(set.status == .done && set.outcome["mode"] as? String == "salted", "\(set.output)\(set.talk)")
            #expect(scene.commitments.count == 1)
            let list = await scene.run("weights commits 1 --json-output")
            #expect(list.output.contains(set.outcome["commit_hash"] as? String ?? "?"), "\(list.output)")
            for _ in 0..<5 { await scene.chain.produceBlock() }
            #expect(await scene.run("weights reveal 1 --no-prompt").status == .done)
            let plain = await scene.run("weights set 1 --uids 0 --weights 1 --mode plain --no-prompt --json-output")
            #expect(plain.refuses(64, "invalid_weights"), "\(plain.output)")
            let locked = await scene.run("weights set 1 --uids 0 --weights 1 --mode timelocked -y --json-output")
            #expect(locked.refuses(78, "call_missing"), "\(locked.output)")
            #expect(await scene.run("weights set 1 --uids 0 --weights 1 --mode open -y").status == .usage)
        }
    }

    @Test("set chooses as the subnet takes weights: timelocked under today's rules, and the chain opens them by itself")
    func setTimelocks() async throws {
        try await Scene.with(commitReveal: true) { scene in
            for _ in 0..<5 { await scene.chain.produceBlock() }
            let set = await scene.run("weights set 1 --uids 0 --weights 1 --no-prompt --json-output")
            #expect(set.status == .done && set.outcome["mode"] as? String == "timelocked", "\(set.output)\(set.talk)")
            #expect(scene.commitments.isEmpty)
            let list = await scene.run("weights commits 1 --json-output")
            #expect(list.output.contains(set.outcome["commit_hash"] as? String ?? "?"), "\(list.output)")
            // The first block of the next epoch opens them.
            let first = try #require(set.outcome["reveal_block"] as? Int)
            while await scene.chain.head.header.number.rawValue < UInt64(first) { await scene.chain.produceBlock() }
            let row = await scene.run("query SubtensorModule Weights 1 0 --json-output")
            #expect(row.output.contains("65535"), "\(row.output)\(row.talk)")
            let none = await scene.run("weights commits 1")
            #expect(none.output.contains("no weights there that are not open yet"), "\(none.output)")
        }
    }

    @Test("a commitment that is too late is told, and its file is removed")
    func expired() async throws {
        try await Scene.with(.registerBigEndian, commitReveal: true) { scene in
            #expect(await scene.run("weights set 1 --uids 0 --weights 1 --no-prompt").status == .done)
            #expect(scene.commitments.count == 1)
            for _ in 0..<12 { await scene.chain.produceBlock() }
            let late = await scene.run("weights reveal 1 --no-prompt")
            #expect(late.status == .usage && late.talk.contains("its file is removed"), "\(late.talk)")
            #expect(scene.commitments.isEmpty)
        }
    }

    @Test("weights for the second mechanism are set, committed, listed and revealed as the first one's are")
    func mechanism() async throws {
        try await Scene.with(.registerBigEndian, commitReveal: true) { scene in
            let missing = await scene.run("weights commit 1 --mechid 1 --uids 0 --weights 1 --no-prompt --json-output")
            #expect(missing.refuses(64, "invalid_option"), "\(missing.output)")
            #expect(await scene.run("subnets mechanisms set 1 --count 2 --no-prompt").status == .done)
            let set = await scene.run("weights set 1 --mechid 1 --uids 0 --weights 1 --no-prompt --json-output")
            #expect(set.status == .done && set.outcome["mode"] as? String == "salted", "\(set.output)\(set.talk)")
            let hash = set.outcome["commit_hash"] as? String ?? "?"
            #expect(await scene.run("weights commits 1 --mech-id 1 --json-output").output.contains(hash))
            #expect(await scene.run("weights commits 1").output.contains("no weights there"))
            for _ in 0..<5 { await scene.chain.produceBlock() }
            let reveal = await scene.run("weights reveal 1 --mechid 1 --no-prompt --json-output")
            #expect(reveal.status == .done && reveal.outcome["commit_hash"] as? String == hash, "\(reveal.talk)")
            let row = await scene.run("query SubtensorModule Weights 4097 0 --json-output")
            #expect(row.output.contains("65535"), "\(row.output)\(row.talk)")
        }
    }

    /// Words, exit status, code.
    private static let refusals: [(String, Int, String)] = [
        ("set 1 --uids 0 1 --weights 1", 64, "invalid_weights"),
        ("set 1 --uids 0,0 --weights 1,2", 64, "invalid_weights"),
        ("set 1 --uids 0 --weights 0", 64, "invalid_weights"),
        ("set 1 --uids 3 --weights 1", 64, "invalid_weights"),
        ("set 1 --uids x --weights 1", 64, "usage"), ("set 1 --uids 0 --weights x", 64, "usage"),
        ("set 1 --uids 0 --weights -1", 64, "usage"), ("set 1 --uids 0", 64, "cannot_ask"),
        ("set 9 --uids 0 --weights 1", 76, "subnet_missing"),
        ("set 0 --uids 0 --weights 1", 64, "invalid_weights"),
        ("commit 1 --uids 0 --weights 1", 64, "invalid_weights"),
        ("commit 1 --uids 0 --weights 0,0", 64, "invalid_weights"),
        ("commit 1 --uids 0 --weights 1 --salt 70000", 64, "usage"),
        ("reveal 1", 64, "invalid_weights"), ("reveal 1 --uids 0 --weights 1", 64, "cannot_ask"),
        ("reveal 9", 76, "subnet_missing"),
    ]

    @Test("what cannot be is refused with one line and its status, and sends nothing")
    func refused() async throws {
        try await Scene.with { scene in
            let head = await scene.chain.head.header.number
            for (line, status, code) in Self.refusals {
                let run = await scene.run("weights \(line) --no-prompt --json-output")
                #expect(run.refuses(status, code), "\(line): \(run.output)")
            }
            let text = await scene.run("weights set 1 --uids 0 --weights 0")
            #expect(text.status == .usage)
            #expect(text.isOneLineError)
            #expect(await scene.chain.head.header.number == head)
            #expect(scene.commitments.isEmpty)
        }
    }
}

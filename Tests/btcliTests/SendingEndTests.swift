// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import Synchronization
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    /// The program itself, ended while it sends.
    @Suite("A process that ends while it sends")
    struct SendingEndTests {
        private static let amount: UInt64 = 100_000_000_000

        /// The process to end, once it runs.
        private final class Victim: Sendable {
            private let identifier = Mutex<pid_t?>(nil)

            func run(_ process: Process) throws {
                try process.run()
                identifier.withLock { $0 = process.processIdentifier }
            }

            func signal(_ number: Int32) {
                var victim = identifier.withLock { $0 }
                while victim == nil {
                    sched_yield()
                    victim = identifier.withLock { $0 }
                }
                if let victim { kill(victim, number) }
            }
        }

        private func transfer(on url: String, home: Home, json: Bool = true) throws -> (
            Process, output: Pipe, talk: Pipe
        ) {
            let words = ["wallet", "transfer", "--dest", WalletPaymentTests.bob, "--amount", "100", "--no-prompt"]
            let process = try ProgramTests.program(words + ["--network", url] + (json ? ["--json-output"] : []))
            let (output, talk) = (Pipe(), Pipe())
            process.environment = ["HOME": home.path]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            process.standardError = talk
            return (process, output, talk)
        }

        private func wait(_ process: Process) async {
            while process.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
        }

        @Test("killed before the signature, it has neither sent nor noted anything")
        func killedBeforeSigning() async throws {
            let home = try Home()
            try home.makeWallet()
            let victim = Victim()
            try await LyingNode.with { _, method, params, truth in
                if params[0] == "TransactionPaymentApi_query_info" { victim.signal(SIGKILL) }
                return truth
            } _: { chain, url in
                let (process, _, _) = try transfer(on: url, home: home)
                try victim.run(process)
                await wait(process)
                #expect(process.terminationReason == .uncaughtSignal)
                #expect(await chain.pool.isEmpty)
                #expect(try await home.sent(on: url).isEmpty)
            }
        }

        @Test("killed after the signature, the journal has it and the chain decides", arguments: [false, true])
        func killedAfterSigning(arrives: Bool) async throws {
            let home = try Home()
            try home.makeWallet()
            let victim = Victim()
            // Nothing arrives: killed between signed and written. It arrives: killed between written and its outcome.
            try await FaultyNode.with(arrives ? .neverAnswers : .swallows) {
                if !arrives { victim.signal(SIGKILL) }
            } _: { node, url in
                let before = try await node.free(WalletPaymentTests.bob)
                let (process, _, _) = try transfer(on: url, home: home)
                try victim.run(process)
                if arrives {
                    while try await node.free(WalletPaymentTests.bob) == before {
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    victim.signal(SIGKILL)
                }
                await wait(process)
                #expect(process.terminationReason == .uncaughtSignal)
                let kept = await home.run("wallet sent --offline --json-output")
                #expect(try kept.rows("extrinsics").map { $0["state"] as? String } == ["signed"])
                var state = try await home.sent(on: url).first?["state"] as? String
                while state == "signed" || state == "written" {
                    try await Task.sleep(for: .milliseconds(200))
                    state = try await home.sent(on: url).first?["state"] as? String
                }
                #expect(state == (arrives ? "succeeded" : "not_includable"))
                #expect(try await node.free(WalletPaymentTests.bob) - before == (arrives ? Self.amount : 0))
            }
        }

        @Test(
            "a signal after the signature names what was sent, with a status of its own",
            .timeLimit(.minutes(5)), arguments: [SIGINT, SIGTERM, SIGHUP], [false, true])
        func signals(number: Int32, json: Bool) async throws {
            // Under nohup this process ignores SIGHUP, which its children would inherit.
            signal(number, SIG_DFL)
            let home = try Home()
            try home.makeWallet()
            let victim = Victim()
            // A chain whose next block is far away.
            try await FaultyNode.with(.swallows, blockTime: .seconds(60)) {
                victim.signal(number)
            } _: { node, url in
                let (process, output, talk) = try transfer(on: url, home: home, json: json)
                try victim.run(process)
                await wait(process)
                #expect(process.terminationReason == .exit)
                #expect(process.terminationStatus == 79)
                let hash = Extrinsic(bytes: try [UInt8](hex: try #require(node.submissions.first))).hash.hex
                let pipe = json ? output : talk
                let said = String(
                    decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                #expect(said.contains(hash))
                #expect(said.contains("wallet sent"))
                #expect(!said.lowercased().contains("try again"))
                if json { #expect(said.contains("outcome_unknown") && said.contains("valid_until_block")) }
                let kept = try #require(try await home.sent(on: url).first)
                #expect(kept["extrinsic_hash"] as? String == hash)
            }
        }

        @Test("a chain that makes no blocks ends in an unknown outcome, by the clock, and says so meanwhile")
        func still() async throws {
            // Nobody makes blocks. The lifetime of 4 blocks at 10 ms, twice over, is the limit.
            let home = try Home()
            try home.makeWallet()
            let stuck = try Localnet(LocalnetConfiguration(blockTime: .milliseconds(10), difficulty: 500))
            try await RPCServer.with(handler: FaultyNode(chain: stuck, .saysNothing)) { server in
                let run = await home.run(
                    "wallet transfer --dest \(WalletPaymentTests.bob) --amount 1 --period 4 --no-prompt --json-output --network \(server.url)"
                )
                #expect(run.status == .unknown, "\(run.talk)\(run.output)")
                #expect(try run.error["code"] as? String == "outcome_unknown")
                #expect(run.talk.contains("made no block"))
                let sent = try await home.sent(on: server.url)
                #expect(sent.map { $0["state"] as? String } == ["written"])
            }
        }
    }
}

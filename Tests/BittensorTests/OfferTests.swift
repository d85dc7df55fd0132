// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import SubtensorLocalnet
import Testing

@testable import SubtensorClient

@Suite("Offering work to a scripted node")
struct OfferTests {
    /// A site on an open subnet of difficulty 1, and the means to make solutions for it.
    struct Stage {
        let mock: MockSubtensor
        let site: WorkSite
        let keys: TestKeys

        init() async throws {
            mock = try MockSubtensor(.powRegister)
            try mock.openSubnet(difficulty: 1)
            mock.connection.reply(to: "account_nextIndex", with: 0)
            keys = try TestKeys()
            let subtensor = try await mock.subtensor()
            site = WorkSite(
                subtensor: subtensor, purpose: .registration(1), keys: keys.work,
                rules: try await subtensor.rules(of: .registration(1)))
        }

        func solution(block: UInt64, nonce: UInt64 = 5) throws -> POWSolution {
            let puzzle = try SealPuzzle.powRegister(
                blockNumber: BlockNumber(block), blockHash: MockSubtensor.header(block).hash, netuid: 1,
                hotkey: keys.work.hotkey, coldkey: keys.work.coldkey, difficulty: 1)
            return try puzzle.solution(nonce: nonce)
        }

        func offer(attempts: Int, clock: any Clock<Duration> = RecordingClock()) throws -> WorkOffer {
            var options = RegistrationOptions()
            options.maxAttempts = attempts
            options.work.clock = clock
            return try WorkOffer(site: site, signer: keys.coldkey, options: options)
        }

        var submissions: Int { mock.count(of: "author_submitAndWatchExtrinsic") }

        /// The nonces of what was sent.
        var nonces: [UInt32] {
            get throws {
                try mock.connection.calls.filter { $0.method == "author_submitAndWatchExtrinsic" }
                    .compactMap { $0.params[0]?.string }.map { text in
                        var outer = ScaleReader(try [UInt8](hex: text))
                        var reader = ScaleReader(try [UInt8](from: &outer))
                        // Version, kind of address, account, kind of signature, signature.
                        try reader.skip(1 + 1 + 32 + 1 + 64)
                        _ = try Era(from: &reader)
                        return try Compact<UInt32>(from: &reader).value
                    }
            }
        }

        func refuse(_ data: String) {
            let cause = RPCError(
                remote: .init(code: 1010, message: "Invalid Transaction", data: .string(data)),
                method: "author_submitAndWatchExtrinsic", endpoint: "mock")
            mock.connection.respond(to: "author_submitAndWatchExtrinsic") { _ throws(RPCError) in throw cause }
        }
    }

    @Test("after a refusal that lasts until the next block, work of this block uses up no attempt")
    func waitsForTheNextBlock() async throws {
        let stage = try await Stage()
        stage.refuse("Custom error: 255")
        try stage.mock.set(.maxRegistrationsPerBlock(1), 1)
        try stage.mock.set(.registrationsThisBlock(1), 1)
        let offer = try stage.offer(attempts: 2)
        for nonce: UInt64 in 5...9 {
            guard case .refused = try await offer.make(try stage.solution(block: 100, nonce: nonce), nil) else {
                Issue.record("the node refuses everything")
                return
            }
        }
        #expect(stage.submissions == 1)
        stage.mock.announce(101)
        let error = await #expect(throws: BittensorError.self) {
            try await offer.make(try stage.solution(block: 101), nil)
        }
        #expect(error?.code == .attemptsUsedUp)
        #expect(error?.reason.contains("TooManyRegistrationsThisBlock") == true)
        #expect(stage.submissions == 2)
    }

    @Test("a refusal that fresh work would meet as well ends it at once")
    func standingRefusal() async throws {
        let stage = try await Stage()
        stage.refuse("Custom error: 0")
        let offer = try stage.offer(attempts: 3)
        let error = await #expect(throws: BittensorError.self) {
            try await offer.make(try stage.solution(block: 100), nil)
        }
        #expect(error?.code == .refusedByChain)
        #expect(error?.reason.hasPrefix("ColdkeyInSwapSchedule") == true)
        #expect(stage.submissions == 1)
    }

    @Test("nothing is sent to a runtime whose rules have changed")
    func changedRules() async throws {
        let stage = try await Stage()
        let offer = try stage.offer(attempts: 3)
        for (spec, code) in [(476, BittensorError.Code.unsuitableRules), (425, .unsuitableRules)]
            as [(UInt32, BittensorError.Code)]
        {
            let state = try await stage.site.subtensor.state()
            let version = RuntimeVersion(specName: "node-subtensor", specVersion: spec, transactionVersion: 1)
            let readiness = SigningReadiness(
                head: state.header, headHash: state.hash,
                runtime: Runtime(version: version, metadata: state.runtime.metadata), nonce: 0)
            let error = await #expect(throws: BittensorError.self) {
                try await offer.make(try stage.solution(block: 100), readiness)
            }
            #expect(error?.code == code)
            #expect(error?.reason.contains("\(spec)") == true)
        }
        #expect(stage.submissions == 0)
    }

    @Test("a lost connection is no refusal: the node may have taken it, and the next offer takes its number")
    func lostConnection() async throws {
        let stage = try await Stage()
        stage.mock.connection.respond(to: "author_submitAndWatchExtrinsic") { _ throws(RPCError) in
            throw RPCError(.closed, "the connection was closed")
        }
        let offer = try stage.offer(attempts: 2)
        // Looked for until time runs out on this chain, which makes no blocks.
        guard case .refused = try await offer.make(try stage.solution(block: 100), nil) else {
            Issue.record("an offer whose end is not known ends the search")
            return
        }
        stage.mock.announce(101)
        // The last one leaves no other: what is not known is said.
        let error = await #expect(throws: ClientError.self) {
            try await offer.make(try stage.solution(block: 101), nil)
        }
        #expect(error?.code == .outcomeUnknown)
        #expect(error?.submission?.nonce == 0)
        #expect(error?.submission?.lastBlock == 108)
        #expect(try stage.nonces == [0, 0])
    }

    @Test("what fails after an offer whose end is not known does not hide the offer")
    func failureAfterwards() async throws {
        let stage = try await Stage()
        let connection = stage.mock.connection
        connection.respond(to: "author_submitAndWatchExtrinsic") { _ throws(RPCError) in
            connection.reply(to: "chain_getHeader", with: "nonsense")
            throw RPCError(.closed, "the connection was closed")
        }
        let offer = try stage.offer(attempts: 2)
        let error = await #expect(throws: ClientError.self) {
            try await offer.make(try stage.solution(block: 100), nil)
        }
        #expect(error?.code == .outcomeUnknown)
        #expect(error?.submission?.nonce == 0)
        #expect(stage.submissions == 1)
    }

    @Test("an offer that a block may still hold lends its number to the next: only one of them can ever be carried out")
    func exclusiveOffers() async throws {
        let stage = try await Stage()
        stage.refuse("Custom error: 255")
        let offer = try stage.offer(attempts: 3)
        _ = try await offer.make(try stage.solution(block: 100), nil)
        // The node counts the first one in: it did take it.
        stage.mock.connection.respond(to: "account_nextIndex") { _ in 1 }
        stage.mock.announce(101)
        _ = try await offer.make(try stage.solution(block: 101), nil)
        #expect(try stage.nonces == [0, 0])
    }

    @Test("a node that never tells what became of an extrinsic is not waited for longer than it can live")
    func silence() async throws {
        let stage = try await Stage()
        // On a busy machine the chain's task may have its turn late: time is not to run away from it.
        let offer = try stage.offer(attempts: 1, clock: RecordingClock(turns: 5000))
        let mock = stage.mock
        let chain = Task {
            var head: UInt64 = 100
            while !Task.isCancelled {
                // Far beyond its life at once.
                if mock.count(of: "author_submitAndWatchExtrinsic") > 0 { head += 100 }
                mock.announce(head)
                await Task.yield()
            }
        }
        defer { chain.cancel() }
        let error = await #expect(throws: BittensorError.self) {
            try await offer.make(try stage.solution(block: 100), nil)
        }
        #expect(error?.code == .attemptsUsedUp)
        #expect(error?.reason.contains("InvalidWorkBlock") == true)
        #expect(mock.count(of: "author_unwatchExtrinsic") == 1)
    }
}

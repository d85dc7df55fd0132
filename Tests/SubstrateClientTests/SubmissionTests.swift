// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Synchronization
import Testing

@testable import SubstrateClient

@Suite("Submissions")
struct SubmissionTests {
    private static let call = Call("System", "remark", ["remark": .bytes([1])])

    /// A chain of final blocks, whose pool takes nothing and whose account has used so many nonces.
    private struct Stage {
        let chain: ScriptedChain
        let alice: KeyPair

        /// - Parameters:
        ///   - used: the account's nonce in the final block.
        ///   - grows: whether each question for the head finds a new block.
        init(used: UInt32, next: [UInt64], grows: Bool = false) async throws {
            chain = try await ScriptedChain()
            alice = try KeyPair(uri: "//Alice")
            let headers = ScriptedChain.headers(64)
            let head = Mutex(3)
            chain.connection.respond(to: "chain_getHeader") { params in
                guard let hash = params[0]?.string else {
                    return head.withLock { head in
                        if grows { head = min(head + 1, 63) }
                        return headers[head].json
                    }
                }
                return headers.first { $0.hash.hex == hash }?.json ?? .null
            }
            chain.connection.respond(to: "chain_getBlockHash") { params in
                params[0]?.uint64.flatMap { number in headers.first { $0.number.rawValue == number } }
                    .map { .string($0.hash.hex) } ?? .null
            }
            chain.connection.respond(to: "chain_getFinalizedHead") { _ in
                head.withLock { .string(headers[$0].hash.hex) }
            }
            chain.answer("chain_getBlock", ["block": ["extrinsics": []]])
            let queue = Mutex(next)
            chain.connection.respond(to: "account_nextIndex") { _ in
                queue.withLock { JSONValue($0.count > 1 ? $0.removeFirst() : $0[0]) }
            }
            let account = used.scaleEncoded + [UInt8](repeating: 0, count: 76)
            chain.connection.respond(to: "state_queryStorageAt") { params in
                [
                    [
                        "block": params[1] ?? .null,
                        "changes": .array((params[0]?.array ?? []).map { [$0, .string(account.hex)] }),
                    ]
                ]
            }
            chain.refuse(
                "author_submitAndWatchExtrinsic", code: 1010, "Invalid Transaction",
                data: .string("Transaction is outdated"))
        }

        var options: SubmissionOptions {
            var options = SubmissionOptions()
            options.clock = SteppingClock()
            return options
        }

        func submissions() -> Int { chain.count(of: "author_submitAndWatchExtrinsic") }
    }

    @Test("the same intent is signed anew once final blocks prove that its nonce went to another extrinsic")
    func nonceTaken() async throws {
        let stage = try await Stage(used: 6, next: [5, 6])
        var options = stage.options
        options.nonceRetries = 1
        let traces = Mutex<[SubmissionTrace]>([])
        options.onSigned = { trace in traces.withLock { $0.append(trace) } }
        let error = await #expect(throws: ClientError.self) {
            try await stage.chain.client.include(Self.call, signedBy: stage.alice, options: options)
        }
        // The second one's nonce is not used: nothing is proved of it before its lifetime is over.
        #expect(error?.code == .outcomeUnknown)
        #expect(traces.withLock { $0.map(\.nonce) } == [5, 6])
        #expect(error?.submission == traces.withLock { $0.last })
        #expect(stage.submissions() == 2)
    }

    @Test("a node's word that the nonce is used is no proof: nothing is signed a second time")
    func noProof() async throws {
        let stage = try await Stage(used: 5, next: [5, 6])
        let error = await #expect(throws: ClientError.self) {
            try await stage.chain.client.include(Self.call, signedBy: stage.alice, options: stage.options)
        }
        #expect(error?.code == .outcomeUnknown)
        #expect(error?.reason.contains("do not send it again") == true)
        #expect(stage.submissions() == 1)
    }

    @Test("when all blocks of its lifetime are final, and none holds it, that is told as certain")
    func expired() async throws {
        let stage = try await Stage(used: 5, next: [5, 6], grows: true)
        let error = await #expect(throws: ClientError.self) {
            try await stage.chain.client.include(Self.call, signedBy: stage.alice, options: stage.options)
        }
        #expect(error?.code == .notIncluded)
        #expect(error?.submission?.lastBlock != nil)
        #expect(stage.submissions() == 1)
    }

    @Test("what was agreed to is not signed anew when it is not that any more")
    func changedMeanwhile() async throws {
        let stage = try await Stage(used: 6, next: [5, 6])
        let client = stage.chain.client
        let fee = Mutex<UInt64>(100)
        stage.chain.connection.respond(to: "state_call") { _ in
            .string(([0, 0, 0] + fee.withLock { $0 }.scaleEncoded).hex)
        }
        let plan = try await client.plan(Self.call, for: stage.alice.accountID)
        let priced = plan.costing(try await client.fee(of: plan))
        let agreement = TransactionAgreement(to: priced, highestFee: 110)
        fee.withLock { $0 = 111 }
        let error = await #expect(throws: ClientError.self) {
            try await client.submit(
                try priced.agreed(under: agreement), signedBy: stage.alice, options: stage.options)
        }
        #expect(error?.code == .changed)
        #expect(error?.reason.contains("111") == true)
        #expect(stage.submissions() == 1)
    }

    @Test("an agreement covers nothing but what was planned, whichever part differs")
    func agreement() async throws {
        let stage = try await Stage(used: 5, next: [5])
        let client = stage.chain.client
        let alice = stage.alice.accountID
        let plan = try await client.plan(Self.call, for: alice).costing(100)
        let agreement = TransactionAgreement(to: plan, highestFee: 110)
        #expect(agreement.differences(from: plan.costing(110)).isEmpty)
        let bob = try KeyPair(uri: "//Bob").accountID
        let others: [(String, PlannedTransaction)] = [
            ("fee", plan.costing(111)),
            ("call", try await client.plan(Call("System", "remark", ["remark": .bytes([2])]), for: alice)),
            ("signer", try await client.plan(Self.call, for: bob)),
            ("lifetime", try await client.plan(Self.call, for: alice, options: SigningOptions(lifetime: .blocks(64)))),
            ("lifetime", try await client.plan(Self.call, for: alice, options: SigningOptions(lifetime: .immortal))),
            ("tip", try await client.plan(Self.call, for: alice, options: SigningOptions(tip: 1))),
            (
                "check of the call",
                try await client.plan(Self.call, for: alice, options: SigningOptions(metadataHash: .zero))
            ),
        ]
        for (word, other) in others {
            #expect(agreement.differences(from: other).contains { $0.contains(word) }, "\(word)")
            #expect(throws: ClientError(.changed, "")) { try other.agreed(under: agreement) }
        }
        // Another nonce is when, not what.
        let later = try await client.plan(Self.call, for: alice, options: SigningOptions(nonce: 9)).costing(100)
        #expect(agreement.differences(from: later).isEmpty)
        await #expect(throws: ClientError(.wrongSigner, "")) {
            try await plan.agreed().signed(by: try KeyPair(uri: "//Bob"))
        }
    }

    @Test("a signer that signs something else, or opens another key, keeps it from leaving")
    func otherSignature() async throws {
        struct Liar: Signer {
            let pair: KeyPair
            var accountID: AccountID { pair.accountID }
            func sign(_ transaction: UnsignedTransaction) -> Signature { pair.sign(transaction.signedBytes + [0]) }
        }
        let stage = try await Stage(used: 5, next: [5])
        await #expect(throws: ClientError(.signatureMismatch, "")) {
            try await stage.chain.client.include(Self.call, signedBy: Liar(pair: stage.alice), options: stage.options)
        }
        let other = OpeningSigner(stage.alice.accountID) { try KeyPair(uri: "//Bob") }
        await #expect(throws: ClientError(.wrongSigner, "")) {
            try await stage.chain.client.include(Self.call, signedBy: other, options: stage.options)
        }
        #expect(stage.submissions() == 0)
        let plan = try await stage.chain.client.plan(Self.call, for: stage.alice.accountID)
        let opened = OpeningSigner(stage.alice.accountID) { try KeyPair(uri: "//Alice") }
        #expect(try await plan.agreed().signed(by: opened).nonce == 5)
    }

    @Test("a journal that cannot keep it, and a signer that does not sign, keep it from leaving")
    func journal() async throws {
        struct Broken: SubmissionJournal, Signer {
            let accountID: AccountID
            struct Fault: Error {}
            func keep(_ record: SubmissionRecord) async throws { throw Fault() }
            func note(_ state: SubmissionState, of extrinsic: Hash256) async {}
            func sign(_ transaction: UnsignedTransaction) async throws -> Signature { throw Fault() }
        }
        let stage = try await Stage(used: 5, next: [5])
        let broken = Broken(accountID: stage.alice.accountID)
        var options = stage.options
        options.journal = broken
        await #expect(throws: ClientError(.notRecorded, "")) {
            try await stage.chain.client.include(Self.call, signedBy: stage.alice, options: options)
        }
        await #expect(throws: ClientError(.notSigned, "")) {
            try await stage.chain.client.include(Self.call, signedBy: broken, options: stage.options)
        }
        #expect(stage.submissions() == 0)
        #expect(await stage.chain.client.nonces.count == 0)
    }
}

/// A clock on which waiting takes no time, and others get their turn.
private final class SteppingClock: Clock {
    typealias Duration = Swift.Duration

    struct Instant: InstantProtocol {
        typealias Duration = Swift.Duration

        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.offset < rhs.offset }
    }

    private let time = Mutex(Duration.zero)
    let minimumResolution = Duration.nanoseconds(1)
    var now: Instant { Instant(offset: time.withLock { $0 }) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        time.withLock { $0 = max($0, deadline.offset) }
        await Task.yield()
    }
}

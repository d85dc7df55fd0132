// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateFork
import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime
import SubtensorLocalnet
import Synchronization
import TestRuntimes
import Testing

@Suite(
    "A fork of a chain",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct ChainForkTests {
    @Test("a block changes on a fork what it changes on the chain itself", arguments: [RealRuntime.dev293, .local200])
    func block(runtime: RealRuntime) async throws {
        try await Upstream.with(runtime) { upstream in
            await upstream.chain.produceBlock()
            let call = Upstream.transfer(2_000_000_000, to: Upstream.stranger)
            let extrinsic = try await upstream.client.sign(call, by: try KeyPair(uri: "//Alice"))
            let fork = try await ChainFork.open(at: try await upstream.client.state())
            let block = try await fork.block(of: [extrinsic], at: Upstream.time)
            let parent = try await upstream.client.state()

            let before = try await upstream.contents()
            let header = try await upstream.include(extrinsic)
            let after = try await upstream.contents()
            #expect(block.header.number == header.number)
            #expect(block.header.extrinsicsRoot == header.extrinsicsRoot)
            // Some values bind the root of the whole state.
            let extrinsics = try await upstream.client.extrinsics(at: header.hash)
            let again = try await ChainFork.open(at: parent)
            let replayed = try await again.replay(header, extrinsics)
            #expect(replayed.extrinsics.map(\.ending) == [.succeeded, .succeeded])
            #expect(replayed.rootBound.count == (runtime == .dev293 ? 3 : 0))
            var (changed, wanted) = (before, after)
            for (key, value) in block.changes.top { changed[StorageKey(bytes: key)] = value }
            for key in replayed.rootBound.map(StorageKey.init(bytes:)) {
                (changed[key], wanted[key]) = (nil, nil)
            }
            #expect(changed.count == wanted.count && changed.allSatisfy { wanted[$0.key] == $0.value })
            #expect(changed[StorageKey(bytes: StorageKey.prefix(pallet: "System", item: "Events"))] != nil)
            #expect(try await replayed.disagreements(with: try await upstream.client.state()) == [])
            #expect(fork.traffic.rounds <= 10)
            #expect(fork.traffic.requests <= 60)
        }
    }

    @Test("a block that was tampered with does not come out as the chain has it, or not at all")
    func tampered() async throws {
        try await Upstream.with(.local200) { upstream in
            let parent = try await upstream.client.state()
            let alice = try KeyPair(uri: "//Alice")
            let signed = try await upstream.client.sign(
                Upstream.transfer(2_000_000_000, to: Upstream.stranger), by: alice)
            let other = try await upstream.client.sign(
                Upstream.transfer(3_000_000_000, to: Upstream.stranger), by: alice)
            let header = try await upstream.include(signed)
            let fork = try await ChainFork.open(at: parent)
            var extrinsics = try await upstream.client.extrinsics(at: header.hash)
            extrinsics[extrinsics.count - 1] = other
            let replayed = try await fork.replay(header, extrinsics)
            let wrong = try await replayed.disagreements(with: try await upstream.client.state())
            #expect(wrong.contains(StorageKey(bytes: StorageKey.prefix(pallet: "System", item: "Events"))))
            let next = await upstream.chain.produceBlock()
            let error = await #expect(throws: RuntimeError.self) { try await fork.replay(next, []) }
            #expect(error?.code == .invalidBlock)
        }
    }

    @Test("what no one has signed is tried without a signature, and only where that is asked for")
    func unsigned() async throws {
        try await Upstream.with(.dev293) { upstream in
            let fork = try await ChainFork.open(at: try await upstream.client.state())
            let context = SigningContext(
                genesisHash: upstream.client.genesisHash, specVersion: 293, transactionVersion: 1, nonce: 0,
                era: .immortal, eraBlockHash: upstream.client.genesisHash)
            let alice = try KeyPair(uri: "//Alice").accountID
            let extrinsic = try upstream.client.runtime.metadata.extrinsic(
                Upstream.transfer(1_000_000_000, to: Upstream.stranger), context: context
            ).assembled(signer: alice, signature: .zero)
            let free = { (moment: ForkMoment, _: [StateDifference]) throws(RuntimeError) -> [UInt8]? in
                let key = StorageKey.prefix(pallet: "System", item: "Account")
                let account = Upstream.stranger.bytes
                return try moment.state.value(for: key + Hashing.blake2b128(account) + account, in: nil)
            }
            let tried = try await fork.trial(
                of: [{ _ in extrinsic }], at: Upstream.time, checksSignatures: false, reading: free)
            #expect(tried.map(\.ending) == [.succeeded])
            #expect(tried[0].events.contains { $0.matches("Balances", "Transfer") })
            #expect(tried[0].before == nil)
            #expect(tried[0].after != nil)
            let refused = try await fork.trial(of: [{ _ in extrinsic }], at: Upstream.time, reading: free)
            #expect(refused.map(\.ending) == [.refused(TransactionRefusal(isUnknown: false, index: 4))])
            #expect(refused[0].differences.isEmpty)
        }
    }

    @Test("code that is kept is not fetched again; what is kept wrongly is not believed")
    func codes() async throws {
        try await Upstream.with(.local200) { upstream in
            let state = try await upstream.client.state()
            let memory = KeptCodes()
            let first = try await ChainFork.open(at: state, codes: memory)
            #expect(memory.kept.count == 1)
            let second = try await ChainFork.open(at: state, codes: memory)
            #expect(second.traffic.requests == first.traffic.requests - 1)
            memory.spoil()
            let third = try await ChainFork.open(at: state, codes: memory)
            #expect(third.code.bytes == first.code.bytes)
            #expect(third.traffic.requests == first.traffic.requests)
        }
    }

    @Test("questions that do not end, and too much of a state, end with an error")
    func limits() async throws {
        try await Upstream.with(.local200) { upstream in
            let state = try await upstream.client.state()
            var limits = ForkLimits()
            limits.rounds = 3
            let endless = try await ChainFork.open(at: state, limits: limits)
            let place = Mutex<UInt8>(0)
            let error = await #expect(throws: RuntimeError.self) {
                try await endless.settled { state throws(RuntimeError) in
                    let next = place.withLock { place in
                        place += 1
                        return place
                    }
                    return try state.value(for: [next], in: nil)
                }
            }
            #expect(error?.code == .unreadableState)
            #expect(error?.reason.contains("3 rounds") == true)

            limits = ForkLimits()
            limits.stateBytes = 1000
            let small = try await ChainFork.open(at: state, limits: limits)
            let tooMuch = await #expect(throws: RuntimeError.self) {
                try await small.settled { state throws(RuntimeError) in try state.value(for: [1], in: nil) }
            }
            #expect(tooMuch?.code == .overLimit)
        }
    }
}

/// Code that is kept in memory.
final class KeptCodes: CodeMemory {
    private let codes = Mutex<[Hash256: [UInt8]]>([:])

    var kept: [Hash256: [UInt8]] { codes.withLock { $0 } }

    func code(_ hash: Hash256) -> [UInt8]? { kept[hash] }

    func keep(_ code: [UInt8], _ hash: Hash256) { codes.withLock { $0[hash] = code } }

    func spoil() { codes.withLock { codes in for hash in codes.keys { codes[hash] = [1, 2, 3] } } }
}

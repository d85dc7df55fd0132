// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstrateFork
import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime
import SubtensorLocalnet
import TestRuntimes
import Testing

@Suite(
    "Calls into the storage of a block that is run again",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct TraceTests {
    @Test(
        "they are told part by part, in order, with what was read and written",
        arguments: [RealRuntime.dev293, .local200])
    func transfer(runtime: RealRuntime) async throws {
        try await Upstream.with(runtime) { upstream in
            let parent = try await upstream.client.state()
            let call = Upstream.transfer(2_000_000_000, to: Upstream.stranger)
            let header = try await upstream.include(
                try await upstream.client.sign(call, by: try KeyPair(uri: "//Alice")))
            let extrinsics = try await upstream.client.extrinsics(at: header.hash)
            let fork = try await ChainFork.open(at: parent)
            let plain = try await fork.replay(header, extrinsics)
            #expect(plain.trace == nil)
            let replayed = try await fork.replay(header, extrinsics, traced: TraceLimits())
            #expect(replayed.changes == plain.changes)
            let trace = try #require(replayed.trace)
            #expect(trace.extrinsics.count == extrinsics.count)
            #expect(trace.opening.omitted == 0 && trace.closing.omitted == 0)

            // All that an extrinsic has changed, it has written, and its last writing is what stands there.
            let (own, changed) = (
                try #require(trace.extrinsics.last), try #require(replayed.extrinsics.last).differences
            )
            #expect(!changed.isEmpty)
            for difference in changed {
                let last = own.accesses.last { $0.key == difference.key && $0.kind.writes }
                #expect(last != nil)
                if last?.kind == .set { #expect(last?.value == difference.after) }
            }
            let account =
                StorageKey.prefix(pallet: "System", item: "Account")
                + Hashing.blake2b128(Upstream.stranger.bytes) + Upstream.stranger.bytes
            let first = try #require(own.accesses.first { $0.key == account })
            #expect(first.kind == .get && first.value == nil)
            #expect(own.accesses.contains { $0.key == account && $0.kind == .set && $0.value != nil })
            let events = StorageKey.prefix(pallet: "System", item: "Events")
            #expect(own.accesses.contains { $0.key == events && $0.kind == .append })
            // A call is carried out within a transaction; each that is begun is ended.
            #expect(own.accesses.contains { $0.depth > 0 })
            let (begun, ended) = (
                own.accesses.count { $0.kind == .begin },
                own.accesses.count { $0.kind == .commit || $0.kind == .rollBack }
            )
            #expect(begun > 0 && begun == ended)
            #expect(trace.closing.accesses.contains { $0.kind == .root && $0.value?.count == 32 })
        }
    }

    @Test("no more is kept than was asked for, over the whole block")
    func limits() async throws {
        try await Upstream.with(.local200) { upstream in
            let parent = try await upstream.client.state()
            let header = await upstream.chain.produceBlock()
            let extrinsics = try await upstream.client.extrinsics(at: header.hash)
            let fork = try await ChainFork.open(at: parent)
            let whole = try #require(try await fork.replay(header, extrinsics, traced: TraceLimits()).trace)
            let limited = try #require(
                try await fork.replay(header, extrinsics, traced: TraceLimits(accesses: 5)).trace)
            #expect(limited.opening.accesses == Array(whole.opening.accesses.prefix(5)))
            #expect(limited.opening.omitted == whole.opening.accesses.count - 5)
            #expect(limited.closing.accesses.isEmpty && limited.closing.omitted == whole.closing.accesses.count)
            let short = try #require(try await fork.replay(header, extrinsics, traced: TraceLimits(bytes: 100)).trace)
            let size = short.opening.accesses.reduce(0) { $0 + $1.key.count + ($1.value?.count ?? 0) }
            #expect(size <= 100 && short.opening.omitted > 0)
        }
    }
}

extension StorageAccess.Kind {
    fileprivate var writes: Bool {
        switch self {
        case .set, .clear, .append, .clearPrefix: true
        default: false
        }
    }
}

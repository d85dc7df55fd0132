// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime
import Synchronization
import TestRuntimes
import Testing

@testable import SubtensorLocalnet

@Suite(
    "A fork on disk",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct ForkFileTests {
    private static let alice = Result { try KeyPair(uri: "//Alice") }

    /// The keys of the accounts that begin as this one's.
    private static func accounts(of account: AccountID, _ fork: ForkScene) async throws -> [StorageKey] {
        let prefix = StorageKey.prefix(pallet: "System", item: "Account") + Hashing.blake2b128(account.bytes)
        return try await fork.client.storageKeys(
            under: StorageKey(bytes: prefix), at: try await fork.client.state().hash)
    }

    /// Makes a fork in a file, with a transfer in it, and hands out the network.
    private static func withFork(
        _ body: @Sendable @escaping (_ network: CutNetwork, _ path: String, _ head: Hash256) async throws -> Void
    ) async throws {
        try await StateFileTests.withFile { path in
            try await ForkScene.network { scene in
                let network = try CutNetwork(scene.localnet.url)
                let alice = try alice.get()
                let head = try await ForkScene.fork(
                    network.fork, { configuration, _ in configuration.stateFile = path }
                ) { fork in
                    try await fork.include(
                        try await fork.client.sign(ForkScene.transfer(2_000_000_000), by: alice))
                    return try await fork.client.state().hash
                }
                try await body(network, path, head)
            }
        }
    }

    @Test("goes on without the network as long as it reads nothing new, and says what it lacks when it does")
    func offline() async throws {
        try await Self.withFork { network, path, head in
            network.cut()
            let opened = network.openingCount
            let told = Told()
            try await ForkScene.fork(
                network.fork,
                { configuration, _ in
                    configuration.stateFile = path
                    configuration.upstreamFailure = { told.add($0) }
                }
            ) { fork in
                #expect(network.openingCount == opened)
                #expect(try await fork.client.state().hash == head)
                #expect(try await fork.free(ForkScene.stranger) == 2_000_000_000)
                // The same again, in a further block: everything that it reads is here.
                try await fork.include(
                    try await fork.client.sign(ForkScene.transfer(1_000_000_000), by: try Self.alice.get()))
                #expect(try await fork.free(ForkScene.stranger) == 3_000_000_000)
                #expect(network.openingCount == opened)
                let other = AccountID(unchecked: [UInt8](repeating: 9, count: 32))
                let error = await #expect(throws: LocalnetError.self) { try await fork.free(other) }
                #expect(error?.code == .upstreamSilent)
                #expect(error?.reason.contains("the network is cut off") == true)
                #expect(network.openingCount == opened + 1)
                #expect(told.errors == [])

                // A block that needs more than is here is not made, which is told once, and comes when the network is back.
                let head = try await fork.client.state().hash
                let call = ForkScene.transfer(
                    1_000_000_000, to: AccountID(unchecked: [UInt8](repeating: 11, count: 32)))
                try await fork.include(try await fork.client.sign(call, by: try Self.alice.get()))
                await fork.chain.produceBlock()
                let same = try await fork.client.state().hash
                #expect(same == head)
                #expect(told.errors.map(\.code) == [.upstreamSilent])
                network.mend()
                let next = await fork.chain.produceBlock()
                let extrinsics = try await fork.client.extrinsics(at: next.hash)
                #expect(next.parentHash == head && extrinsics.count == 2)
                #expect(await fork.chain.savingFailure == nil)
            }
        }
    }

    @Test("a copy of the files at any moment is a fork that goes on")
    func crash() async throws {
        try await Self.withFork { network, path, head in
            try await ForkScene.fork(network.fork, { configuration, _ in configuration.stateFile = path }) { fork in
                let other = AccountID(unchecked: [UInt8](repeating: 9, count: 32))
                #expect(try await fork.free(other) == 0)
                let block = await fork.chain.produceBlock()
                // What a process that is killed leaves.
                let copy = path + ".copy"
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
                }
                network.cut()
                try await ForkScene.fork(network.fork, { configuration, _ in configuration.stateFile = copy }) {
                    again in
                    let head = try await again.client.state().hash
                    #expect(head == block.hash)
                    let free = (try await again.free(other), try await again.free(ForkScene.stranger))
                    #expect(free.0 == 0 && free.1 == 2_000_000_000)
                    #expect(await again.chain.produceBlock().parentHash == block.hash)
                }
            }
        }
    }

    @Test("what was taken away stays away, however old that is and whatever the network has there")
    func removed() async throws {
        try await StateFileTests.withFile { path in
            try await ForkScene.network { scene in
                let network = try CutNetwork(scene.localnet.url)
                let alice = try Self.alice.get().accountID
                let account = StorageKey.prefix(pallet: "System", item: "Account")
                let key = account + Hashing.blake2b128(alice.bytes) + alice.bytes
                let change: @Sendable (inout LocalnetConfiguration, inout ForkedChain) throws -> Void = {
                    configuration, _ in
                    configuration.stateFile = path
                    configuration.retainedBlocks = 2
                }
                try await ForkScene.fork(
                    network.fork,
                    { configuration, fork in
                        try change(&configuration, &fork)
                        fork.plan.storage = [(key: key, value: nil)]
                    }
                ) { fork in
                    let networks = try await scene.free(alice)
                    #expect(networks > 0)
                    let before = try await fork.free(alice)
                    let keys = try await Self.accounts(of: alice, fork)
                    #expect(keys == [])
                    await fork.chain.advance(by: 6)
                    let after = try await fork.free(alice)
                    #expect(before == 0 && after == 0)
                }
                network.cut()
                try await ForkScene.fork(network.fork, change) { fork in
                    let free = try await fork.free(alice)
                    #expect(free == 0)
                    let keys = try await Self.accounts(of: alice, fork)
                    #expect(keys == [])
                }
            }
        }
    }

    @Test("files that hold another fork, or are damaged, are refused, and nodes of another chain not believed")
    func refused() async throws {
        try await Self.withFork { network, path, _ in
            func refusal(
                _ change: @Sendable @escaping (inout ForkedChain) -> Void = { _ in }
            ) async throws -> LocalnetError? {
                await #expect(throws: LocalnetError.self) {
                    try await ForkScene.fork(
                        network.fork,
                        { configuration, fork in
                            configuration.stateFile = path
                            change(&fork)
                        }
                    ) { _ in }
                }
            }
            let ofAnotherBlock = try await refusal { $0.block = .number(7) }
            #expect(ofAnotherBlock?.code == .stateOfOtherChain)
            let planned = try await refusal { $0.plan.storage = [(key: [1], value: [2])] }
            #expect(planned?.code == .genesisRefused)
            let asOwn = #expect(throws: LocalnetError.self) {
                try Localnet(LocalnetConfiguration(blockTime: nil, stateFile: path))
            }
            #expect(asOwn?.code == .stateUnreadable)

            try await ForkScene.network(.local181) { other in
                try await ForkScene.fork(
                    try CutNetwork(other.localnet.url).fork, { configuration, _ in configuration.stateFile = path }
                ) { fork in
                    let stranger = AccountID(unchecked: [UInt8](repeating: 9, count: 32))
                    let error = await #expect(throws: LocalnetError.self) { try await fork.free(stranger) }
                    #expect(error?.reason.contains("of another chain") == true)
                }
            }

            for damage in [
                "UPDATE upstream SET value = x'00'", "DELETE FROM stretches",
                "DELETE FROM chain WHERE name = 'network-genesis'",
                "UPDATE chain SET value = 'nonsense' WHERE name = 'network-properties'",
            ] {
                let whole = try Data(contentsOf: URL(filePath: path))
                try SQLiteDatabase(path: path).execute(damage)
                let error = try await refusal()
                #expect(error?.code == .stateUnreadable && error?.reason.contains("damaged") == true, "\(damage)")
                try whole.write(to: URL(filePath: path))
                for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            }
        }
    }
}

/// Collects what a fork says of its network's silence.
private final class Told: Sendable {
    private let list = Mutex<[LocalnetError]>([])

    var errors: [LocalnetError] { list.withLock { $0 } }

    func add(_ error: LocalnetError) { list.withLock { $0.append(error) } }
}

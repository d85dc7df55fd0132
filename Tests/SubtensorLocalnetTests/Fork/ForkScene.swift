// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime
import SubtensorLocalnet
import Synchronization
import TestRuntimes

/// A chain with its node, and a client of it.
struct ForkScene: Sendable {
    /// Clocks stand still: blocks have slots of their own.
    static let time: UInt64 = 1_800_000_000_500

    let localnet: RunningLocalnet
    let client: SubstrateClient

    var chain: Localnet { localnet.chain }

    /// A network of a real runtime with one block, on which `//Alice` has 1,000 TAO.
    static func network<Result: Sendable>(
        _ runtime: RealRuntime = .dev293, _ body: @Sendable @escaping (ForkScene) async throws -> Result
    ) async throws -> Result {
        var configuration = LocalnetConfiguration(blockTime: nil, now: { time })
        var genuine = GenuineChain(try runtime.specification())
        genuine.plan.endowments[try KeyPair(uri: "//Alice").accountID] = 1_000_000_000_000
        configuration.genuine = genuine
        return try await run(configuration) { scene in
            await scene.chain.produceBlock()
            return try await body(scene)
        }
    }

    /// A fork of this scene's chain.
    func forked<Result: Sendable>(
        _ change: @Sendable (inout LocalnetConfiguration, inout ForkedChain) throws -> Void = { _, _ in },
        _ body: @Sendable @escaping (ForkScene) async throws -> Result
    ) async throws -> Result {
        try await Self.fork(ForkedChain(of: try RPCEndpoint(localnet.url)), change, body)
    }

    static func fork<Result: Sendable>(
        _ fork: ForkedChain,
        _ change: @Sendable (inout LocalnetConfiguration, inout ForkedChain) throws -> Void = { _, _ in },
        _ body: @Sendable @escaping (ForkScene) async throws -> Result
    ) async throws -> Result {
        var (configuration, fork) = (LocalnetConfiguration(blockTime: nil, now: { time }), fork)
        try change(&configuration, &fork)
        configuration.fork = fork
        return try await run(configuration, body)
    }

    private static func run<Result: Sendable>(
        _ configuration: LocalnetConfiguration, _ body: @Sendable @escaping (ForkScene) async throws -> Result
    ) async throws -> Result {
        try await Localnet.with(configuration) { localnet in
            try await withRPCClient(to: try RPCEndpoint(localnet.url)) { connection in
                try await body(
                    ForkScene(localnet: localnet, client: try await SubstrateClient.connect(over: connection)))
            }
        }
    }

    /// Sends an extrinsic, and makes the block that takes it.
    @discardableResult
    func include(_ extrinsic: Extrinsic) async throws -> BlockHeader {
        _ = try await client.connection.request(
            method: "author_submitExtrinsic", params: [.string(extrinsic.bytes.hex)])
        return await chain.produceBlock()
    }

    /// All that the state after the newest block holds.
    func contents() async throws -> [StorageKey: [UInt8]] {
        let hash = try await client.state().hash
        let keys = try await client.storageKeys(under: StorageKey(bytes: []), at: hash)
        return try await client.storage(keys, at: hash)
    }

    func free(_ account: AccountID) async throws -> UInt64 { try await chain.freeBalance(of: account) }

    static func transfer(_ amount: UInt64, to account: AccountID = stranger) -> Call {
        Call(
            "Balances", "transfer_keep_alive", ["dest": .variant("Id", .account(account)), "value": .number(amount)])
    }

    static let stranger = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
}

/// A network that can be cut off, and counts how often it was asked for a connection.
final class CutNetwork: Sendable {
    private let openings = Mutex(0)
    private let isCut = Atomic(false)
    private let endpoint: RPCEndpoint

    init(_ url: String) throws { endpoint = try RPCEndpoint(url) }

    var openingCount: Int { openings.withLock { $0 } }

    func cut() { isCut.store(true, ordering: .relaxed) }
    func mend() { isCut.store(false, ordering: .relaxed) }

    var fork: ForkedChain {
        ForkedChain { use in
            self.openings.withLock { $0 += 1 }
            guard !self.isCut.load(ordering: .relaxed) else { throw RPCError(.cannotConnect, "the network is cut off") }
            try await withRPCClient(to: self.endpoint) { connection in
                try await use(try await SubstrateClient.connect(over: connection))
            }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC

@testable import SubtensorLocalnet

/// A localnet that makes blocks on demand, and a client of it.
struct Node: Sendable {
    let chain: Localnet
    let client: SubstrateClient
    let url: String

    static func with<Result: Sendable>(
        _ rules: RuleSet = .powRegister, difficulty: UInt64 = 1, isDifficultyPinned: Bool = false,
        balances: [AccountID: UInt64]? = nil, tempo: UInt16 = 360, knowsMetadataHash: Bool = true,
        _ body: @Sendable @escaping (Node) async throws -> Result
    ) async throws -> Result {
        let configuration = LocalnetConfiguration(
            rules: rules, blockTime: nil, difficulty: difficulty, isDifficultyPinned: isDifficultyPinned,
            balances: balances, tempo: tempo, knowsMetadataHash: knowsMetadataHash, now: { 1_800_000_000_000 })
        return try await Localnet.with(configuration) { running in
            try await withRPCClient(to: try RPCEndpoint(running.url)) { connection in
                try await body(
                    Node(
                        chain: running.chain, client: try await SubstrateClient.connect(over: connection),
                        url: running.url))
            }
        }
    }

    /// Submits a call, makes the block that takes it, and returns what it did.
    func include(_ call: Call, by keyPair: KeyPair, tip: UInt128 = 0) async throws -> IncludedExtrinsic {
        let extrinsic = try await client.sign(call, by: keyPair, tip: tip)
        _ = try await chain.submit(extrinsic.bytes)
        let block = await chain.produceBlock()
        return try await client.outcome(of: extrinsic.hash, in: block.hash)
    }

    /// A call that is signed under a nonce of one's own choice, for ever.
    func signed(_ call: Call, by keyPair: KeyPair, nonce: UInt32) throws -> Extrinsic {
        let version = client.runtime.version
        let context = SigningContext(
            genesisHash: client.genesisHash, specVersion: version.specVersion,
            transactionVersion: version.transactionVersion, nonce: nonce, era: .immortal,
            eraBlockHash: client.genesisHash)
        return try client.runtime.metadata.extrinsic(call, context: context).signed(by: keyPair)
    }

    func free(_ account: AccountID) async throws -> UInt64 {
        try await client.state().value(StorageAddress<AccountInfo>("System", "Account", account))?.free ?? 0
    }
}

extension Localnet {
    /// What the imitated runtime declares.
    nonisolated var declared: LocalRuntime {
        guard let imitated = runtime as? ImitatedRuntime else { preconditionFailure("a chain of another runtime") }
        return imitated.declarations
    }

    /// The state after the newest block.
    var newestState: StateOverlay { StateOverlay(store: store, at: head.header.number) }
}

extension Int {
    /// This number as a call's argument.
    var value: ScaleValue { .number(UInt64(self)) }
}

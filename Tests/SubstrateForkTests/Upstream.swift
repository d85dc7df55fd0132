// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime
import SubtensorLocalnet
import TestRuntimes

/// A chain of a real runtime that somebody else keeps, and a client of it.
struct Upstream: Sendable {
    /// Its clock stands still: blocks have slots of their own.
    static let time: UInt64 = 1_800_000_000_500

    let chain: Localnet
    let client: SubstrateClient

    static func with<Result: Sendable>(
        _ runtime: RealRuntime, plan: (inout GenesisPlan) throws -> Void = { _ in },
        _ body: @Sendable @escaping (Upstream) async throws -> Result
    ) async throws -> Result {
        var configuration = LocalnetConfiguration(blockTime: nil, now: { time })
        var genuine = GenuineChain(try runtime.specification())
        genuine.plan.endowments[try KeyPair(uri: "//Alice").accountID] = 1_000_000_000_000
        try plan(&genuine.plan)
        configuration.genuine = genuine
        return try await Localnet.with(configuration) { running in
            try await withRPCClient(to: try RPCEndpoint(running.url)) { connection in
                try await body(
                    Upstream(chain: running.chain, client: try await SubstrateClient.connect(over: connection)))
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

    static func transfer(_ amount: UInt64, to account: AccountID) -> Call {
        Call(
            "Balances", "transfer_keep_alive", ["dest": .variant("Id", .account(account)), "value": .number(amount)])
    }

    static let stranger = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
}

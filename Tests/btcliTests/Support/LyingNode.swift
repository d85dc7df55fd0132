// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

@testable import SubtensorLocalnet

/// A node whose answers are changed on their way.
struct LyingNode: RPCHandler {
    let chain: Localnet
    /// What is answered in place of the truth: the method, its arguments, and the true answer go in.
    let answer: @Sendable (String, JSONValue, JSONValue) async -> JSONValue

    /// Runs a chain behind a lying node, with a block for whatever is sent, while `body` runs.
    static func with<Result: Sendable>(
        knowsMetadataHash: Bool = true, genuine: GenuineChain? = nil,
        _ answer: @escaping @Sendable (Localnet, String, JSONValue, JSONValue) async -> JSONValue,
        _ body: @escaping @Sendable (Localnet, String) async throws -> Result
    ) async throws -> Result {
        var configuration = LocalnetConfiguration(
            blockTime: nil, difficulty: 500, knowsMetadataHash: knowsMetadataHash)
        configuration.genuine = genuine
        let chain = try Localnet(configuration)
        await chain.produceBlock()
        let node = LyingNode(chain: chain) { await answer(chain, $0, $1, $2) }
        return try await RPCServer.with(handler: node) { try await body(chain, $0.url) }
    }

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Swift.Result<JSONValue, RPCFault> {
        let truth = await InstantNode(chain: chain).handle(method: method, params: params, session: session)
        guard case .success(let value) = truth else { return truth }
        return .success(await answer(method, params, value))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

@testable import SubtensorLocalnet

/// The node of an embedded chain that makes a block whenever an extrinsic comes, and at no other time: nothing grows
/// stale, however slow the machine is.
struct InstantNode: RPCHandler {
    let chain: Localnet

    /// Runs the node while `body` runs, which gets its address.
    static func with<Result: Sendable>(
        _ rules: RuleSet = .powRegister, difficulty: UInt64 = 500, commitReveal: Bool = true,
        takesEncrypted: Bool = false,
        _ body: (String) async throws -> Result
    ) async throws -> Result {
        var configuration = LocalnetConfiguration(
            rules: rules, blockTime: nil, difficulty: difficulty, takesEncrypted: takesEncrypted)
        configuration.commitReveal = commitReveal
        return try await with(configuration, body)
    }

    static func with<Result: Sendable>(
        _ configuration: LocalnetConfiguration, _ body: (String) async throws -> Result
    ) async throws -> Result {
        let chain = try Localnet(configuration)
        return try await RPCServer.with(handler: InstantNode(chain: chain)) { try await body($0.url) }
    }

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Swift.Result<JSONValue, RPCFault> {
        let answer = await NodeRPC(chain: chain).handle(method: method, params: params, session: session)
        if method.hasPrefix("author_submit") { await chain.produceBlock() }
        return answer
    }
}

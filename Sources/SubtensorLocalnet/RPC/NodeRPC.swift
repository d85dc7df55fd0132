// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// The JSON-RPC methods of a node, answered by an embedded chain.
struct NodeRPC: RPCHandler {
    let chain: Localnet
    /// Hears of web pages that were refused.
    var refusedOrigin: @Sendable (String) -> Void = { _ in }

    typealias Method = @Sendable (Localnet, Parameters, RPCSession) async throws(RPCFault) -> JSONValue

    /// Every method by name.
    static let methods: [String: Method] =
        systemMethods
        .merging(chainMethods) { first, _ in first }
        .merging(stateMethods) { first, _ in first }
        .merging(authorMethods) { first, _ in first }
        .merging(trialMethods) { first, _ in first }
        .merging(subtensorMethods) { first, _ in first }
        .merging(childStateMethods) { first, _ in first }
        .merging(proofMethods) { first, _ in first }
        .merging(sealingMethods) { first, _ in first }

    /// The names of those that a chain's node serves.
    static func served(by chain: Localnet) -> [String] {
        methods.keys.filter { chain.runtime.provesState || proofMethods[$0] == nil }.sorted()
    }

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Result<JSONValue, RPCFault> {
        guard let run = Self.methods[method] else { return .failure(.methodNotFound) }
        do {
            return .success(try await run(chain, try Parameters(params), session))
        } catch {
            return .failure(error)
        }
    }

    func didRefuse(origin: String) { refusedOrigin(origin) }

    static let unsubscribe: Method = { chain, parameters, session async throws(RPCFault) in
        let id = try parameters.text(0)
        let wasOpen = session.closeSubscription(id)
        if wasOpen { await chain.unsubscribe(id) }
        return .bool(wasOpen)
    }
}

extension Localnet {
    /// Opens a subscription, tells the first news, and returns its id. No block comes between.
    func subscribe(
        _ topic: Subscriptions.Topic, _ session: RPCSession, first: (method: String, result: JSONValue)? = nil
    ) throws(RPCFault) -> JSONValue {
        let id = try session.openSubscription(keeping: topic.byteCount)
        subscriptions.add(id, topic, session)
        if let first { session.notify(method: first.method, subscription: id, result: first.result) }
        return .string(id)
    }

    func unsubscribe(_ id: String) { subscriptions.remove(id) }
}

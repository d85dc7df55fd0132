// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC
import Synchronization

@testable import SubtensorLocalnet

/// A node, or a gateway before one, that fails in one way when something is sent through it.
final class FaultyNode: RPCHandler {
    /// What goes wrong, and at which step of a submission.
    enum Fault: String, CaseIterable, CustomStringConvertible {
        // The submission reaches the chain, and the answer is not true, or not there.
        case answersOutdated, answersLowPriority, answersBanned, answersImported, answersInvalid, answersError
        case answersGarbage, neverAnswers, cuts
        // The submission does not reach the chain.
        case swallows, cutsBefore, refuses
        // Nor does anything else reach it for longer than a submission is followed.
        case darkens
        // The submission is taken, and what is told of it is not true, or not told.
        case saysNothing, saysDropped, saysInvalid, saysUsurped, saysUnknownWord, namesWrongBlock, cutsBeforeBlock
        case endsWatch
        // Everything is true, and what is asked next fails.
        case refusesHeads, refusesBlockOnce, refusesEventsOnce, refusesStorageOnce

        var description: String { rawValue }

        /// Whether the chain gets the extrinsic.
        var passesOn: Bool { ![.swallows, .cutsBefore, .refuses, .darkens].contains(self) }
    }

    let chain: Localnet
    let fault: Fault
    /// Called with each extrinsic that comes, before anything is done with it.
    let onSubmission: @Sendable () -> Void
    private let state = Mutex<State>(State())

    private struct State {
        var submissions: [String] = []
        var failed: Set<String> = []
        /// The block that ends the darkness, once it has begun.
        var dawn: BlockNumber?
    }

    init(chain: Localnet, _ fault: Fault, onSubmission: @escaping @Sendable () -> Void = {}) {
        self.chain = chain
        self.fault = fault
        self.onSubmission = onSubmission
    }

    /// The extrinsics that came.
    var submissions: [String] { state.withLock { $0.submissions } }

    /// Runs a chain with short blocks behind a faulty node while `body` runs.
    static func with<Result: Sendable>(
        _ fault: Fault, blockTime: Duration = .milliseconds(100), takesEncrypted: Bool = false,
        onSubmission: @escaping @Sendable () -> Void = {},
        _ body: @escaping @Sendable (FaultyNode, String) async throws -> Result
    ) async throws -> Result {
        let chain = try Localnet(
            LocalnetConfiguration(blockTime: blockTime, difficulty: 500, takesEncrypted: takesEncrypted))
        let node = FaultyNode(chain: chain, fault, onSubmission: onSubmission)
        return try await RPCServer.with(handler: node) { server in
            try await withThrowingTaskGroup(of: Result?.self) { group in
                group.addTask {
                    while !Task.isCancelled {
                        try await Task.sleep(for: blockTime)
                        await chain.produceBlock()
                    }
                    return nil
                }
                group.addTask { try await body(node, server.url) }
                defer { group.cancelAll() }
                while let result = try await group.next() {
                    if let result { return result }
                }
                throw CancellationError()
            }
        }
    }

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Swift.Result<JSONValue, RPCFault> {
        if method == "author_submitAndWatchExtrinsic" {
            state.withLock { $0.submissions.append(params[0]?.string ?? "") }
            onSubmission()
            return await submission(params, session)
        }
        if let refusal = await followUp(method) { return .failure(refusal) }
        return await node.handle(method: method, params: params, session: session)
    }

    private var node: NodeRPC { NodeRPC(chain: chain) }

    // MARK: At the submission

    private func submission(_ params: JSONValue, _ session: RPCSession) async -> Swift.Result<JSONValue, RPCFault> {
        switch fault {
        case .answersOutdated: await passed(params, session, 1010, "Invalid Transaction", "Transaction is outdated")
        case .answersLowPriority: await passed(params, session, 1014, "Priority is too low: (1 vs 2)")
        case .answersBanned: await passed(params, session, 1012, "Transaction is temporarily banned")
        case .answersImported: await passed(params, session, 1013, "Transaction is already imported")
        case .answersInvalid: await passed(params, session, 1010, "Invalid Transaction", "Custom error: 255")
        case .answersError: await passed(params, session, -32000, "upstream timed out")
        case .answersGarbage:
            await passing(params, session) { .success(["surprise": true]) }
        case .neverAnswers: await passing(params, session) { await Self.forever() }
        case .cuts: await passing(params, session) { Self.cut(session) }
        case .swallows: await Self.forever()
        case .darkens: await darkening(params, session)
        case .cutsBefore: Self.cut(session)
        case .refuses:
            .failure(
                RPCFault(
                    code: 1010, message: "Invalid Transaction",
                    data: "Inability to pay some fees (e.g. account balance too low)"))
        case .saysNothing: await watched(params, session, [])
        case .saysDropped: await watched(params, session, ["ready", "dropped"])
        case .saysInvalid: await watched(params, session, ["ready", "invalid"])
        case .saysUsurped: await watched(params, session, ["ready", ["usurped": .string(Self.nowhere.hex)]])
        case .saysUnknownWord: await watched(params, session, ["ready", "mined"])
        case .namesWrongBlock: await watched(params, session, ["ready", ["inBlock": .string(Self.nowhere.hex)]])
        case .endsWatch:
            await watched(params, session, ["ready"]) { id in _ = session.closeSubscription(id) }
        case .cutsBeforeBlock: await watched(params, session, ["ready"]) { _ in session.connection.end() }
        case .refusesHeads, .refusesBlockOnce, .refusesEventsOnce, .refusesStorageOnce:
            await node.handle(method: "author_submitAndWatchExtrinsic", params: params, session: session)
        }
    }

    /// A block that nobody has.
    private static let nowhere = Hash256(unchecked: [UInt8](repeating: 0xEE, count: 32))

    /// Passes the extrinsic on, and answers with an error all the same.
    private func passed(
        _ params: JSONValue, _ session: RPCSession, _ code: Int64, _ message: String, _ data: JSONValue? = nil
    ) async -> Swift.Result<JSONValue, RPCFault> {
        await passing(params, session) { .failure(RPCFault(code: code, message: message, data: data)) }
    }

    private func passing(
        _ params: JSONValue, _ session: RPCSession,
        _ answer: () async -> Swift.Result<JSONValue, RPCFault>
    ) async -> Swift.Result<JSONValue, RPCFault> {
        _ = await node.handle(method: "author_submitExtrinsic", params: params, session: session)
        return await answer()
    }

    /// Passes the extrinsic on, and tells of it what a script says.
    private func watched(
        _ params: JSONValue, _ session: RPCSession, _ statuses: [JSONValue],
        then end: @Sendable (String) -> Void = { _ in }
    ) async -> Swift.Result<JSONValue, RPCFault> {
        do {
            let id = try session.openSubscription()
            _ = await node.handle(method: "author_submitExtrinsic", params: params, session: session)
            for status in statuses {
                session.notify(method: "author_extrinsicUpdate", subscription: id, result: status)
            }
            end(id)
            return .success(.string(id))
        } catch {
            return .failure(error)
        }
    }

    /// Closes the connection; what is answered goes nowhere.
    private static func cut(_ session: RPCSession) -> Swift.Result<JSONValue, RPCFault> {
        session.connection.end()
        return .failure(.methodNotFound)
    }

    /// Ends with the connection, whose handlers are cancelled.
    private static func forever() async -> Swift.Result<JSONValue, RPCFault> {
        try? await Task.sleep(for: .seconds(3600))
        return .failure(.methodNotFound)
    }

    /// Swallows the first one, and whatever else comes before forty blocks are over. What comes then is taken.
    private func darkening(_ params: JSONValue, _ session: RPCSession) async -> Swift.Result<JSONValue, RPCFault> {
        let head = await chain.head.header.number
        let dawn = state.withLock { state in
            defer { state.dawn = state.dawn ?? head.advanced(by: 40) }
            return state.dawn
        }
        guard let dawn, head >= dawn else { return await Self.forever() }
        return await node.handle(method: "author_submitAndWatchExtrinsic", params: params, session: session)
    }

    // MARK: At what is asked next

    private func followUp(_ method: String) async -> RPCFault? {
        if let dawn = state.withLock({ $0.dawn }), await chain.head.header.number < dawn {
            return RPCFault(code: -32000, message: "the backend is gone")
        }
        let isAfter = !submissions.isEmpty
        switch (fault, method) {
        case (.refusesHeads, "chain_subscribeNewHeads"):
            return RPCFault(code: -32006, message: "Too many subscriptions on the connection")
        case (.refusesBlockOnce, "chain_getBlock") where isAfter,
            (.refusesEventsOnce, "state_getStorage") where isAfter,
            (.refusesStorageOnce, "state_queryStorageAt") where isAfter:
            let isFirst = state.withLock { $0.failed.insert(method).inserted }
            return isFirst ? RPCFault(code: -32000, message: "the backend is gone") : nil
        default: return nil
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// One subscription of a ``ResilientRPCClient`` that outlives the connections that feed it.
final class SubscriptionRelay: Sendable {
    /// What the relay is attached to at the moment.
    struct Attachment {
        let session: WebSocketSession
        let requestID: UInt64
    }

    /// Invariant: once `isDropped`, no attachment is left behind: whoever comes second, the one who drops or the one who
    /// attaches, ends the subscription on the node.
    private struct State {
        var generation: UInt64 = 0
        var attachment: Attachment?
        var isDropped = false
    }

    let id: UInt64
    let method: String
    /// Whether another connection may take over.
    let isRepeatable: Bool
    private let params: JSONValue
    private let unsubscribe: String
    private let buffer: SubscriptionBuffer
    private let state = Mutex(State())

    init(
        id: UInt64, method: String, params: JSONValue, unsubscribe: String, isRepeatable: Bool,
        buffer: SubscriptionBuffer
    ) {
        self.id = id
        self.method = method
        self.params = params
        self.unsubscribe = unsubscribe
        self.isRepeatable = isRepeatable
        self.buffer = buffer
    }

    var isDropped: Bool { state.withLock { $0.isDropped } }

    /// Subscribes over `link`, from which notifications come from now on.
    func attach(to link: Link, timeout: Duration?) async throws(RPCError) {
        let call = try link.session.prepare(
            method: method, params: params, subscribing: (Sink(relay: self, generation: link.generation), unsubscribe))
        state.withLock { state in
            state.generation = link.generation
            state.attachment = Attachment(session: link.session, requestID: call.id)
        }
        let result = await link.session.perform(call, timeout: timeout)
        if isDropped { link.session.endSubscription(of: call.id) }
        _ = try result.get()
    }

    /// Nobody reads any more: the node is told.
    func drop() {
        let attachment = state.withLock { state in
            state.isDropped = true
            return state.attachment.take()
        }
        attachment?.session.endSubscription(of: attachment?.requestID ?? 0)
    }

    /// Ends the reader's sequence.
    func finish(throwing error: RPCError?) { buffer.finish(throwing: error) }

    /// The end of what one connection had to say.
    private func finish(_ generation: UInt64, throwing error: RPCError?) {
        guard state.withLock({ $0.generation == generation }) else { return }
        guard let error else { return buffer.finish(throwing: nil) }
        switch error.code {
        case .remote, .subscriptionOverflow: buffer.finish(throwing: error)
        default:
            guard !isRepeatable else { return }
            buffer.finish(throwing: .outcomeUnknown(method, error))
        }
    }

    /// What a connection writes to. A connection that was replaced is not listened to any more.
    private struct Sink: SubscriptionSink {
        let relay: SubscriptionRelay
        let generation: UInt64

        func yield(_ value: JSONValue) -> Bool {
            relay.state.withLock { $0.generation == generation } && relay.buffer.yield(value)
        }

        func finish(throwing error: RPCError?) { relay.finish(generation, throwing: error) }
        var mayDrop: Bool { relay.buffer.mayDrop }
        var overflowError: RPCError { relay.buffer.overflowError }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOWebSocket
import SubstrateRPC
import Synchronization

/// The sending side of one connection: answers, notifications, and what ends with it.
final class ServerConnection: Sendable {
    private enum Subscription {
        /// The answer that carries the id has not been sent: notifications wait here.
        case held([[UInt8]])
        case open
    }

    /// Invariants: bytes are handed to the event loop while the lock is held, so that they leave in the order of the
    /// calls; the loop's own callbacks take the lock on their own. Hooks run after the lock is released, once.
    private struct State {
        var isClosed = false
        var pendingBytes = 0
        var subscriptions: [String: Subscription] = [:]
        /// What subscriptions keep of the calls that opened them: those that do, and the sum.
        var keptBytes: [String: Int] = [:]
        var keptBytesSum = 0
        var hooks: [@Sendable () -> Void] = []
    }

    private let channel: any Channel
    private let configuration: RPCServerConfiguration
    private let allowsSubscriptions: Bool
    private let state = Mutex(State())

    init(channel: any Channel, configuration: RPCServerConfiguration, allowsSubscriptions: Bool) {
        self.channel = channel
        self.configuration = configuration
        self.allowsSubscriptions = allowsSubscriptions
    }

    // MARK: Sending

    /// Sends an answer, then what waited for it; returns when the answer has left or cannot leave any more.
    func send(_ answer: JSONValue, releasing subscriptions: [String]) async {
        let written = state.withLock { state in
            let written = enqueue(answer.serialized(), &state)
            for id in subscriptions {
                guard case .held(let notifications) = state.subscriptions[id] else { continue }
                state.subscriptions[id] = .open
                for notification in notifications {
                    state.pendingBytes -= notification.count
                    _ = enqueue(notification, &state)
                }
            }
            return written
        }
        // The only failure is that the connection has ended, which its own loop sees.
        try? await written?.get()
    }

    func notify(method: String, subscription id: String, result: JSONValue) -> Bool {
        let message: JSONValue = [
            "jsonrpc": "2.0", "method": .string(method),
            "params": ["subscription": .string(id), "result": result],
        ]
        let bytes = message.serialized()
        return state.withLock { state in
            switch state.subscriptions[id] {
            case nil: return false
            case .open:
                return enqueue(bytes, &state) != nil
            case .held(var notifications):
                guard reserve(bytes.count, &state) else { return false }
                notifications.append(bytes)
                state.subscriptions[id] = .held(notifications)
                return true
            }
        }
    }

    func send(_ opcode: WebSocketOpcode, _ payload: ByteBuffer) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, data: payload)
        channel.eventLoop.execute { [channel] in
            // A peer that asks without reading the answers must not fill our memory with them.
            if channel.isWritable || opcode == .connectionClose { channel.writeAndFlush(frame, promise: nil) }
        }
    }

    /// Hands one message to the event loop; nil when the connection has ended or ends by this.
    private func enqueue(_ bytes: [UInt8], _ state: inout State) -> EventLoopFuture<Void>? {
        guard reserve(bytes.count, &state) else { return nil }
        let promise = channel.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenComplete { [self] _ in
            self.state.withLock { $0.pendingBytes -= bytes.count }
        }
        channel.eventLoop.execute { [channel] in
            let data = channel.allocator.buffer(bytes: bytes)
            channel.writeAndFlush(WebSocketFrame(fin: true, opcode: .text, data: data), promise: promise)
        }
        return promise.futureResult
    }

    /// Counts bytes that will wait; cuts the connection when they are too many.
    private func reserve(_ count: Int, _ state: inout State) -> Bool {
        guard !state.isClosed else { return false }
        guard state.pendingBytes + count <= configuration.maxPendingBytes else {
            // The loop of this connection sees the end and does the rest.
            channel.eventLoop.execute { [channel] in channel.close(promise: nil) }
            return false
        }
        state.pendingBytes += count
        return true
    }

    // MARK: Subscriptions

    func openSubscription(keeping bytes: Int) throws(RPCFault) -> String {
        guard allowsSubscriptions else {
            throw RPCFault(code: -32000, message: "Subscriptions need a WebSocket connection")
        }
        let id: String? = state.withLock { state in
            guard !state.isClosed, state.subscriptions.count < configuration.maxSubscriptions,
                state.keptBytesSum + bytes <= configuration.maxSubscriptionBytes
            else { return nil }
            var id: String
            repeat {
                id = String(UInt64.random(in: .min ... .max), radix: 36)
            } while state.subscriptions[id] != nil
            state.subscriptions[id] = .held([])
            if bytes > 0 {
                state.keptBytes[id] = bytes
                state.keptBytesSum += bytes
            }
            return id
        }
        guard let id else {
            // The code that nodes of the Polkadot SDK use for it.
            throw RPCFault(code: -32006, message: "Too many subscriptions on the connection")
        }
        return id
    }

    func closeSubscription(_ id: String) -> Bool {
        state.withLock { state in
            let subscription = state.subscriptions.removeValue(forKey: id)
            state.keptBytesSum -= state.keptBytes.removeValue(forKey: id) ?? 0
            if case .held(let notifications) = subscription {
                state.pendingBytes -= notifications.reduce(0) { $0 + $1.count }
            }
            return subscription != nil
        }
    }

    func isOpen(subscription id: String) -> Bool { state.withLock { $0.subscriptions[id] != nil } }

    // MARK: End

    var isClosed: Bool { state.withLock { $0.isClosed } }

    func onClose(_ hook: @escaping @Sendable () -> Void) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.hooks.append(hook) }
            return state.isClosed
        }
        if isClosed { hook() }
    }

    /// Nothing is sent any more, and the socket is closed after what was sent.
    func end() {
        let hooks = state.withLock { state in
            state.isClosed = true
            state.subscriptions = [:]
            state.keptBytes = [:]
            defer { state.hooks = [] }
            return state.hooks
        }
        channel.eventLoop.execute { [channel] in channel.close(promise: nil) }
        for hook in hooks { hook() }
    }
}

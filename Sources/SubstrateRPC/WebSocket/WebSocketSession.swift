// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOWebSocket
import SubstratePrimitives
import Synchronization

/// One open WebSocket with its request table: the meeting point of callers and event loop.
final class WebSocketSession: Sendable {
    let endpoint: RPCEndpoint
    let configuration: WebSocketConfiguration
    let observer: RPCObserver
    private let channel: any Channel
    /// Held only to change the table, never while effects are carried out: those call back into callers' code.
    private let table: Mutex<RequestTable>
    private let end = OneShot<RPCError>()

    init(
        endpoint: RPCEndpoint, configuration: WebSocketConfiguration, observer: RPCObserver, channel: any Channel
    ) {
        self.endpoint = endpoint
        self.configuration = configuration
        self.observer = observer
        self.channel = channel
        table = Mutex(
            RequestTable(
                endpoint: endpoint.description, maxInFlight: configuration.maxInFlight,
                maxEarlyBytes: configuration.maxMessageSize, maxQueuedBytes: configuration.maxQueuedBytes))
    }

    // MARK: Calls

    /// A request with an id of its own, to be performed once.
    struct Call {
        let id: UInt64
        fileprivate let method: String
        fileprivate let message: [UInt8]
    }

    func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        try await perform(prepare(method: method, params: params), timeout: timeout).get()
    }

    func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        let requestID = Atomic<UInt64>(0)
        let (subscription, feed) = RPCSubscription.make(buffering: buffering) { [weak self] in
            guard let self else { return }
            endSubscription(of: requestID.load(ordering: .acquiring))
        }
        let call = try prepare(method: method, params: params, subscribing: (feed.buffer, unsubscribe))
        requestID.store(call.id, ordering: .releasing)
        _ = try await perform(call, timeout: nil).get()
        return subscription
    }

    /// Takes an id and room for a call, or says why there is none. ``perform(_:timeout:)`` must follow.
    ///
    /// - Parameter subscribing: where the notifications go, when the answer is a subscription's id, and how it is ended.
    func prepare(
        method: String, params: JSONValue, subscribing: (feed: any SubscriptionSink, unsubscribe: String)? = nil
    ) throws(RPCError) -> Call {
        let tail = Self.encodeTail(method: method, params: params)
        // The longest id has 20 digits.
        let size = tail.count + Self.head.utf8.count + 20
        guard size <= configuration.maxMessageSize else {
            throw RPCError(
                .tooLarge,
                "\(method) was not sent to \(endpoint): its \(size) bytes are over the limit of "
                    + "\(configuration.maxMessageSize); send less at a time"
            ).unsent
        }
        let result: Result<UInt64, RPCError> = table.withLock { table in
            do throws(RPCError) {
                return .success(try table.reserve(method: method, size: size, subscribing: subscribing))
            } catch {
                return .failure(error)
            }
        }
        let id = try result.get()
        return Call(id: id, method: method, message: Self.encode(id, tail: tail))
    }

    func perform(_ call: Call, timeout: Duration?) async -> Result<JSONValue, RPCError> {
        let id = call.id
        let cancelled = RPCError(.cancelled, "\(call.method) on \(endpoint) was cancelled")
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard table.withLock({ $0.begin(id) { continuation.resume(returning: $0) } }) else {
                    continuation.resume(returning: .failure((table.withLock { $0.failure } ?? cancelled).unsent))
                    return
                }
                send(call, timeout: timeout ?? configuration.requestTimeout)
            }
        } onCancel: {
            carryOut(table.withLock { $0.settle(id, with: cancelled) })
        }
    }

    private func send(_ call: Call, timeout: Duration) {
        channel.eventLoop.execute { [self] in
            let timer = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) { [self] in
                expire(call.id, method: call.method, timeout: timeout)
            }
            guard let size = table.withLock({ $0.markSent(call.id, timer: timer) }) else { return timer.cancel() }
            let isWritten = channel.eventLoop.makePromise(of: Void.self)
            isWritten.futureResult.whenComplete { [self] _ in table.withLock { $0.written(size) } }
            write(call.message, promise: isWritten)
        }
    }

    private func expire(_ id: UInt64, method: String, timeout: Duration) {
        let error = RPCError(
            .timedOut, "\(endpoint) did not answer \(method) within \(timeout)")
        carryOut(table.withLock { $0.settle(id, with: error) })
    }

    private func write(_ message: [UInt8], promise: EventLoopPromise<Void>?) {
        let frame = WebSocketFrame(
            fin: true, opcode: .text, maskKey: .random(), data: channel.allocator.buffer(bytes: message))
        observer.sent(message.count)
        channel.writeAndFlush(frame, promise: promise)
    }

    private static let head = #"{"id":"#

    /// What follows the id, which is known last.
    private static func encodeTail(method: String, params: JSONValue) -> [UInt8] {
        let call: JSONValue = ["jsonrpc": "2.0", "method": .string(method), "params": params]
        return [UInt8(ascii: ",")] + call.serialized().dropFirst()
    }

    private static func encode(_ id: UInt64, tail: [UInt8]) -> [UInt8] {
        Array(head.utf8) + String(id).utf8 + tail
    }

    // MARK: Called by the channel's handler, on the event loop

    func receive(_ message: ByteBuffer) {
        observer.received(message.readableBytes)
        do throws(RPCError) {
            let limits = JSONLimits(maxBytes: configuration.maxMessageSize)
            let incoming = try IncomingMessage(JSONValue(parsing: message.readableBytesView, limits: limits))
            carryOut(table.withLock { $0.receive(incoming, size: message.readableBytes) })
        } catch {
            disconnect(
                RPCError(
                    .malformedReply,
                    "\(endpoint) sent something that is no JSON-RPC (\(error.reason)); check that it is a Substrate node"
                ))
        }
    }

    /// Ends everything that waits. Only the first reason counts.
    func fail(_ error: RPCError) {
        carryOut(table.withLock { $0.fail(error) })
        if end.set(error) { observer.ended(endpoint, error) }
    }

    // MARK: Ends

    /// Requests and subscriptions that wait for the node.
    var load: (requests: Int, subscriptions: Int) { table.withLock { ($0.inFlight, $0.activeSubscriptions) } }

    /// Why the session ended; nil while it is open.
    var failure: RPCError? { table.withLock { $0.failure } }

    /// Bytes of requests that are not written yet.
    var queuedBytes: Int { table.withLock { $0.queuedBytes } }

    /// Waits for the end of the session and tells why it came. To be called once.
    func ended() async -> RPCError { await end.value() }

    /// The subscription that call `id` began is not wanted any more.
    func endSubscription(of id: UInt64) { carryOut(table.withLock { $0.endSubscription(of: id) }) }

    /// Says goodbye and waits until the socket is closed: at most the close timeout, or for TLS a few seconds more.
    func close() async {
        beginClose()
        // The future of a closing channel does not fail.
        try? await channel.closeFuture.get()
    }

    /// Starts the closing handshake and returns.
    func beginClose() {
        fail(RPCError(.closed, "the connection to \(endpoint) was closed by this client"))
        channel.triggerUserOutboundEvent(WebSocketClientHandler.CloseRequest(), promise: nil)
    }

    /// Closes the socket without waiting for a goodbye.
    func cut(_ error: RPCError) {
        fail(error)
        channel.close(promise: nil)
    }

    private func disconnect(_ error: RPCError) {
        fail(error)
        channel.triggerUserOutboundEvent(WebSocketClientHandler.CloseRequest(code: .protocolError), promise: nil)
    }

    private func carryOut(_ effects: [RequestTable.Effect]) {
        for effect in effects {
            switch effect {
            case .complete(let completion, let result): completion(result)
            case .cancel(let timer): timer.cancel()
            case .deliver(let feed, let value): feed.yield(value)
            case .finish(let feed, let error): feed.finish(throwing: error)
            case .unsubscribe(let method, let subscription, let id):
                let message = Self.encode(id, tail: Self.encodeTail(method: method, params: [subscription]))
                channel.eventLoop.execute { [self] in write(message, promise: nil) }
            case .disconnect(let error): disconnect(error)
            }
        }
    }
}

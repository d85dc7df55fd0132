import NIOCore
import NIOWebSocket
import SubstratePrimitives
import Synchronization

/// One open WebSocket with its request table: the meeting point of callers and event loop.
final class WebSocketSession: Sendable {
    let endpoint: RPCEndpoint
    let configuration: WebSocketConfiguration
    private let channel: any Channel
    /// Held only to change the table, never while effects are carried out: those call back into callers' code.
    private let table: Mutex<RequestTable>

    init(endpoint: RPCEndpoint, configuration: WebSocketConfiguration, channel: any Channel) {
        self.endpoint = endpoint
        self.configuration = configuration
        self.channel = channel
        table = Mutex(
            RequestTable(
                endpoint: endpoint.description, maxInFlight: configuration.maxInFlight,
                maxEarlyBytes: configuration.maxMessageSize))
    }

    // MARK: Calls

    func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        let id = try reserve(method: method, subscribing: nil)
        return try await perform(id, method: method, params: params, timeout: timeout).get()
    }

    func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        let requestID = Atomic<UInt64>(0)
        let (subscription, feed) = RPCSubscription.make(buffering: buffering) { [weak self] in
            guard let self else { return }
            carryOut(table.withLock { $0.endSubscription(of: requestID.load(ordering: .acquiring)) })
        }
        let id = try reserve(method: method, subscribing: (feed, unsubscribe))
        requestID.store(id, ordering: .releasing)
        _ = try await perform(id, method: method, params: params, timeout: nil).get()
        return subscription
    }

    private func reserve(
        method: String, subscribing: (feed: RPCSubscription.Feed, unsubscribe: String)?
    ) throws(RPCError) -> UInt64 {
        let result: Result<UInt64, RPCError> = table.withLock { table in
            do throws(RPCError) {
                return .success(try table.reserve(method: method, subscribing: subscribing))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func perform(
        _ id: UInt64, method: String, params: JSONValue, timeout: Duration?
    ) async -> Result<JSONValue, RPCError> {
        let message = Self.encode(id, method: method, params: params)
        guard message.count <= configuration.maxMessageSize else {
            let error = RPCError(
                .tooLarge,
                "\(method) was not sent to \(endpoint): its \(message.count) bytes are over the limit of "
                    + "\(configuration.maxMessageSize); send less at a time")
            carryOut(table.withLock { $0.settle(id, with: error) })
            return .failure(error)
        }
        let cancelled = RPCError(.cancelled, "\(method) on \(endpoint) was cancelled")
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard table.withLock({ $0.begin(id) { continuation.resume(returning: $0) } }) else {
                    continuation.resume(returning: .failure(table.withLock { $0.failure } ?? cancelled))
                    return
                }
                send(id, message, method: method, timeout: timeout ?? configuration.requestTimeout)
            }
        } onCancel: {
            carryOut(table.withLock { $0.settle(id, with: cancelled) })
        }
    }

    private func send(_ id: UInt64, _ message: [UInt8], method: String, timeout: Duration) {
        channel.eventLoop.execute { [self] in
            let timer = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) { [self] in
                expire(id, method: method, timeout: timeout)
            }
            if table.withLock({ $0.markSent(id, timer: timer) }) {
                write(message)
            } else {
                timer.cancel()
            }
        }
    }

    private func expire(_ id: UInt64, method: String, timeout: Duration) {
        let error = RPCError(
            .timedOut, "\(endpoint) did not answer \(method) within \(timeout); try again or allow more time")
        carryOut(table.withLock { $0.settle(id, with: error) })
    }

    private func write(_ message: [UInt8]) {
        let frame = WebSocketFrame(
            fin: true, opcode: .text, maskKey: .random(), data: channel.allocator.buffer(bytes: message))
        channel.writeAndFlush(frame, promise: nil)
    }

    private static func encode(_ id: UInt64, method: String, params: JSONValue) -> [UInt8] {
        let call: JSONValue = ["jsonrpc": "2.0", "id": JSONValue(id), "method": .string(method), "params": params]
        return call.serialized()
    }

    // MARK: Called by the channel's handler, on the event loop

    func receive(_ message: ByteBuffer) {
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
    }

    // MARK: Ends

    /// Requests and subscriptions that wait for the node.
    var load: (requests: Int, subscriptions: Int) { table.withLock { ($0.inFlight, $0.activeSubscriptions) } }

    /// Why the session ended; nil while it is open.
    var failure: RPCError? { table.withLock { $0.failure } }

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
                let message = Self.encode(id, method: method, params: [subscription])
                channel.eventLoop.execute { [self] in write(message) }
            case .disconnect(let error): disconnect(error)
            }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import SubstrateRPC
import Synchronization

/// One connection whose handshake is done.
final class NATSLink: Sendable {
    let server: NATSServer
    let info: NATSServerInfo
    private let channel: any Channel
    private let end = OneShot<NATSError>()
    /// Who waits for which of the next pongs, in the order of the pings; nobody for those that only ask whether the server is there.
    private let pings = Mutex<[(@Sendable (Result<Void, NATSError>) -> Void)?]>([])

    init(server: NATSServer, info: NATSServerInfo, channel: any Channel) {
        self.server = server
        self.info = info
        self.channel = channel
    }

    var eventLoop: any EventLoop { channel.eventLoop }

    // MARK: Sending

    /// Queues what is to be sent, behind all that was queued before.
    func send(_ operations: [NATSClientOperation], promise: EventLoopPromise<Void>? = nil) {
        var buffer = channel.allocator.buffer(capacity: 256)
        for operation in operations { operation.write(to: &buffer) }
        channel.writeAndFlush(buffer, promise: promise)
    }

    /// Sends, and returns when the system has taken it.
    func sendAndWait(_ operation: NATSClientOperation) async throws(NATSError) {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        send([operation], promise: promise)
        do {
            try await promise.futureResult.get()
        } catch {
            throw .established(server, error)
        }
    }

    /// Asks whether the server is there; all that was sent before has been read by it when it answers.
    func ping(_ onPong: (@Sendable (Result<Void, NATSError>) -> Void)? = nil) {
        channel.eventLoop.execute { [self] in
            pings.withLock { $0.append(onPong) }
            send([.ping])
            // Whoever comes after the end is told by nobody else.
            if !channel.isActive { settlePings(.lost(server, nil)) }
        }
    }

    /// Pings without an answer.
    var unansweredPings: Int { pings.withLock { $0.count } }

    func receivePong() {
        // One that nobody asked for means nothing.
        let waiter = pings.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        waiter?(.success(()))
    }

    // MARK: Ends

    /// Waits for the end and tells why it came. To be called once.
    func ended() async -> NATSError { await end.value() }

    /// The connection has ended. Only the first reason counts.
    func fail(_ error: NATSError) {
        end.set(error)
        settlePings(error)
    }

    /// Closes the socket.
    func cut(_ error: NATSError) {
        fail(error)
        channel.close(promise: nil)
    }

    /// Closes the socket and waits until it is closed.
    func close(_ error: NATSError) async {
        cut(error)
        // The future of a closing channel does not fail.
        try? await channel.closeFuture.get()
    }

    private func settlePings(_ error: NATSError) {
        let waiters = pings.withLock { pings in
            defer { pings = [] }
            return pings
        }
        for case let waiter? in waiters { waiter(.failure(error)) }
    }
}

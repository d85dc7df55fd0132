// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix
import NIOSSL
import SubstratePrimitives
import SubstrateRPC
import Synchronization

/// Who hears of what a server sends once the handshake is done. Called on the connection's event loop.
protocol NATSReceiver: Sendable {
    func received(_ message: NATSMessage, subscription: UInt64)
    func denied(_ denial: NATSError.Denial, on link: NATSLink)
}

/// One way from an address to an open connection: name, TCP, greeting, TLS, who is who, under one time limit.
final class NATSConnectionAttempt: Sendable {
    let server: NATSServer
    let configuration: NATSConfiguration
    let receiver: any NATSReceiver
    private let eventLoop: any EventLoop
    private let outcome = OneShot<Result<NATSLink, NATSError>>()
    /// The socket, once there is one, and whether the attempt has failed: it is closed when both are true.
    private let socket = Mutex<(channel: (any Channel)?, hasFailed: Bool)>((nil, false))

    init(to server: NATSServer, configuration: NATSConfiguration, receiver: any NATSReceiver) {
        self.server = server
        self.configuration = configuration
        self.receiver = receiver
        eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    }

    func run() async throws(NATSError) -> NATSLink {
        let limit = configuration.connectTimeout
        let timer = eventLoop.scheduleTask(in: TimeAmount(limit)) { [self] in
            fail(
                NATSError(
                    .timedOut,
                    "cannot connect to \(server) within \(limit.shortText); check the address and your network"))
        }
        defer { timer.cancel() }
        let result = await withTaskCancellationHandler {
            connect()
            return await outcome.value()
        } onCancel: {
            fail(NATSError(.cancelled, "connecting to \(server) was cancelled"))
        }
        return try result.get()
    }

    func succeed(_ link: NATSLink) {
        if !outcome.set(.success(link)) { link.cut(.lost(server, nil)) }
    }

    func fail(_ error: NATSError) {
        guard outcome.set(.failure(error)) else { return }
        let channel = socket.withLock { socket in
            socket.hasFailed = true
            return socket.channel
        }
        channel?.close(promise: nil)
    }

    func makeTLSContext() throws(NATSError) -> NIOSSLContext {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        do throws(RPCError) {
            try configuration.trustRoots.load(into: &tls)
        } catch {
            throw NATSError(.tlsFailure, error.reason)
        }
        do {
            return try NIOSSLContext(configuration: tls)
        } catch {
            throw NATSError(
                .tlsFailure,
                "no secure connection to \(server): this machine's certificate authorities cannot be read "
                    + "(\(excerpt(String(describing: error))))")
        }
    }

    private func connect() {
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NATSChannelHandler(self))
                }
            }
            .connect(host: server.host, port: server.port)
            .whenComplete { [self] result in
                do {
                    keep(try result.get())
                } catch {
                    fail(.connecting(to: server, error))
                }
            }
    }

    /// Closes the socket if it is not wanted any more.
    private func keep(_ channel: any Channel) {
        let hasFailed = socket.withLock { socket in
            socket.channel = channel
            return socket.hasFailed
        }
        if hasFailed { channel.close(promise: nil) }
    }
}

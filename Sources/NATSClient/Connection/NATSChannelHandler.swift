// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOSSL
import NIOTLS
import SubstrateRPC

/// The last handler of a connection: the handshake, then whatever the server sends, to whom it may concern.
final class NATSChannelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum Phase {
        /// The server speaks first.
        case greeting
        /// TLS comes about.
        case securing(NATSServerInfo)
        /// The server judges who this is.
        case judging(NATSServerInfo)
        case open(NATSLink)
        case ended
    }

    private let attempt: NATSConnectionAttempt
    private var server: NATSServer { attempt.server }
    private var phase = Phase.greeting
    private var parser = NATSParser()
    private var tls: NIOSSLClientHandler?
    /// What the server complained of, by which it explains that it closes the connection.
    private var complaint: String?

    init(_ attempt: NATSConnectionAttempt) { self.attempt = attempt }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        parser.append(unwrapInboundIn(data))
        do {
            while case .some(let operation) = try nextOperation() {
                try take(operation, context)
                if case .ended = phase { return }
            }
        } catch {
            end(error, context)
        }
    }

    private func nextOperation() throws(NATSError) -> NATSServerOperation? {
        do throws(NATSParser.Violation) {
            return try parser.next()
        } catch {
            if case .greeting = phase { throw .notNATS(server, error.reason) }
            throw .malformed(server, error)
        }
    }

    private func take(_ operation: NATSServerOperation, _ context: ChannelHandlerContext) throws {
        switch (phase, operation) {
        case (.ended, _): break
        case (.greeting, .info(let info)): try greet(info, context)
        case (.greeting, .error(let text)): throw NATSError.complaint(server, text)
        case (.greeting, _): throw NATSError.notNATS(server, "something else than INFO first")
        // What came before the handshake is no more to be believed than anybody's.
        case (.securing, _): throw NATSError(.tlsFailure, "\(server) sent something before TLS was there")
        case (_, .ping):
            // A server that asks without reading the answers must not fill our memory with them.
            if context.channel.isWritable { write(.pong, context) }
        case (.judging(let info), .pong):
            let link = NATSLink(server: server, info: info, channel: context.channel)
            phase = .open(link)
            attempt.succeed(link)
        case (.judging, .error(let text)): throw NATSError.complaint(server, text)
        case (.judging, _): break
        case (.open(let link), .pong): link.receivePong()
        case (.open(let link), .error(let text)):
            if let denial = NATSError.Denial(text) {
                attempt.receiver.denied(denial, on: link)
            } else {
                complaint = text
            }
        case (.open, .message(let message, let subscription)):
            attempt.receiver.received(message, subscription: subscription)
        case (.open, .info), (.open, .ok): break
        }
    }

    // MARK: Handshake

    private func greet(_ info: NATSServerInfo, _ context: ChannelHandlerContext) throws {
        guard info.isRecentEnough else {
            throw NATSError(
                .serverTooOld, "\(server) runs version \(excerpt(info.version)) of NATS; install 2.9 or newer there")
        }
        guard info.requiresTLS || server.isSecure else { return try introduce(info, context) }
        guard info.requiresTLS || info.offersTLS else {
            throw NATSError(
                .tlsFailure,
                "\(server) speaks no TLS; give it a certificate, or write nats:// if it is meant to be open")
        }
        guard parser.isEmpty else {
            throw NATSError(.tlsFailure, "\(server) sent something before TLS was there")
        }
        let handler = try NIOSSLClientHandler(
            context: try attempt.makeTLSContext(), serverHostname: server.isIPAddress ? nil : server.host)
        tls = handler
        phase = .securing(info)
        try context.pipeline.syncOperations.addHandler(handler, position: .first)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .securing(let info) = phase, case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        do {
            try introduce(info, context)
        } catch {
            end(error, context)
        }
    }

    private func introduce(_ info: NATSServerInfo, _ context: ChannelHandlerContext) throws(NATSError) {
        let document = try ConnectDocument(attempt.configuration, to: server, info: info, isSecure: tls != nil)
        phase = .judging(info)
        write(.connect(document.bytes), context)
        write(.ping, context)
    }

    private func write(_ operation: NATSClientOperation, _ context: ChannelHandlerContext) {
        var buffer = context.channel.allocator.buffer(capacity: 64)
        operation.write(to: &buffer)
        context.writeAndFlush(NIOAny(buffer), promise: nil)
    }

    // MARK: Ends

    func channelInactive(context: ChannelHandlerContext) {
        end(ChannelError.eof, context)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let certificate = tls?.peerCertificate.flatMap(CertificateExcerpt.init)
        end(NATSError.tls(server, error, certificate: certificate) ?? error, context)
    }

    private func end(_ error: any Error, _ context: ChannelHandlerContext) {
        let before = phase
        phase = .ended
        switch before {
        case .ended: return
        case .greeting where error is ChannelError: attempt.fail(.notNATS(server, "nothing and closed the connection"))
        case .open(let link):
            link.fail(complaint.map { .complaint(server, $0) } ?? .established(server, error))
        case .greeting, .securing, .judging: attempt.fail(.connecting(to: server, error))
        }
        context.close(promise: nil)
    }
}

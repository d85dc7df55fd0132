// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOSSL

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Stands behind the TLS handler and puts its errors into words, while the other side's certificate can still be seen.
///
/// It leaves when the first bytes have come through: what fails later is no matter of trust.
final class TLSWitness: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let endpoint: RPCEndpoint
    private let tls: NIOSSLClientHandler
    private let isBehindProxy: Bool

    init(_ endpoint: RPCEndpoint, tls: NIOSSLClientHandler, isBehindProxy: Bool) {
        self.endpoint = endpoint
        self.tls = tls
        self.isBehindProxy = isBehindProxy
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // A certificate for the address at the other end of the socket is believed too, and that is the proxy's.
        if isBehindProxy, let certificate, !certificate.isFor(endpoint.host) {
            context.fireErrorCaught(RPCError.otherHost(endpoint, certificate))
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let told = RPCError.tls(endpoint, error, certificate: certificate, now: Int64(time(nil)))
        context.fireErrorCaught(told ?? error)
    }

    private var certificate: CertificateExcerpt? { tls.peerCertificate.flatMap(CertificateExcerpt.init) }
}

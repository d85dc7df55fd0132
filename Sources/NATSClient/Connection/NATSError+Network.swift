// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix
import NIOSSL
import SubstratePrimitives
import SubstrateRPC

extension NATSError {
    /// Why no connection to `server` came about.
    static func connecting(to server: NATSServer, _ error: any Error) -> NATSError {
        switch error {
        case let error as NATSError:
            return error
        case let error as NIOConnectionError:
            if let failure = error.connectionErrors.first { return connecting(to: server, failure.error) }
            return NATSError(
                .cannotConnect,
                "cannot connect to \(server): the host name is not known; check its spelling and your name service")
        case ChannelError.connectTimeout:
            return NATSError(.timedOut, "cannot connect to \(server): no answer; check the address and your network")
        case let error as IOError:
            return NATSError(
                .cannotConnect,
                "cannot connect to \(server): \(systemErrorText(error.errnoCode)); "
                    + "check the address and that nats-server is running")
        default:
            return tls(server, error, certificate: nil)
                ?? NATSError(
                    .cannotConnect,
                    "cannot connect to \(server): the other side closed the connection before the handshake was done; "
                        + "check that nats-server listens there")
        }
    }

    /// Why an established connection to `server` ended.
    static func established(_ server: NATSServer, _ error: any Error) -> NATSError {
        switch error {
        case let error as NATSError: error
        case let error as IOError: lost(server, systemErrorText(error.errnoCode))
        default: lost(server, nil)
        }
    }

    static func lost(_ server: NATSServer, _ why: String?) -> NATSError {
        NATSError(.connectionLost, "the connection to \(server) was lost\(why.map { " (\($0))" } ?? "")")
    }

    /// Why `server` is not to be believed, or does not speak TLS with this client; nil for an error of another kind.
    static func tls(_ server: NATSServer, _ error: any Error, certificate: CertificateExcerpt?) -> NATSError? {
        guard error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError else { return nil }
        func insecure(_ why: String) -> NATSError {
            NATSError(.tlsFailure, "no secure connection to \(server): \(why)")
        }
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            let hosts = (certificate?.hosts ?? []).prefix(4).map { excerpt($0) }.joined(separator: ", ")
            return insecure(
                "its certificate is for \(hosts.isEmpty ? "no host" : hosts), not for \(server.host); "
                    + "use a name that it is for")
        }
        let words = String(describing: error)
        guard words.contains("CERTIFICATE_VERIFY_FAILED") else {
            return insecure("\(excerpt(words)); check that both sides speak TLS 1.2 or newer")
        }
        let issuer = certificate?.issuerName.map { excerpt($0) } ?? "an authority without a name"
        return insecure(
            "its certificate was signed by \(issuer), which no authority known here vouches for, or it is out of date; "
                + "name the file of the broker's own authority")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOSSL
import SubstratePrimitives

extension RPCError {
    /// Why `endpoint` is not to be believed, or does not speak TLS with this client; nil for an error of another kind.
    ///
    /// - Parameters:
    ///   - certificate: what the other side showed, if it came so far.
    ///   - now: the time by this machine's clock, in seconds since 1970.
    static func tls(
        _ endpoint: RPCEndpoint, _ error: any Error, certificate: CertificateExcerpt?, now: Int64
    ) -> RPCError? {
        guard error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError else { return nil }
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return otherHost(endpoint, certificate)
        }
        let words = String(describing: error)
        if words.contains("CERTIFICATE_VERIFY_FAILED") { return insecure(endpoint, unbelieved(certificate, now: now)) }
        let meaning = signs.first { words.contains($0.sign) }?.meaning
        return insecure(endpoint, meaning ?? "\(excerpt(words)); check that it speaks TLS")
    }

    private static func insecure(_ endpoint: RPCEndpoint, _ why: String) -> RPCError {
        RPCError(.tlsFailure, "no secure connection to \(endpoint): \(why)")
    }

    /// Words of BoringSSL's errors, the more telling ones first.
    private static let signs: [(sign: String, meaning: String)] = [
        ("WRONG_VERSION_NUMBER", noTLS), ("HTTP_REQUEST", noTLS), ("PACKET_LENGTH_TOO_LONG", noTLS),
        ("ALERT_PROTOCOL_VERSION", oldTLS), ("UNSUPPORTED_PROTOCOL", oldTLS),
        (
            "UNRECOGNIZED_NAME",
            "nothing there has this name; check the host name, or ask whoever runs it for the right one"
        ),
        ("CERTIFICATE_REQUIRED", "it wants a certificate of its callers, and this client has none; use another node"),
        ("ALERT_BAD_CERTIFICATE", "it wants a certificate of its callers, and this client has none; use another node"),
        ("HANDSHAKE_FAILURE", "it has no cipher in common with this client; use another node, or update the server"),
        ("NO_SHARED_CIPHER", "it has no cipher in common with this client; use another node, or update the server"),
        ("ALERT_INTERNAL_ERROR", "its TLS fails by itself; try again later, or use another node"),
        (
            "EOF during handshake",
            "the other side closed the connection in the middle of the TLS handshake; "
                + "check the port, and firewalls on the way"
        ),
    ]

    private static let noTLS = "it speaks no TLS there; check the port, or write ws:// if it is meant to be open"
    private static let oldTLS = "it speaks only versions of TLS older than 1.2, which are not safe; use another node"

    /// The certificate of `endpoint` is another host's.
    static func otherHost(_ endpoint: RPCEndpoint, _ certificate: CertificateExcerpt?) -> RPCError {
        guard let hosts = certificate?.hosts, !hosts.isEmpty else {
            return insecure(
                endpoint,
                "its certificate names no host, and so not \(endpoint.host); whoever runs it has to get another")
        }
        let named = hosts.prefix(4).map { excerpt($0) }.joined(separator: ", ")
        let others = hosts.count > 4 ? " and \(hosts.count - 4) more" : ""
        return insecure(
            endpoint, "its certificate is for \(named)\(others), not for \(endpoint.host); use a name that it is for")
    }

    private static func unbelieved(_ certificate: CertificateExcerpt?, now: Int64) -> String {
        guard let certificate else { return "its certificate is not to be trusted; check the address and your clock" }
        let today = "your clock says \(HTTPDate.day(secondsSince1970: now))"
        if now > certificate.validity.upperBound {
            let day = HTTPDate.day(secondsSince1970: certificate.validity.upperBound)
            return "its certificate expired on \(day), and \(today); whoever runs it has to renew it"
        }
        if now < certificate.validity.lowerBound {
            let day = HTTPDate.day(secondsSince1970: certificate.validity.lowerBound)
            return "its certificate is good from \(day) on only, and \(today); check your clock"
        }
        if certificate.isSelfSigned {
            return "its certificate is signed by itself; if it is yours, name it by SSL_CERT_FILE or in the trust roots"
        }
        let issuer = certificate.issuerName.map { excerpt($0) } ?? "an authority without a name"
        return "its certificate was signed by \(issuer), which no authority known here vouches for; "
            + "if that is yours, name its certificate by SSL_CERT_FILE or in the trust roots"
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Crypto
import SwiftASN1
import X509

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A certificate authority of one's own: who has its certificate believes the servers that it vouches for, and no others.
///
/// Its key lives as long as the value does and cannot be had from it: no more servers are vouched for afterwards.
///
/// ```swift
/// let authority = try CertificateAuthority(name: "my fleet", validity: .from(1_800_000_000, days: 3650))
/// let server = try authority.issue(to: "broker", hosts: ["broker.example", "10.0.0.5"])
/// ```
public struct CertificateAuthority: Sendable {
    /// A certificate with its key, both in PEM.
    public struct Identity: Sendable, CustomStringConvertible, CustomReflectable {
        public let certificate: String
        /// PKCS #8. Whoever has it is the server.
        public let privateKey: String

        public var description: String { "(certificate and key)" }
        public var customMirror: Mirror { Mirror(self, children: []) }
    }

    public let name: String
    public let validity: CertificateValidity
    private let key = P256.Signing.PrivateKey()

    /// - Parameter name: what tells it from others, 1 to 64 characters.
    public init(name: String, validity: CertificateValidity) throws(CertificateError) {
        self.name = try Self.checked(name)
        self.validity = validity
    }

    /// The authority's own certificate, in PEM.
    public func certificate() throws(CertificateError) -> String {
        try sign(subject: name, key.publicKey) {
            try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                // Signs certificates, and nothing else.
                Critical(KeyUsage(keyCertSign: true))
            }
        }
    }

    /// A key for a server with a certificate for its hosts: names, or IP addresses.
    public func issue(to name: String, hosts: [String]) throws(CertificateError) -> Identity {
        guard !hosts.isEmpty else {
            throw CertificateError(.invalidHost, "a certificate is for one host at least: name it, or its IP address")
        }
        var names: [GeneralName] = []
        for host in hosts { names.append(try GeneralName(host: host)) }
        let own = P256.Signing.PrivateKey()
        let certificate = try sign(subject: Self.checked(name), own.publicKey) {
            try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                // Signs what a connection begins with.
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names)
            }
        }
        return Identity(certificate: certificate, privateKey: own.pemRepresentation + "\n")
    }

    private static func checked(_ name: String) throws(CertificateError) -> String {
        guard (1...64).contains(name.unicodeScalars.count) else {
            throw CertificateError(.invalidName, "the name of a certificate has 1 to 64 characters")
        }
        return name
    }

    private func sign(
        subject: String, _ subjectKey: P256.Signing.PublicKey, _ extensions: () throws -> Certificate.Extensions
    ) throws(CertificateError) -> String {
        do {
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(),
                publicKey: Certificate.PublicKey(subjectKey),
                notValidBefore: Date(timeIntervalSince1970: TimeInterval(validity.first)),
                notValidAfter: Date(timeIntervalSince1970: TimeInterval(validity.last)),
                issuer: DistinguishedName { CommonName(name) }, subject: DistinguishedName { CommonName(subject) },
                signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions(),
                issuerPrivateKey: Certificate.PrivateKey(key))
            return try certificate.serializeAsPEM().pemString + "\n"
        } catch {
            throw CertificateError(.notSigned, "the certificate of '\(subject)' could not be signed: \(error)")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Crypto

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
        let extensions = [
            Extension(.basicConstraints, isCritical: true, DER.sequence([DER.boolean(true)])),
            // Signs certificates, and nothing else.
            Extension(.keyUsage, isCritical: true, DER.bits([0x04], unused: 2)),
        ]
        return PEM.certificate(try sign(subject: name, key.publicKey, extensions))
    }

    /// A key for a server with a certificate for its hosts: names, or IP addresses.
    public func issue(to name: String, hosts: [String]) throws(CertificateError) -> Identity {
        guard !hosts.isEmpty else {
            throw CertificateError(.invalidHost, "a certificate is for one host at least: name it, or its IP address")
        }
        var names: [[UInt8]] = []
        for host in hosts { names.append(try SubjectName(host).der) }
        let own = P256.Signing.PrivateKey()
        let extensions = [
            Extension(.basicConstraints, isCritical: true, DER.sequence([])),
            // Signs what a connection begins with.
            Extension(.keyUsage, isCritical: true, DER.bits([0x80], unused: 7)),
            Extension(.extendedKeyUsage, DER.sequence([DER.identifier(.serverAuthentication)])),
            Extension(.alternativeNames, DER.sequence(names)),
        ]
        let certificate = try sign(subject: Self.checked(name), own.publicKey, extensions)
        return Identity(certificate: PEM.certificate(certificate), privateKey: own.pemRepresentation + "\n")
    }

    private static func checked(_ name: String) throws(CertificateError) -> String {
        guard (1...64).contains(name.unicodeScalars.count) else {
            throw CertificateError(.invalidName, "the name of a certificate has 1 to 64 characters")
        }
        return name
    }

    private struct Extension {
        let der: [UInt8]

        init(_ identifier: DER.Identifier, isCritical: Bool = false, _ value: [UInt8]) {
            der = DER.sequence(
                [DER.identifier(identifier)] + (isCritical ? [DER.boolean(true)] : []) + [DER.octets(value)])
        }
    }

    /// RFC 5280, section 4.1.
    private func sign(
        subject: String, _ subjectKey: P256.Signing.PublicKey, _ extensions: [Extension]
    ) throws(CertificateError) -> [UInt8] {
        let algorithm = DER.sequence([DER.identifier(.ecdsaWithSHA256)])
        let signed = DER.sequence([
            DER.tagged(0, DER.integer([2])), DER.integer(Self.serialNumber()), algorithm, DER.name(name),
            DER.sequence([DER.time(validity.first), DER.time(validity.last)]), DER.name(subject),
            Array(subjectKey.derRepresentation), DER.tagged(3, DER.sequence(extensions.map(\.der))),
        ])
        do {
            let signature = try key.signature(for: signed).derRepresentation
            return DER.sequence([signed, algorithm, DER.bits(Array(signature), unused: 0)])
        } catch {
            throw CertificateError(.notSigned, "the certificate of '\(subject)' could not be signed")
        }
    }

    /// 16 bytes of which nobody can guess one, positive, as authorities have to number their certificates.
    private static func serialNumber() -> [UInt8] {
        [UInt8.random(in: 1...0x7f)] + (0..<15).map { _ in UInt8.random(in: .min ... .max) }
    }
}

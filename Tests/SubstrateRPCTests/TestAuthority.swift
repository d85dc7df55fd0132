// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Crypto
import Foundation
import NIOSSL

@testable import SubstrateRPC

/// A certificate authority of a test: it signs certificates with whatever is wrong with them.
struct TestAuthority {
    let name: String
    private let key: P256.Signing.PrivateKey
    /// When its own certificate, and others where nothing else is said, are good: `YYMMDD`.
    static let years = ("200101", "491231")

    init(_ name: String) { self.init(name, P256.Signing.PrivateKey()) }

    /// Its own certificate.
    var certificate: NIOSSLCertificate {
        get throws { try sign(subject: name, key.publicKey, hosts: [], days: Self.years, isAuthority: true) }
    }

    /// A server that shows a certificate for `hosts`: names, or IPv4 addresses.
    ///
    /// - Parameters:
    ///   - isSelfSigned: signed by the server itself.
    ///   - change: what else is to be so in the server's configuration.
    func server(
        for hosts: [String], days: (String, String) = years, isSelfSigned: Bool = false,
        change: (inout TLSConfiguration) -> Void = { _ in }
    ) throws -> NIOSSLContext {
        let own = P256.Signing.PrivateKey()
        let signer = isSelfSigned ? TestAuthority("server", own) : self
        let certificate = try signer.sign(subject: "server", own.publicKey, hosts: hosts, days: days)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(certificate)],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(own.pemRepresentation.utf8), format: .pem)))
        change(&configuration)
        return try NIOSSLContext(configuration: configuration)
    }

    /// A certificate for `hosts`, as far as it is read.
    func wide(for hosts: [String]) throws -> CertificateExcerpt {
        let certificate = try sign(
            subject: "server", P256.Signing.PrivateKey().publicKey, hosts: hosts, days: Self.years)
        guard let excerpt = CertificateExcerpt(certificate) else { throw NIOSSLError.failedToLoadCertificate }
        return excerpt
    }

    private init(_ name: String, _ key: P256.Signing.PrivateKey) {
        self.name = name
        self.key = key
    }

    /// RFC 5280, section 4.1.
    func sign(
        subject: String, _ subjectKey: P256.Signing.PublicKey, hosts: [String], days: (String, String),
        isAuthority: Bool = false
    ) throws -> NIOSSLCertificate {
        let algorithm = DER.sequence(DER.identifier([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]))
        var extensions = DER.sequence(
            DER.identifier([0x55, 0x1d, 0x13])
                + DER.octets(DER.sequence(isAuthority ? DER.element(0x01, [0xff]) : [])))
        if !hosts.isEmpty {
            let names = hosts.map { host in
                let numbers = host.split(separator: ".").compactMap { UInt8($0) }
                return numbers.count == 4 ? DER.element(0x87, numbers) : DER.element(0x82, Array(host.utf8))
            }
            extensions += DER.sequence(
                DER.identifier([0x55, 0x1d, 0x11]) + DER.octets(DER.sequence(names.reduce([], +))))
        }
        let signed = DER.sequence(
            DER.element(0xa0, DER.element(0x02, [2])) + DER.element(0x02, [1]) + algorithm + DER.name(name)
                + DER.sequence(DER.time(days.0) + DER.time(days.1)) + DER.name(subject)
                + Array(subjectKey.derRepresentation) + DER.element(0xa3, DER.sequence(extensions)))
        let signature = try key.signature(for: Data(signed)).derRepresentation
        let bytes = DER.sequence(signed + algorithm + DER.element(0x03, [0] + Array(signature)))
        return try NIOSSLCertificate(bytes: bytes, format: .der)
    }

    /// Writes elements of DER.
    private enum DER {
        static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            let count = content.count
            switch count {
            case ..<0x80: return [tag, UInt8(count)] + content
            case ..<0x100: return [tag, 0x81, UInt8(count)] + content
            default: return [tag, 0x82, UInt8(count >> 8), UInt8(count & 0xff)] + content
            }
        }

        static func sequence(_ content: [UInt8]) -> [UInt8] { element(0x30, content) }
        static func octets(_ content: [UInt8]) -> [UInt8] { element(0x04, content) }
        static func identifier(_ bytes: [UInt8]) -> [UInt8] { element(0x06, bytes) }
        static func time(_ day: String) -> [UInt8] { element(0x17, Array("\(day)000000Z".utf8)) }

        /// A name that has only a common name.
        static func name(_ text: String) -> [UInt8] {
            sequence(element(0x31, sequence(identifier([0x55, 0x04, 0x03]) + element(0x0c, Array(text.utf8)))))
        }
    }
}

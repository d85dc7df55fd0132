// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CertificateAuthority
import NIOSSL
import SubstrateRPC
import Testing

@Suite("A certificate authority of one's own")
struct CertificateAuthorityTests {
    /// 29 February 2024, 12:00:00.
    private static let now: Int64 = 1_709_208_000

    private static func read(_ pem: String) throws -> NIOSSLCertificate {
        try #require(try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)).first)
    }

    @Test("signs itself, for the time that was asked for")
    func authority() throws {
        let authority = try CertificateAuthority(name: "fleet", validity: .from(Self.now, days: 366))
        let certificate = try Self.read(try authority.certificate())
        let excerpt = try #require(CertificateExcerpt(certificate))
        #expect(excerpt.issuerName == "fleet")
        #expect(excerpt.isSelfSigned)
        #expect(excerpt.hosts.isEmpty)
        #expect(excerpt.validity == Self.now - 86_400...Self.now + 366 * 86_400)
    }

    @Test("vouches for servers by their names and addresses, with a key that fits")
    func server() throws {
        let authority = try CertificateAuthority(name: "fleet", validity: .from(Self.now, days: 1))
        let hosts = ["broker.example", "10.0.0.5", "*.example.org".replacing("*.", with: "a-b."), "::1"]
        let identity = try authority.issue(to: "broker", hosts: hosts)
        let certificate = try Self.read(identity.certificate)
        let excerpt = try #require(CertificateExcerpt(certificate))
        #expect(excerpt.issuerName == "fleet")
        #expect(!excerpt.isSelfSigned)
        #expect(excerpt.hosts.prefix(3) == ["broker.example", "10.0.0.5", "a-b.example.org"])
        let key = try NIOSSLPrivateKey(bytes: Array(identity.privateKey.utf8), format: .pem)
        _ = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
        #expect("\(identity)" == "(certificate and key)")
        var dumped = ""
        dump(identity, to: &dumped)
        #expect(!dumped.contains("PRIVATE"))
        #expect(try authority.issue(to: "broker", hosts: hosts).privateKey != identity.privateKey)
    }

    @Test("is not the other one of the same name")
    func others() throws {
        let (one, other) = (
            try CertificateAuthority(name: "fleet", validity: .from(Self.now, days: 1)),
            try CertificateAuthority(name: "fleet", validity: .from(Self.now, days: 1))
        )
        #expect(try one.certificate() != other.certificate())
    }

    @Test(
        "refuses what is no host",
        arguments: ["", "a..b", "a b", "ä.example", String(repeating: "a", count: 64), "a/b", "a\"b"])
    func badHosts(host: String) throws {
        let authority = try CertificateAuthority(name: "fleet", validity: .from(Self.now, days: 1))
        #expect(throws: CertificateError(.invalidHost, "")) {
            try authority.issue(to: "broker", hosts: ["good.example", host])
        }
        #expect(throws: CertificateError(.invalidHost, "")) { try authority.issue(to: "broker", hosts: []) }
    }

    @Test("has a name of a length that certificates can hold")
    func names() {
        for name in ["", String(repeating: "n", count: 65)] {
            #expect(throws: CertificateError(.invalidName, "")) {
                try CertificateAuthority(name: name, validity: .from(Self.now, days: 1))
            }
        }
    }

    @Test(
        "is good until 2049 at most, and never ends before it begins",
        arguments: [Int64.min, -1, 0, 1, 86_400, 4_000_000_000, .max])
    func validity(moment: Int64) {
        for days in [Int64.min, -1, 0, 1, 100_000, .max] {
            let validity = CertificateValidity.from(moment, days: days)
            #expect(0 <= validity.first && validity.first <= validity.last && validity.last <= 2_524_607_999)
        }
    }
}

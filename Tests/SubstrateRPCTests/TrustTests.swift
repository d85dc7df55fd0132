// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import NIOSSL
import TestVectors
import Testing

@testable import SubstrateRPC

@Suite("Whom to believe", .timeLimit(.minutes(1)))
struct TrustTests {
    private static let authority = TestAuthority("Test Authority")

    /// What is told of a server with a certificate as `change` has made it, by whoever believes the authority.
    private func refusal(
        hosts: [String] = ["localhost"], days: (String, String) = TestAuthority.years, isSelfSigned: Bool = false,
        believes: Bool = true, change: (inout TLSConfiguration) -> Void = { _ in }
    ) async throws -> String? {
        let file = try CertificateFile(of: believes ? Self.authority : TestAuthority("another"))
        defer { file.remove() }
        var configuration = WebSocketConfiguration()
        configuration.trustRoots = .pemFile(file.path)
        let tls = try Self.authority.server(for: hosts, days: days, isSelfSigned: isSelfSigned, change: change)
        return try await ScriptedNode.with(tls: tls) { call, peer in
            peer.reply(to: call, 1)
        } _: { node in
            do throws(RPCError) {
                let client = try await WebSocketRPCClient.connect(to: node.endpoint, configuration: configuration)
                _ = try await client.request(method: "m")
                await client.close()
                return nil
            } catch {
                #expect(error.code == .tlsFailure)
                #expect(error.reason.contains(node.endpoint.description))
                return error.reason
            }
        }
    }

    @Test("A private authority is believed by its certificate, in DER as well as in PEM")
    func believed() async throws { #expect(try await refusal() == nil) }

    @Test("Each thing that is wrong with a certificate is told apart")
    func refusals() async throws {
        let unknown = try #require(try await refusal(believes: false))
        #expect(unknown.contains("signed by 'Test Authority', which no authority known here vouches for"))
        let own = try #require(try await refusal(isSelfSigned: true))
        #expect(own.contains("signed by itself"))
        let old = try #require(try await refusal(days: ("200101", "210203")))
        #expect(old.contains("expired on 2021-02-03"))
        let early = try #require(try await refusal(days: ("490304", "491231")))
        #expect(early.contains("good from 2049-03-04 on only"))
        let other = try #require(try await refusal(hosts: ["node.example", "10.9.8.7", "a", "b", "c"]))
        #expect(other.contains("is for 'node.example', '10.9.8.7', 'a', 'b' and 1 more, not for localhost"))
        let nobody = try #require(try await refusal(hosts: []))
        #expect(nobody.contains("names no host, and so not localhost"))
    }

    @Test("Folders of authorities are believed in every place, by the hashes of their names")
    func folders() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rpc-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // `openssl x509 -hash` of the test certificate.
        for name in ["ce275665.0", "other.pem"] {
            try Data(TestCertificate.certificate).write(to: folder.appendingPathComponent(name))
        }
        let empty = folder.appendingPathComponent("empty")
        try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
        let tls = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(NIOSSLCertificate(bytes: TestCertificate.certificate, format: .pem))],
                privateKey: .privateKey(NIOSSLPrivateKey(bytes: TestCertificate.key, format: .pem))))
        try await ScriptedNode.with(tls: tls) { call, peer in
            peer.reply(to: call, 1)
        } _: { node in
            for (sources, isBelieved) in [
                ([.folder(folder.path)], true), ([.folder(empty.path), .folder(folder.path)], true),
                ([.folder(empty.path)], false),
            ] as [([WebSocketConfiguration.TrustRoots.Source], Bool)] {
                var configuration = WebSocketConfiguration()
                configuration.trustRoots = .init(sources)
                let client = try? await WebSocketRPCClient.connect(to: node.endpoint, configuration: configuration)
                #expect((client != nil) == isBelieved)
                await client?.close()
            }
        }
    }

    @Test("Servers that want what this client does not do are told apart")
    func protocols() async throws {
        let old = try #require(
            try await refusal { configuration in
                configuration.minimumTLSVersion = .tlsv1
                configuration.maximumTLSVersion = .tlsv11
            })
        #expect(old.contains("older than 1.2"))
        let curious = try #require(
            try await refusal { configuration in
                configuration.certificateVerification = .fullVerification
                configuration.trustRoots = .certificates([])
            })
        #expect(curious.contains("wants a certificate of its callers"))
    }

    @Test("A server without TLS, and one that goes away in the middle of it")
    func noTLS() async throws {
        for (answer, closes, words) in [
            ("HTTP/1.1 400 Bad Request\r\n\r\n", false, "speaks no TLS"),
            (nil, true, "in the middle of the TLS handshake"),
        ] as [(String?, Bool, String)] {
            try await ScriptedNode.withRawServer(sending: answer, thenCloses: closes) { endpoint in
                let secure = try RPCEndpoint("wss://localhost:\(endpoint.port)")
                let error = await #expect(throws: RPCError(.tlsFailure, "")) {
                    try await WebSocketRPCClient.connect(to: secure)
                }
                #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
            }
        }
    }

    @Test("The environment names roots as it does for OpenSSL")
    func environment() {
        typealias Roots = WebSocketConfiguration.TrustRoots
        #expect(Roots(environment: [:]) == .system)
        #expect(Roots(environment: ["SSL_CERT_FILE": "", "SSL_CERT_DIR": ""]) == .system)
        #expect(Roots(environment: ["SSL_CERT_FILE": "/a"]) == Roots([.file("/a"), .folder("/etc/ssl/certs")]))
        #expect(Roots(environment: ["SSL_CERT_DIR": "/b:/c"]) == Roots([.folder("/b"), .folder("/c")]))
        #expect(
            Roots(environment: ["SSL_CERT_FILE": "/a", "SSL_CERT_DIR": "/b"]) == Roots([.file("/a"), .folder("/b")]))
    }

    @Test("Roots that cannot be used are told with their path")
    func unusable() async throws {
        let garbage = try CertificateFile(Array("no certificate".utf8))
        defer { garbage.remove() }
        let cases: [(WebSocketConfiguration.TrustRoots, String)] = [
            (.pemFile("/nowhere/roots.pem"), "'/nowhere/roots.pem' cannot be used: No such file"),
            (.pemFile("/dev/zero"), "it is no file"), (.pemFile("/tmp"), "it is no file"),
            (.pemFile(garbage.path), "holds no certificate"), (.init([.system, .folder("/nowhere")]), "No such file"),
            (.init([.folder(garbage.path)]), "it is no folder"),
        ]
        for (roots, words) in cases {
            var configuration = WebSocketConfiguration()
            configuration.trustRoots = roots
            let error = await #expect(throws: RPCError(.tlsFailure, "")) {
                try await WebSocketRPCClient.connect(
                    to: RPCEndpoint("wss://localhost:1"), configuration: configuration)
            }
            #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
        }
    }

    @Test("What BoringSSL says of certificates is put into words by this machine's clock")
    func words() throws {
        let endpoint = try RPCEndpoint("wss://node.example")
        let certificate = try #require(
            CertificateExcerpt(
                der: NIOSSLCertificate(bytes: TestCertificate.certificate, format: .pem).toDERBytes(),
                validity: 1_000_000_000...2_000_000_000))
        struct Failed: Error {}
        #expect(RPCError.tls(endpoint, Failed(), certificate: certificate, now: 0) == nil)
        let named = RPCError.tls(
            endpoint, NIOSSLExtraError.failedToValidateHostname, certificate: certificate, now: 1_500_000_000)
        #expect(named?.reason.contains("is for 'localhost', not for node.example") == true)
        let other = RPCError.tls(
            endpoint, NIOSSLError.handshakeFailed(.sslError([.eofDuringHandshake])), certificate: nil, now: 0)
        #expect(other?.reason.contains("in the middle of the TLS handshake") == true)
        #expect(RPCError.tls(endpoint, NIOSSLError.uncleanShutdown, certificate: nil, now: 0)?.code == .tlsFailure)
    }

    @Test("A certificate's excerpt, and dates as people write them")
    func excerpt() throws {
        let certificate = try NIOSSLCertificate(bytes: TestCertificate.certificate, format: .pem)
        let excerpt = try #require(CertificateExcerpt(certificate))
        #expect(excerpt.isSelfSigned)
        #expect(excerpt.issuerName == "localhost")
        #expect(excerpt.hosts == ["localhost"])
        #expect(excerpt.isFor("LocalHost") && !excerpt.isFor("a.localhost"))
        let wide = try TestAuthority("x").wide(for: ["*.node.example", "b"])
        #expect(wide.isFor("a.node.example") && wide.isFor("b"))
        #expect(!wide.isFor("node.example") && !wide.isFor("a.b.node.example") && !wide.isFor("c"))
        #expect(HTTPDate.day(secondsSince1970: excerpt.validity.upperBound) == "2126-10-27")
        for (seconds, day) in [
            (0, "1970-01-01"), (-1, "1969-12-31"), (951_825_600, "2000-02-29"), (1_735_689_599, "2024-12-31"),
            (253_402_300_799, "9999-12-31"), (-62_135_596_800, "1-01-01"),
        ] { #expect(HTTPDate.day(secondsSince1970: Int64(seconds)) == day) }
    }

    @Test("Damaged certificates are no certificates, or lack a name: nothing worse")
    func damaged() throws {
        let bytes = try NIOSSLCertificate(bytes: TestCertificate.certificate, format: .pem).toDERBytes()
        var read = 0
        for length in 0..<bytes.count where CertificateExcerpt(der: Array(bytes.prefix(length)), validity: 0...1) != nil
        {
            read += 1
        }
        #expect(read == 0)
        for index in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                if let excerpt = CertificateExcerpt(der: damaged, validity: 0...1) {
                    #expect(excerpt.hosts.count <= 20)
                }
            }
        }
    }
}

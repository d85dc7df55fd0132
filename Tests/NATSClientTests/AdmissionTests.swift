// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CertificateAuthority
import Foundation
import SubstrateRPC
import TestBroker
import Testing

@testable import NATSClient

@Suite("Who is let in", .enabled(if: Broker.isThere, "\(Broker.missing)"), .timeLimit(.minutes(1)))
struct AdmissionTests {
    private static func round(_ servers: [NATSServer], _ configuration: NATSConfiguration = .init()) async throws {
        try await withNATSConnection(to: servers, configuration: configuration) { client in
            let subscription = try await client.subscribe(to: NATSSubject("a"))
            try await client.publish([1], to: NATSSubject("a"))
            var messages = subscription.makeAsyncIterator()
            #expect(try await messages.next()?.payload == [1])
        }
    }

    private static func refusal(
        _ servers: [NATSServer], _ configuration: NATSConfiguration = .init()
    ) async -> NATSError? {
        await #expect(throws: NATSError.self) { try await round(servers, configuration) }
    }

    @Test("a user by a password, and nobody by another one")
    func passwords() async throws {
        let broker = try Broker("authorization { user: ann, password: \"s3cret/\" }")
        try await Self.round(broker.servers(as: "ann:s3cret%2F"))
        try await Self.round(
            broker.servers, NATSConfiguration(credentials: .user("ann", password: SecretBytes(utf8: "s3cret/"))))
        for servers in [try broker.servers(as: "ann:s3cret"), try broker.servers] {
            let error = await Self.refusal(servers)
            #expect(error?.code == .authenticationRefused)
            #expect(error?.reason.contains("s3cret") == false)
        }
    }

    @Test("everybody with a token")
    func tokens() async throws {
        let broker = try Broker("authorization { token: \"t0ken\" }")
        try await Self.round(broker.servers(as: "t0ken"))
        #expect(await Self.refusal(try broker.servers(as: "other"))?.code == .authenticationRefused)
    }

    @Test("a user by a key")
    func keys() async throws {
        let key = NATSKey.random()
        let broker = try Broker("authorization { users: [ { nkey: \(key.publicKey) } ] }")
        try await Self.round(broker.servers, NATSConfiguration(credentials: .key(key)))
        let error = await Self.refusal(try broker.servers, NATSConfiguration(credentials: .key(.random())))
        #expect(error?.code == .authenticationRefused)
    }

    @Test("no key where the server asks for none")
    func unaskedKey() async throws {
        let broker = try Broker()
        let error = await Self.refusal(try broker.servers, NATSConfiguration(credentials: .key(.random())))
        #expect(error?.code == .authenticationRefused)
        #expect(error?.reason.contains("asks for no key") == true)
    }

    @Test("a user by a file that the owner of an account has signed")
    func signedUsers() async throws {
        let operation = try SignedOperation()
        let broker = try Broker(operation.configuration, files: ["user.creds": operation.credentials])
        let credentials = try NATSCredentials.file(broker.folder.appendingPathComponent("user.creds").path)
        try await Self.round(broker.servers, NATSConfiguration(credentials: credentials))
        #expect(await Self.refusal(try broker.servers)?.code == .authenticationRefused)
    }

    // MARK: TLS

    private struct SecureBroker {
        let broker: Broker
        let authority: String

        init(hosts: [String] = ["127.0.0.1", "localhost"], configuration: String = "") throws {
            let authority = try CertificateAuthority(name: "fleet", validity: .from(Int64(time(nil)), days: 1))
            let identity = try authority.issue(to: "broker", hosts: hosts)
            broker = try Broker(
                "tls { cert_file: \"FOLDER/cert.pem\", key_file: \"FOLDER/key.pem\" }\n" + configuration,
                files: [
                    "cert.pem": identity.certificate, "key.pem": identity.privateKey,
                    "ca.pem": try authority.certificate(),
                ])
            self.authority = broker.folder.appendingPathComponent("ca.pem").path
        }

        var configuration: NATSConfiguration {
            var configuration = NATSConfiguration()
            configuration.trustRoots = .pemFile(authority)
            return configuration
        }
    }

    @Test(
        "a server whose certificate an authority of one's own has signed, by address and by name",
        arguments: ["nats://127.0.0.1", "tls://127.0.0.1", "tls://localhost"])
    func ownAuthority(address: String) async throws {
        let secure = try SecureBroker()
        try await Self.round(NATSServer.list("\(address):\(secure.broker.port)"), secure.configuration)
    }

    @Test("no server of another authority")
    func wrongAuthority() async throws {
        let (secure, other) = (try SecureBroker(), try SecureBroker())
        let error = await Self.refusal(try secure.broker.servers, other.configuration)
        #expect(error?.code == .tlsFailure)
        #expect(error?.reason.contains("signed by 'fleet'") == true, "\(error?.reason ?? "")")
    }

    @Test("no server of another name")
    func wrongHost() async throws {
        let secure = try SecureBroker(hosts: ["elsewhere.example"])
        for address in ["127.0.0.1", "localhost"] {
            let servers = try NATSServer.list("tls://\(address):\(secure.broker.port)")
            let error = await Self.refusal(servers, secure.configuration)
            #expect(error?.code == .tlsFailure)
            #expect(error?.reason.contains("'elsewhere.example'") == true, "\(error?.reason ?? "")")
        }
    }

    @Test("no server without TLS where TLS is wanted, and nothing is told to it")
    func noTLS() async throws {
        let broker = try Broker()
        let error = await Self.refusal(try NATSServer.list("tls://ann:secret@127.0.0.1:\(broker.port)"))
        #expect(error?.code == .tlsFailure)
        #expect(error?.reason.contains("speaks no TLS") == true)
    }

    @Test("no authority whose file is not there")
    func missingAuthority() async throws {
        let secure = try SecureBroker()
        var configuration = NATSConfiguration()
        configuration.trustRoots = .pemFile("/nonexistent/ca.pem")
        let error = await Self.refusal(try secure.broker.servers, configuration)
        #expect(error?.code == .tlsFailure)
        #expect(error?.reason.contains("/nonexistent/ca.pem") == true)
    }

    // MARK: Permissions

    private static let permissions = """
        authorization { users: [ { user: ann, password: a, permissions: {
            publish: ["open", "_INBOX.>"], subscribe: ["open", "_INBOX.>"] } },
            { user: bob, password: b, permissions: { publish: [">"], subscribe: ["open"] } } ] }
        """

    @Test("nobody to where they may not publish: a request is told so, and so is what follows a publication")
    func publishing() async throws {
        let broker = try Broker(Self.permissions)
        try await withNATSConnection(to: broker.servers(as: "ann:a")) { client in
            let request = await #expect(throws: NATSError.self) {
                try await client.request(NATSSubject("closed.door"), payload: [])
            }
            #expect(request?.code == .permissionDenied)
            #expect(request?.reason.contains("publish to 'closed.door'") == true, "\(request?.reason ?? "")")
            try await client.publish([], to: NATSSubject("closed.window"))
            let flush = await #expect(throws: NATSError.self) { try await client.flush() }
            #expect(flush?.code == .permissionDenied)
            #expect(flush?.reason.contains("'closed.window'") == true)
            // It is told once, and the connection is as good as before.
            try await client.flush()
        }
    }

    @Test("nobody to where they may not listen")
    func listening() async throws {
        let broker = try Broker(Self.permissions)
        try await withNATSConnection(to: broker.servers(as: "ann:a")) { client in
            let error = await #expect(throws: NATSError.self) { try await client.subscribe(to: NATSSubject("closed")) }
            #expect(error?.code == .permissionDenied)
            #expect(error?.reason.contains("listen to 'closed'") == true)
            _ = try await client.subscribe(to: NATSSubject("open"))
        }
    }

    @Test("nobody to ask who may not hear answers")
    func answers() async throws {
        let broker = try Broker(Self.permissions)
        try await withNATSConnection(to: broker.servers(as: "bob:b")) { client in
            let error = await #expect(throws: NATSError.self) {
                try await client.request(NATSSubject("open"), payload: [])
            }
            #expect(error?.code == .permissionDenied)
            #expect(error?.reason.contains("listen to '_INBOX.") == true, "\(error?.reason ?? "")")
        }
    }
}

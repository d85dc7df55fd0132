// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import AsyncHTTPClient
import BittensorNetworking
import BittensorPrimitives
import ConformanceSynapses
import NIOCore
import NIOHTTP1
import NIOSSL
import SubstrateKeys
import Synchronization
import TestVectors
import Testing

@Suite("Serving", .timeLimit(.minutes(1)))
struct ServingTests {
    @Test("An axon serves over TLS")
    func tls() async throws {
        let clock = ManualClock()
        let certificate = try NIOSSLCertificate(bytes: TestCertificate.certificate, format: .pem)
        let key = try NIOSSLPrivateKey(bytes: TestCertificate.key, format: .pem)
        try await TestAxon.serve(clock: clock.wall) {
            $0.tls = .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key))
        } _: { axon, port in
            var trusting = TLSConfiguration.makeClientConfiguration()
            trusting.trustRoots = .certificates([certificate])
            let lines = try TestAxon.request(nonce: clock.now).split(separator: "\r\n", omittingEmptySubsequences: true)
            var request = HTTPClientRequest(url: "https://localhost:\(port)/IntSynapse")
            request.method = .POST
            for line in lines.dropFirst(2).dropLast() where !line.hasPrefix("Content-Length") {
                let colon = try #require(line.firstIndex(of: ":"))
                request.headers.add(
                    name: String(line[..<colon]), value: String(line[colon...].dropFirst(2)))
            }
            request.body = .bytes(ByteBuffer(string: #"{"input": 41}"#))
            let (status, body) = try await Self.fetch(request, HTTPClient.Configuration(tlsConfiguration: trusting))
            #expect(status == .ok)
            #expect(try PythonJSON(parsing: body)["output"] == 42)
            // Who speaks no TLS gets nothing.
            let plain = try await RawConnection(port: port)
            await plain.send(try TestAxon.request(nonce: clock.now + 1))
            let answer = await plain.readToEnd()
            #expect(!answer.contains("HTTP/1.1 200"))
            #expect(axon.metrics.requests["IntSynapse"]?[200] == 1)
        }
    }

    @Test("Metrics are on a port of their own")
    func metrics() async throws {
        let clock = ManualClock()
        var configuration = AxonConfiguration()
        configuration.host = "127.0.0.1"
        configuration.port = 0
        configuration.metricsPort = 0
        var axon = try Axon(
            hotkey: try TestAxon.key.get().accountID, configuration: configuration, clock: clock.wall)
        try ConformanceHandlers().attach(to: &axon)
        try await axon.serve { ports in
            let metricsPort = try #require(ports.metrics)
            #expect(metricsPort != ports.calls)
            var statuses: [Int] = []
            for nonce in [clock.now, clock.now] {
                let connection = try await RawConnection(port: ports.calls)
                await connection.send(try TestAxon.request(nonce: nonce))
                statuses.append(await connection.readAnswer().status)
                await connection.close()
            }
            #expect(statuses == [200, 401])
            let (status, page) = try await Self.fetch(HTTPClientRequest(url: "http://127.0.0.1:\(metricsPort)/metrics"))
            #expect(status == .ok)
            for line in [
                #"axon_requests_total{synapse="IntSynapse",status="200"} 1"#,
                #"axon_requests_total{synapse="IntSynapse",status="401"} 1"#,
                #"axon_refusals_total{reason="nonce"} 1"#,
                #"axon_request_seconds_bucket{synapse="IntSynapse",le="+Inf"} 2"#,
                #"axon_request_seconds_count{synapse="IntSynapse"} 2"#,
                #"axon_handlers_running{share="axon"} 0"#,
            ] {
                #expect(page.split(separator: "\n").contains(Substring(line)), "\(line)")
            }
            // Callers cannot read them.
            let connection = try await RawConnection(port: ports.calls)
            await connection.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(await connection.readAnswer().status == 404)
            await connection.close()
        }
    }

    @Test("A handler that takes too long is cancelled, and its caller told")
    func handlerTimeout() async throws {
        let clock = ManualClock()
        try await TestAxon.serve(clock: clock.wall) {
            $0.handlerTimeout = .seconds(1)
        } _: { axon, port in
            let connection = try await RawConnection(port: port)
            for (index, delay) in [600, 0].enumerated() {
                await connection.send(
                    try TestAxon.request(
                        nonce: clock.now + Int64(index), name: "SlowSynapse", body: #"{"delay": \#(delay)}"#))
                #expect(await connection.readAnswer().status == (delay == 0 ? 200 : 408))
            }
            await connection.close()
            #expect(axon.metrics.refusals["handlerTimeout"] == 1)
        }
    }

    static func fetch(
        _ request: HTTPClientRequest, _ configuration: HTTPClient.Configuration = HTTPClient.Configuration()
    ) async throws -> (HTTPResponseStatus, String) {
        let client = HTTPClient(configuration: configuration)
        do {
            let response = try await client.execute(request, timeout: .seconds(30))
            let body = try await response.body.collect(upTo: 1 << 20)
            try await client.shutdown()
            return (response.status, String(buffer: body))
        } catch {
            try? await client.shutdown()
            throw error
        }
    }
}

@Suite("Announcing")
struct AnnouncingTests {
    /// A chain that remembers what was published.
    private final class Chain: AxonAnnouncing {
        private let state = Mutex<(calls: Int, announced: AxonAnnouncement?)>((0, nil))

        var calls: Int { state.withLock { $0.calls } }

        func announcement(of hotkey: PublicKey, netuid: NetUID) -> AxonAnnouncement? { state.withLock { $0.announced } }

        func announce(_ announcement: AxonAnnouncement, netuid: NetUID, signer: KeyPair) {
            state.withLock { $0 = ($0.calls + 1, announcement) }
        }
    }

    @Test("An axon publishes its address when it differs from what the chain shows")
    func once() async throws {
        let (chain, key) = (Chain(), try TestAxon.key.get())
        let axon = try Axon(hotkey: key.accountID)
        var published: [Bool] = []
        for (address, port) in [
            ("203.0.113.7", nil), ("203.0.113.7", nil), ("203.0.113.7", 9000), ("2001:db8::1", 9000),
        ] {
            published.append(
                try await axon.serve(
                    netuid: 1, subtensor: chain, address: IPAddressNumber(address), port: port, signer: key))
        }
        #expect(published == [true, false, true, true])
        #expect(chain.calls == 3)
    }

    @Test(
        "What the chain would refuse is not sent",
        arguments: ["255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"])
    func refused(_ address: String) async throws {
        let (chain, key) = (Chain(), try TestAxon.key.get())
        let axon = try Axon(hotkey: key.accountID)
        await #expect(throws: NetworkingError(.invalidAddress, "")) {
            _ = try await axon.serve(netuid: 1, subtensor: chain, address: IPAddressNumber(address), signer: key)
        }
        #expect(chain.calls == 0)
    }

    @Test("Another's key does not publish an axon")
    func foreignKey() async throws {
        let (chain, stranger) = (Chain(), try TestAxon.caller.get())
        let axon = try Axon(hotkey: try TestAxon.key.get().accountID)
        await #expect(throws: NetworkingError(.invalidConfiguration, "")) {
            _ = try await axon.serve(
                netuid: 1, subtensor: chain, address: IPAddressNumber("203.0.113.7"), signer: stranger)
        }
        #expect(chain.calls == 0)
    }

    @Test("What a chain shows reads as in Python", arguments: SynapseVectors.cases("axon_info"))
    func axonInfo(_ vector: VectorCase) throws {
        let given = VectorCase(json: vector["given"] ?? .null)
        let announcement = AxonAnnouncement(
            version: try UInt32(json: given["version"] ?? .null),
            ip: try IPAddressNumber(given.text("ip")).number, port: try UInt16(json: given["port"] ?? .null),
            ipType: try UInt8(json: given["ip_type"] ?? .null),
            protocol: try UInt8?(json: given["protocol"] ?? .null) ?? 4)
        #expect(announcement.description == vector.text("ip_str"))
        #expect(announcement.isServing == vector.bool("is_serving"))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import ConformanceSynapses
import SubstrateKeys
import SubstratePrimitives
import Testing

@Suite("Outcomes of calls", .timeLimit(.minutes(1)))
struct DendriteOutcomeTests {
    @Test(
        "A call ends with the recorded status and words", arguments: SynapseVectors.cases("dendrite_outcomes", "rows"))
    func outcome(_ vector: VectorCase) async throws {
        let status = try Int(json: vector["status_code"] ?? .null)
        let message: SynapseMessage<IntSynapse>
        switch vector.description {
        case "ConnectionRefused":
            message = try await Self.call(try await StubServer.serve({ _ in ([], .close) }) { $0 })
        case "PortZero": message = try await Self.call(0)
        case "PortTooBig": message = try await Self.call(70_000)
        case "Ipv6LoopbackUnbracketed":
            // Deliberate difference: the address gets its brackets, so that the call comes as far as its port.
            message = try await Self.call(try await StubServer.serve({ _ in ([], .close) }) { $0 }, host: "::1")
            #expect(message.dendrite.statusCode == 503)
            return
        default:
            let answer = try #require(RecordedAnswers.of(vector.description), "an unknown case")
            message = try await StubServer.serve(answer) { port in
                try await Self.call(
                    port, host: vector.description == "AllZeroAddress" ? "0.0.0.0" : "127.0.0.1",
                    timeout: status == 408
                        ? .milliseconds(300) : vector.description == "TimeoutZero" ? .zero : .seconds(30))
            }
        }
        #expect(message.dendrite.statusCode == status)
        #expect(message.output == (try Int?(json: vector["output"] ?? .null)))
        #expect(message.dendrite.hotkey == (try TestAxon.caller.get().accountID.ss58()))
        #expect(message.axon.hotkey == (try TestAxon.key.get().accountID.ss58()))
        // The words up to where Python's libraries speak.
        let words = vector["status_message"]?.text?.replacing("1.5 seconds", with: "0.3 seconds")
        let stem = words.map { $0.split(separator: ":").first.map { String($0) } ?? $0 }
        #expect(message.dendrite.statusMessage.map { $0.hasPrefix(stem ?? "-") } ?? (stem == nil))
    }

    @Test("Nobody listens: 503 and where")
    func refused() async throws {
        let port = try await StubServer.serve({ _ in ([], .close) }) { $0 }
        let message = try await Self.call(port)
        #expect(message.dendrite.statusCode == 503)
        #expect(message.dendrite.statusMessage == "Service unavailable at 127.0.0.1:\(port)/IntSynapse")
    }

    @Test("The results of many targets are in their order, and dead ones are left alone")
    func order() async throws {
        try await TestAxon.serve { _, port in
            let good = try TestAxon.target(port)
            let dead = AxonTarget(host: "127.0.0.1", port: 1, hotkey: good.hotkey)
            var configuration = DendriteConfiguration()
            configuration.deadTargets = DeadTargetPolicy(failures: 1)
            try await Dendrite.with(try TestAxon.caller.get(), configuration: configuration) { dendrite in
                let targets = (0..<40).map { $0 % 3 == 0 ? dead : good }
                let first = await dendrite.call(IntSynapse(), targets)
                #expect(first.map { $0.message().isSuccess } == targets.map { $0 == good })
                let second = await dendrite.call(IntSynapse(), dead).message()
                #expect(second.dendrite.statusMessage?.contains("left alone") == true)
            }
        }
    }

    @Test("A cancelled call ends soon, with the status 499")
    func cancellation() async throws {
        try await StubServer.serve({ _ in ([], .keepOpen) }) { port in
            let call = Task { try await Self.call(port, timeout: .seconds(600)) }
            call.cancel()
            let message = try await call.value
            #expect(message.dendrite.statusCode == 499)
        }
    }

    private static func call(
        _ port: Int, host: String = "127.0.0.1", timeout: Duration = .seconds(12)
    ) async throws -> SynapseMessage<IntSynapse> {
        let target = AxonTarget(host: host, port: port, hotkey: try TestAxon.key.get().accountID)
        return try await Dendrite.with(try TestAxon.caller.get()) { dendrite in
            await dendrite.call(IntSynapse(), target, timeout: timeout).message()
        }
    }
}

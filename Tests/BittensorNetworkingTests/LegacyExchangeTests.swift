// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import ConformanceSynapses
import SubstrateKeys
import SubstratePrimitives
import Testing

/// Exchanges between releases of the Python SDK: we take either side.
@Suite("Exchanges with old releases", .timeLimit(.minutes(1)))
struct LegacyExchangeTests {
    private static let rows = SynapseVectors.cases("legacy_6", "rows") + SynapseVectors.cases("legacy_7", "rows")

    @Test("Old dendrites are answered as their axons answered, those before 7.2.0 by the switch", arguments: rows)
    func asAxon(_ vector: VectorCase) async throws {
        let request = VectorCase(json: vector["request"] ?? .null)
        let reports = VectorCase(json: vector["dendrite_reports"] ?? .null)
        let headers = try Self.headers(request)
        let nonce = try #require(headers["bt_header_dendrite_nonce"].flatMap { Int64($0) })
        let isMonotonic = headers["bt_header_dendrite_version"] == "694"
        // The axons of the recording had this caller on their list.
        let blocked = try TestAxon.caller.get().accountID
        let clock = ManualClock(isMonotonic ? 1_795_210_922_000_000_000 : nonce)
        for acceptsMonotonicNonces in [false, true] {
            let answer = try await TestAxon.serve(clock: clock.wall, blocking: blocked) {
                $0.nonces.acceptsMonotonicNonces = acceptsMonotonicNonces
            } _: { _, port in
                let connection = try await RawConnection(port: port)
                await connection.send(Self.text(request))
                let answer = await connection.readAnswer()
                await connection.close()
                return answer
            }
            if isMonotonic, !acceptsMonotonicNonces {
                #expect(answer.status == 401)
                continue
            }
            #expect(answer.status == (try Int(json: reports["status"] ?? .null)))
            let body = try PythonJSON(parsing: answer.body)
            #expect(body["output"] ?? .null == reports["output"] ?? .null)
            #expect(body["result"] ?? .null == reports["result"] ?? .null)
            // What went wrong inside is not told, as since 7.0; before that it was.
            if answer.status == 403 { #expect(body["message"] == reports["message"]) }
        }
    }

    @Test("Answers of old axons are read as their dendrites read them", arguments: rows)
    func asDendrite(_ vector: VectorCase) async throws {
        switch vector["dendrite_reports"]?["class"]?.text {
        case "Synapse": try await check(vector, Ping.self) { _ in nil }
        case "IntSynapse": try await check(vector, IntSynapse.self) { $0.output.json }
        case "HashedSynapse": try await check(vector, HashedSynapse.self) { $0.result.json }
        case "BoomSynapse": try await check(vector, BoomSynapse.self) { _ in nil }
        case "GateSynapse": try await check(vector, GateSynapse.self) { $0.output.json }
        default: Issue.record("an unknown class: \(vector)")
        }
    }

    private func check<Body: Synapse>(
        _ vector: VectorCase, _ type: Body.Type, _ outcome: (Body) -> PythonJSON?
    ) async throws {
        let response = VectorCase(json: vector["response"] ?? .null)
        let reports = VectorCase(json: vector["dendrite_reports"] ?? .null)
        let bytes = Array(Self.text(response).utf8)
        let message = try await StubServer.serve({ _ in (bytes, .keepOpen) }) { port in
            let target = try TestAxon.target(port)
            return try await Dendrite.with(try TestAxon.caller.get()) { dendrite in
                await dendrite.call(Body(), target).message()
            }
        }
        #expect(message.dendrite.statusCode == (try Int(json: reports["status"] ?? .null)))
        #expect(message.dendrite.statusMessage == reports["message"]?.text)
        if let outcome = outcome(message.synapse) {
            #expect(outcome == reports["output"] ?? reports["result"] ?? .null)
        }
        #expect(message.axon.hotkey == (try TestAxon.key.get().accountID.ss58()))
    }

    private static func headers(_ message: VectorCase) throws -> [String: String] {
        Dictionary(
            message.list("headers").compactMap { pair in
                guard case .array(let pair) = pair, let name = pair.first?.text, let value = pair.last?.text else {
                    return nil
                }
                return (name.lowercased(), value)
            }, uniquingKeysWith: { $1 })
    }

    /// The message as it went over the wire.
    private static func text(_ message: VectorCase) -> String {
        var text = message.text("start_line") + "\r\n"
        for case .array(let pair) in message.list("headers") {
            text += "\(pair.first?.text ?? ""): \(pair.last?.text ?? "")\r\n"
        }
        return text + "\r\n" + message.text("body")
    }
}

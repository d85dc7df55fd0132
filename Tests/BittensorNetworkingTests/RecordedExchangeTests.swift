// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import SubstrateKeys
import SubstratePrimitives
import Testing

@Suite("Recorded exchanges")
struct RecordedExchangeTests {
    /// Where the answer differs from the recorded one, on purpose: the status that we answer with.
    private static let differences: [String: Int] = [
        // A signature is always required.
        "missing-signature": 401,
        // A nonce must be recent, whatever version its sender claims.
        "stale-nonce-from-old-client": 401,
        // A required tensor works: the body has it.
        "topk-as-in-readme": 200,
        // The text stays in the body, the header gets what it can hold.
        "message-beyond-latin1": 403, "message-with-newline": 403, "message-with-header-injection": 403,
    ]

    private static let replayed = SynapseVectors.cases("http").filter { vector in
        // The client left, or nothing was sent that could be sent again.
        vector.description != "client-timeout"
            && (vector["response"]?["start_line"]?.text != nil || differences[vector.description] != nil)
    }

    @Test(
        "Requests of Python's dendrite are answered as Python's axon answered them", arguments: replayed,
        AxonTransport.allCases)
    func replay(_ vector: VectorCase, _ transport: AxonTransport) async throws {
        let request = vector["request"] ?? .null
        let text = Self.text(of: request)
        // What is no HTTP is for a server to answer.
        if transport == .memory, !text.contains(" HTTP/") { return }
        let clock = ManualClock(try Self.nonce(request) ?? 1_795_212_120_000_000_000)
        // The request that was made a minute too late.
        if vector.description == "stale-nonce" || vector.description == "stale-nonce-from-old-client" {
            clock.now += 60_040_000_000
        }
        let answer = try await TestAxon.serve(over: transport, clock: clock.wall) { send in
            if vector.description == "replay-second" { _ = try await send(text) }
            return try await send(text)
        }
        let response = VectorCase(json: vector["response"] ?? .null)
        let recordedStatus = (response["start_line"]?.text?.split(separator: " ").dropFirst().first).flatMap { Int($0) }
        #expect(answer.status == Self.differences[vector.description] ?? recordedStatus)
        if Self.differences[vector.description] == nil {
            // Deliberate differences: headers show the proven caller, and the hash that the caller signed.
            let unlike =
                switch vector.description {
                case "body-claims-other-caller": "bt_header_dendrite_hotkey"
                case "hashed-body-altered": "computed_body_hash"
                default: "-"
                }
            #expect(
                Self.protocolHeaders(answer.lines, without: unlike)
                    == Self.protocolHeaders(try Self.lines(response), without: unlike))
            if let chunks = response["chunked_raw"]?.text { #expect(answer.body == chunks) }
        }
        guard Self.differences[vector.description] == nil, let recordedBody = response["body"]?.text,
            let recorded = try? PythonJSON(parsing: recordedBody)
        else { return }
        try compare(answer, recorded, vector)
    }

    private static func lines(_ response: VectorCase) throws -> [String] {
        response.list("headers").map { pair in
            guard case .array(let pair) = pair else { return "" }
            return "\(pair.first?.text ?? ""): \(pair.last?.text ?? "")"
        }
    }

    /// The protocol's header lines in their order, without what no two answers share and what we leave out on purpose.
    private static func protocolHeaders(_ lines: [String], without unlike: String) -> [String] {
        lines.compactMap { line in
            let name = String(line.prefix { $0 != ":" })
            switch name {
            case unlike: return nil
            case "name", "timeout", "computed_body_hash": return line
            // Sizes of Python objects, times and ports.
            case "header_size", "total_size", "bt_header_axon_process_time", "bt_header_dendrite_port":
                return name
            // Deliberate differences: errors are not signed, and the words of some of them are others.
            case "bt_header_axon_version", "bt_header_axon_nonce", "bt_header_axon_uuid", "bt_header_axon_signature":
                return nil
            case "bt_header_axon_status_message": return name
            default: return name.hasPrefix("bt_header_") ? line : nil
            }
        }
    }

    /// Compares what the protocol fixes: the synapse's fields, the outcome, the echoes.
    private func compare(_ answer: RawAnswer, _ recorded: PythonJSON, _ vector: VectorCase) throws {
        let body = try PythonJSON(parsing: answer.body)
        if answer.status == 422 || vector.description == "path-root" || vector.description == "unknown-route" {
            #expect(body["detail"] != nil || body["message"] != nil)
            return
        }
        if let message = recorded["message"]?.text, recorded["name"] == nil {
            let ours = body["message"]?.text ?? ""
            // Random numbers and echoes of what was signed are left out.
            let stem = message.split(separator: "#").first.map { String($0) } ?? message
            let isFixed = !stem.contains("Signature") && !stem.contains("SR25519")
            #expect(isFixed ? ours.hasPrefix(stem) : ours == "Not Verified with error: Signature mismatch")
            return
        }
        guard case .object(let object) = recorded else { return }
        for member in object.members {
            switch member.key {
            case "axon":
                for key in ["status_code", "status_message", "ip", "port", "hotkey"] {
                    #expect(body["axon"]?[key] == member.value[key], "axon.\(key)")
                }
            case "dendrite":
                // The proven caller, not the one that the body claims.
                if vector.description == "body-claims-other-caller" { continue }
                for key in ["ip", "version", "nonce", "uuid", "hotkey", "signature"] {
                    #expect(body["dendrite"]?[key] == member.value[key], "dendrite.\(key)")
                }
            case "total_size", "header_size": break
            case "seen_hotkey" where vector.description == "body-claims-other-caller":
                let caller = try TestAxon.caller.get().accountID.ss58()
                #expect(body["seen_hotkey"]?.text == caller)
            default: #expect(body[member.key] == member.value, "\(member.key)")
            }
        }
    }

    private static func nonce(_ request: PythonJSON) throws -> Int64? {
        guard case .array(let headers)? = request["headers"] else { return nil }
        for case .array(let pair) in headers where pair.first == "bt_header_dendrite_nonce" {
            return pair.last?.text.flatMap(Int64.init)
        }
        return nil
    }

    /// The bytes of a request as it was recorded; garbage for what was none.
    private static func text(of request: PythonJSON) -> String {
        guard let startLine = request["start_line"]?.text, case .array(let headers)? = request["headers"] else {
            return "garbage\r\n\r\n"
        }
        var text = startLine + "\r\n"
        for case .array(let pair) in headers { text += "\(pair[0].text ?? ""): \(pair[1].text ?? "")\r\n" }
        return text + "\r\n" + (request["body"]?.text ?? "")
    }
}

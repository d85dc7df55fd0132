// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ConformanceSynapses
import SubstratePrimitives
import Testing

@testable import BittensorNetworking

@Suite("Headers")
struct HeaderTests {
    @Test("Messages are announced by the recorded headers", arguments: SynapseVectors.cases("headers_encode"))
    func encode(_ vector: VectorCase) throws {
        switch vector.text("class") {
        case "Synapse": try check(vector, Ping.self)
        case "IntSynapse": try check(vector, IntSynapse.self)
        case "HashedSynapse": try check(vector, HashedSynapse.self)
        case "RequiredSynapse": try check(vector, RequiredSynapse.self)
        case "Topk": try check(vector, Topk.self)
        case "StreamSynapse": try check(vector, StreamSynapse.self)
        default: Issue.record("an unknown class: \(vector)")
        }
    }

    private func check<Body: Synapse>(_ vector: VectorCase, _ type: Body.Type) throws {
        var message = SynapseMessage(try Body(fields: vector.object("values")))
        message.timeout = try Double?(json: vector["timeout"] ?? .null)
        message.dendrite = try TerminalInfo?(json: vector["dendrite"] ?? .null) ?? TerminalInfo()
        message.axon = try TerminalInfo?(json: vector["axon"] ?? .null) ?? TerminalInfo()
        message.sizes = MessageSizes(header: nil, total: nil)
        message.computedBodyHash = try message.bodyHash()
        var expected = vector.object("headers").members.map { "\($0.key): \($0.value.text ?? "")" }
        if Body.name == "Topk" {
            // Deliberate difference: Python's stand-in for a tensor breaks Python's servers, ours does not.
            let standIn = Base64.encode([UInt8](#"{"dtype": "float32", "shape": [0]}"#.utf8))
            expected = expected.map { $0.replacing("input_obj_input: e30=", with: "input_obj_input: \(standIn)") }
        }
        #expect(message.headers().map { "\($0.name): \($0.value)" } == expected)
    }

    /// Where we are laxer or stricter than Python, on purpose.
    private static let differences = [
        // The body has the values: a header that lacks them is no reason to refuse.
        "input-obj-missing", "input-obj-wrong-type", "topk-empty-tensor",
        // A nonce of more than 64 bits cannot be a time.
        "huge-nonce",
    ]

    @Test("Headers are read by Python's rules", arguments: SynapseVectors.cases("headers_decode"))
    func decode(_ vector: VectorCase) throws {
        let fields = vector.object("headers").members.map { (name: $0.key, value: $0.value.text ?? "") }
        let read = Result { try SynapseHeaders(fields) }
        let isRead = (try? read.get()) != nil
        guard !Self.differences.contains(vector.description) else {
            #expect(isRead != vector.bool("ok"))
            return
        }
        #expect(isRead == vector.bool("ok"))
        guard vector.bool("ok") else { return }
        let headers = try read.get()
        let parsed = VectorCase(json: vector["parsed"] ?? .null)
        let timeout = try Double?(json: parsed["timeout"] ?? .null)
        #expect(headers.timeout == timeout || headers.timeout?.isNaN == true && timeout?.isNaN == true)
        #expect(headers.totalSize == (try Int64?(json: parsed["total_size"] ?? .null)))
        #expect(headers.headerSize == (try Int64?(json: parsed["header_size"] ?? .null)))
        #expect(headers.computedBodyHash == parsed["computed_body_hash"]?.text)
        #expect(headers.axon == (try TerminalInfo(json: parsed["axon"] ?? [:])))
        #expect(headers.dendrite == (try TerminalInfo(json: parsed["dendrite"] ?? [:])))
        for object in headers.inputObjects.members {
            if object.key == "timeout" { continue }
            #expect(parsed[object.key] == object.value, "\(object.key)")
        }
    }

    @Test("Versions are integers", arguments: SynapseVectors.cases("version_int"))
    func versions(_ vector: VectorCase) throws {
        let value = try? SDKVersion.integer(vector.text("version"))
        #expect(value == (try Int?(json: vector["as_int"] ?? .null)))
    }

    @Test("Addresses are numbers", arguments: SynapseVectors.cases("ip_to_int"))
    func addresses(_ vector: VectorCase) throws {
        let address = try? IPAddressNumber(vector.text("text"))
        #expect((address?.number).map(String.init) == vector["value"]?.text)
        #expect((address?.type).map { Int64($0) } == (try Int64?(json: vector["ip_type"] ?? .null)))
    }

    @Test("Numbers are addresses", arguments: SynapseVectors.cases("int_to_ip"))
    func numbers(_ vector: VectorCase) throws {
        let address = UInt128(vector.text("value")).map { IPAddressNumber(number: $0, type: $0 >> 32 == 0 ? 4 : 6) }
        #expect(address?.text == vector["text"]?.text)
    }
}

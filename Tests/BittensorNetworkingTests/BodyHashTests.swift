// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import BittensorNetworking

@Suite("Body hashes")
struct BodyHashTests {
    @Test("Every recorded field hashes as in Python", arguments: SynapseVectors.cases("body_hash"))
    func recorded(_ vector: VectorCase) throws {
        let canonical = vector.object("canonical")
        var types: [String: String] = [:]
        for field in vector.list("fields") { types[field["name"]?.text ?? ""] = field["type"]?.text }
        var texts: [String] = []
        for name in try [String](json: vector["required_hash_fields"] ?? []) {
            let value = vector.object("values")[name] ?? .null
            let text = try Self.text(value, type: types[name] ?? (name == "timeout" ? "float" : "str"), vector, name)
            #expect(text == canonical[name]?.text)
            texts.append(text)
        }
        #expect(BodyHash.digits(of: texts) == vector.text("body_hash"))
    }

    /// What a field of this Python type hashes as.
    private static func text(_ value: PythonJSON, type: String, _ vector: VectorCase, _ name: String) throws -> String {
        var text = ""
        func append(_ value: some SynapseValue) { value.appendPythonText(to: &text, quoted: false) }
        switch type {
        case "float": append(try Double(json: value))
        case "bool": append(try Bool(json: value))
        case "str" where name == "name": append(vector.text("name"))
        case "str": append(try String(json: value))
        case "Optional[str]": append(try String?(json: value))
        case "List[float]": append(try [Double](json: value))
        case "List[bool]": append(try [Bool](json: value))
        case "List[str]": append(try [String](json: value))
        case "List[List[int]]": append(try [[Int]](json: value))
        case "List[Optional[str]]": append(try [String?](json: value))
        case "List[dict]": append(try [JSONObject](json: value))
        case "Dict[int, str]": append(try OrderedMapping<Int, String>(json: value))
        case "dict": append(try JSONObject(json: value))
        case "Optional[Tensor]": append(try Tensor?(json: value))
        // Whole numbers of any size.
        default: append(value)
        }
        return text
    }

    @Test("A class hashes its fields in the order that it names")
    func order() throws {
        struct Pair: Synapse {
            var a = "1"
            var b = "2"
            static let fields: [SynapseField<Self>] = [.field("a", \.a), .field("b", \.b)]
            static let requiredHashFields = ["b", "a"]
        }
        let expected = SynapseVectors.cases("body_hash").first { $0.description == "OrderBA" }?.text("body_hash")
        #expect(try SynapseMessage(Pair()).bodyHash() == expected)
    }
}

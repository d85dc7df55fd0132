// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import BittensorNetworking

@Suite("Tensors")
struct TensorTests {
    static let recorded = SynapseVectors.cases("tensor_numpy") + SynapseVectors.cases("tensor_torch")

    @Test("Large tensors are written to the byte", arguments: recorded.filter { $0["rule"] != nil })
    func large(_ vector: VectorCase) throws {
        let naming: TensorType.Naming = vector["wire"]?["dtype"]?.text?.hasPrefix("torch.") == true ? .torch : .numpy
        let shape = try [Int](json: vector["shape"] ?? .null)
        let count = shape.reduce(1, *)
        let tensor =
            switch vector.text("rule") {
            case "value[i] = (7*i) mod 251":
                try Tensor((0..<count).map { UInt8(7 * $0 % 251) }, shape: shape, naming: naming)
            default: try Tensor((0..<count).map { Float($0 % 1000) / 8 }, shape: shape, naming: naming)
            }
        let buffer = try #require(tensor.json["buffer"]?.text)
        #expect(buffer.utf8.count == (try Int(json: vector["buffer_chars"] ?? .null)))
        #expect(buffer.hasPrefix(vector.text("buffer_starts")))
        #expect(Hashing.sha256(Array(buffer.utf8)).hexDigits == vector.text("buffer_sha256"))
        #expect(tensor.json["dtype"] == vector["wire"]?["dtype"])
        #expect(try Tensor(json: tensor.json) == tensor)
    }

    @Test("Recorded tensors are read and written to the byte", arguments: recorded.filter { $0["rule"] == nil })
    func roundTrip(_ vector: VectorCase) throws {
        let wire = vector["wire"] ?? .null
        let tensor = try Tensor(json: wire)
        #expect(tensor.type.rawValue == vector.text("dtype"))
        #expect(tensor.shape == (try [Int](json: vector["shape"] ?? .null)))
        #expect(try matches(tensor, vector.list("values")))
        #expect(tensor.json == wire)
        if let text = vector["str"]?.text {
            var written = ""
            tensor.appendPythonText(to: &written, quoted: false)
            #expect(written == text)
        }
    }

    /// What Python cannot read and we can: the other naming.
    private static let readHere: Set = ["torch dtype name in numpy mode"]

    @Test("Tensors of other senders are read as in Python", arguments: SynapseVectors.cases("tensor_decode_numpy"))
    func decode(_ vector: VectorCase) throws {
        let tensor = try? Tensor(json: vector["wire"] ?? .null)
        guard !Self.readHere.contains(vector.description) else {
            #expect(tensor?.naming == .torch)
            return
        }
        #expect((tensor != nil) == vector.bool("ok"))
        guard let tensor, vector.bool("ok") else { return }
        #expect(tensor.type.rawValue == vector.text("dtype"))
        #expect(tensor.shape == (try [Int](json: vector["shape"] ?? .null)))
        #expect(try matches(tensor, vector.list("values")))
    }

    private func matches(_ tensor: Tensor, _ values: [PythonJSON]) throws -> Bool {
        if tensor.type == .int64 { return tensor.elements(Int64.self) == (try [Int64](json: .array(values))) }
        let numbers = try [Double](json: .array(values))
        return tensor.count == numbers.count
            && zip(tensor.elements(Double.self), numbers).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    }

    @Test("Elements are lent without a copy, and only as what they are")
    func elements() throws {
        let tensor = try Tensor([1, 2, 3, 4] as [Int32], shape: [2, 2])
        #expect(try tensor.withElements(of: Int32.self) { $0.reduce(0, +) } == 10)
        #expect(throws: NetworkingError(.invalidTensor, "")) { try tensor.withElements(of: Float.self) { $0.count } }
        #expect(tensor.elements(Float.self) == [1, 2, 3, 4])
    }

    @Test("Every half comes back from a double as it was")
    func halves() {
        for bits in UInt16.min ... .max {
            let value = HalfFloat.double(bits)
            #expect(value.isNaN || HalfFloat.bits(value) == bits)
        }
    }

    @Test(
        "Rounding to a half goes to the nearest, ties to even",
        arguments: [
            (2049.0, 2048.0), (2051.0, 2052.0), (65_519.0, 65_504.0), (65_520.0, .infinity), (0x1p-25, 0),
            (0x1.8p-25, 0x1p-24),
        ])
    func halfRounding(_ value: Double, _ expected: Double) {
        #expect(HalfFloat.double(HalfFloat.bits(value)) == expected)
    }
}

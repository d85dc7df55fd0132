// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

extension Tensor: SynapseValue {
    public var json: PythonJSON {
        .object([
            "buffer": .text(Base64.encode(messagePack)),
            "dtype": .text(type.name(naming)),
            // A single number has the shape [0] outside: a reader keeps the inner shape then.
            "shape": .array((shape.isEmpty ? [0] : shape).map { .integer(Int64($0)) }),
        ])
    }

    /// What Python can build an empty tensor from. Python's own stand-in, `{}`, breaks its servers.
    public var emptyForm: PythonJSON? { ["dtype": .text(type.name(naming)), "shape": [0]] }

    /// Reads a tensor as a sender in either naming writes it: the outer shape reshapes, the outer type converts.
    public init(json: PythonJSON) throws(NetworkingError) {
        let object = try JSONObject(json: json)
        guard let name = object["dtype"]?.text, let (type, naming) = TensorType.parse(name) else {
            throw NetworkingError(
                .invalidTensor, "a tensor has no known dtype: \(excerpt(object["dtype"]?.text ?? ""))")
        }
        guard let outer = object["shape"], case let shape = try Self.shape(outer), !shape.isEmpty else {
            throw NetworkingError(.invalidTensor, "a tensor has no shape")
        }
        guard let buffer = object["buffer"]?.text, let bytes = Base64.decode(buffer) else {
            throw NetworkingError(.invalidTensor, "the buffer of a tensor is not base64")
        }
        let inner = try Tensor(messagePack: bytes, as: type, naming: naming)
        self = shape == [0] ? inner : try inner.reshaped(shape)
    }

    /// numpy's map of five, with binary keys.
    var messagePack: [UInt8] {
        var bytes: [UInt8] = [0x85]
        bytes.reserveCapacity(64 + self.bytes.count)
        Self.appendBinary("nd".utf8, to: &bytes)
        bytes.append(0xC3)
        Self.appendBinary("type".utf8, to: &bytes)
        bytes.append(0xA0 | 3)
        bytes += type.numpyText.utf8
        Self.appendBinary("kind".utf8, to: &bytes)
        Self.appendBinary([], to: &bytes)
        Self.appendBinary("shape".utf8, to: &bytes)
        if shape.count < 16 {
            bytes.append(0x90 | UInt8(shape.count))
        } else {
            bytes += [0xDC, 0, UInt8(shape.count)]
        }
        for length in shape { Self.appendInteger(UInt64(length), to: &bytes) }
        Self.appendBinary("data".utf8, to: &bytes)
        Self.appendBinary(self.bytes, to: &bytes)
        return bytes
    }

    private init(messagePack: [UInt8], as type: TensorType, naming: TensorType.Naming) throws(NetworkingError) {
        var isArray: Bool?
        var stored: StoredType?
        var shape: [Int64]?
        var data: ArraySlice<UInt8>?
        for (key, value) in try MessagePackReader.map(messagePack) {
            switch (String(decoding: key, as: UTF8.self), value) {
            case ("nd", .bool(let value)): isArray = value
            case ("type", .text(let text)): stored = StoredType(numpy: String(decoding: text, as: UTF8.self))
            case ("type", .binary(let text)): stored = StoredType(numpy: String(decoding: text, as: UTF8.self))
            case ("kind", .binary(let kind)) where kind.isEmpty: break
            case ("kind", _):
                throw NetworkingError(.invalidTensor, "a tensor of Python objects is refused: it would run code")
            case ("shape", .array(let lengths)): shape = lengths
            case ("data", .binary(let bytes)): data = bytes
            default: break
            }
        }
        guard let isArray, let stored, let data else {
            throw NetworkingError(.invalidTensor, "the buffer of a tensor lacks type or data, or has a foreign type")
        }
        var lengths: [Int] = []
        if isArray {
            guard let shape else { throw NetworkingError(.invalidTensor, "the buffer of a tensor lacks its shape") }
            lengths = shape.map { Int($0) }
        }
        let (size, overflow) = try Self.count(lengths).multipliedReportingOverflow(by: stored.size)
        guard !overflow, data.count >= size else {
            throw NetworkingError(.invalidTensor, "a tensor has \(data.count) bytes, fewer than its shape needs")
        }
        let used = data.prefix(size)
        let bytes = stored.tensorType == type ? Array(used) : Self.converted(used, from: stored, to: type)
        try self.init(type: type, shape: lengths, bytes: bytes, naming: naming)
    }

    /// The outer shape: a list of integers, or Python's text of one.
    private static func shape(_ json: PythonJSON) throws(NetworkingError) -> [Int] {
        var json = json
        if case .text(let text) = json { json = try PythonJSON(parsing: text) }
        guard case .array(let values) = json, values.count <= largestRank else {
            throw NetworkingError(.invalidTensor, "the shape of a tensor is no list of integers")
        }
        var lengths: [Int] = []
        for value in values {
            guard case .integer(let length) = value else {
                throw NetworkingError(.invalidTensor, "the shape of a tensor is no list of integers")
            }
            lengths.append(Int(length))
        }
        return lengths
    }

    private static func appendBinary(_ content: some Collection<UInt8>, to bytes: inout [UInt8]) {
        let count = content.count
        if count < 1 << 8 {
            bytes += [0xC4, UInt8(count)]
        } else if count < 1 << 16 {
            bytes += [0xC5, UInt8(count >> 8), UInt8(count & 0xFF)]
        } else {
            bytes.append(0xC6)
            for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
        }
        bytes += content
    }

    private static func appendInteger(_ value: UInt64, to bytes: inout [UInt8]) {
        let size: Int
        switch value {
        case 0..<0x80:
            bytes.append(UInt8(value))
            return
        case 0x80..<0x100: (size, _) = (1, bytes.append(0xCC))
        case 0x100..<0x1_0000: (size, _) = (2, bytes.append(0xCD))
        case 0x1_0000..<0x1_0000_0000: (size, _) = (4, bytes.append(0xCE))
        default: (size, _) = (8, bytes.append(0xCF))
        }
        for index in (0..<size).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }
}

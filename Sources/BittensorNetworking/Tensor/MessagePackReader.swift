// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Reads the few kinds of MessagePack values that an array of numpy is made of.
///
/// Everything is bounded by the bytes that are there: a length that promises more is an error, nothing is reserved for it.
struct MessagePackReader {
    /// A value. Keys and type names come as text or as binary: both are bytes here.
    enum Value: Equatable {
        case bool(Bool)
        case integer(Int64)
        case text([UInt8])
        case binary(ArraySlice<UInt8>)
        case array([Int64])
        case other
    }

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// The one map that the bytes hold, with binary keys; throws for anything else, also for bytes after it.
    static func map(_ bytes: [UInt8]) throws(NetworkingError) -> [(key: [UInt8], value: Value)] {
        var reader = MessagePackReader(bytes[...])
        let count = try reader.mapCount()
        var pairs: [(key: [UInt8], value: Value)] = []
        for _ in 0..<count {
            guard case .binary(let key) = try reader.value(allowsArray: false) else {
                throw failure("a key is not binary")
            }
            pairs.append((Array(key), try reader.value(allowsArray: true)))
        }
        guard reader.position == reader.bytes.endIndex else { throw failure("data after the end") }
        return pairs
    }

    private mutating func mapCount() throws(NetworkingError) -> Int {
        switch try byte() {
        case let head where head & 0xF0 == 0x80: return Int(head & 0x0F)
        case 0xDE: return Int(try number(2))
        default: throw Self.failure("no map")
        }
    }

    private mutating func value(allowsArray: Bool) throws(NetworkingError) -> Value {
        let head = try byte()
        switch head {
        case 0x00...0x7F: return .integer(Int64(head))
        case 0xE0...0xFF: return .integer(Int64(Int8(bitPattern: head)))
        case 0xC0: return .other
        case 0xC2: return .bool(false)
        case 0xC3: return .bool(true)
        case 0xC4: return .binary(try take(Int(try number(1))))
        case 0xC5: return .binary(try take(Int(try number(2))))
        case 0xC6: return .binary(try take(Int(try number(4))))
        case 0xCC: return .integer(Int64(try number(1)))
        case 0xCD: return .integer(Int64(try number(2)))
        case 0xCE: return .integer(Int64(try number(4)))
        case 0xCF, 0xD3:
            let bits = try number(8)
            guard head == 0xD3 || bits <= Int64.max else { throw Self.failure("an integer beyond 63 bits") }
            return .integer(Int64(bitPattern: bits))
        case 0xD0: return .integer(Int64(Int8(truncatingIfNeeded: try number(1))))
        case 0xD1: return .integer(Int64(Int16(truncatingIfNeeded: try number(2))))
        case 0xD2: return .integer(Int64(Int32(truncatingIfNeeded: try number(4))))
        case 0xA0...0xBF: return .text(Array(try take(Int(head & 0x1F))))
        case 0xD9: return .text(Array(try take(Int(try number(1)))))
        case 0xDA: return .text(Array(try take(Int(try number(2)))))
        case 0x90...0x9F where allowsArray: return try array(Int(head & 0x0F))
        case 0xDC where allowsArray: return try array(Int(try number(2)))
        default: throw Self.failure("a value of kind \(head), which no array of numpy has")
        }
    }

    private mutating func array(_ count: Int) throws(NetworkingError) -> Value {
        guard count <= Tensor.largestRank else { throw Self.failure("a list of \(count)") }
        var numbers: [Int64] = []
        for _ in 0..<count {
            guard case .integer(let number) = try value(allowsArray: false) else {
                throw Self.failure("a list of other things than integers")
            }
            numbers.append(number)
        }
        return .array(numbers)
    }

    private mutating func byte() throws(NetworkingError) -> UInt8 {
        guard position < bytes.endIndex else { throw Self.failure("it ends too soon") }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func number(_ size: Int) throws(NetworkingError) -> UInt64 {
        try take(size).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func take(_ count: Int) throws(NetworkingError) -> ArraySlice<UInt8> {
        guard count <= bytes.endIndex - position else { throw Self.failure("it ends too soon") }
        defer { position += count }
        return bytes[position..<position + count]
    }

    private static func failure(_ what: String) -> NetworkingError {
        NetworkingError(.invalidMessagePack, "no MessagePack of a tensor: \(what)")
    }
}

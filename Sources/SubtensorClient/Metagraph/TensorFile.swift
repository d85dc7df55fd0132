// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Lists of numbers by name in one block of bytes: the safetensors format, which Python reads with numpy.
///
/// Eight bytes tell the length of a JSON header, the header tells where each list lies, the rest is the data.
struct TensorFile {
    /// The element types that are written here.
    enum ElementType: String, Codable {
        case uint64 = "U64"
        case float = "F32"
        case uint16 = "U16"
        case bool = "BOOL"
        case uint8 = "U8"

        var size: Int {
            switch self {
            case .uint64: 8
            case .float: 4
            case .uint16: 2
            case .bool, .uint8: 1
            }
        }
    }

    private(set) var tensors: [(name: String, type: ElementType, bytes: [UInt8])] = []
    /// Texts beside the tensors.
    var texts: [String: String] = [:]

    private static let textsKey = "__metadata__"
    /// A list's place in the header, which is small: a thousand lists fit.
    private static let largestHeader = 1 << 20

    // MARK: Lists

    mutating func append(_ name: String, _ values: some Sequence<UInt64>) { append(name, .uint64, Self.bytes(values)) }
    mutating func append(_ name: String, _ values: some Sequence<UInt16>) { append(name, .uint16, Self.bytes(values)) }
    mutating func append(_ name: String, _ values: [UInt8]) { append(name, .uint8, values) }
    mutating func append(_ name: String, _ values: some Sequence<Bool>) {
        append(name, .bool, values.map { $0 ? 1 : 0 })
    }
    mutating func append(_ name: String, _ values: some Sequence<Float>) {
        append(name, .float, Self.bytes(values.lazy.map(\.bitPattern)))
    }

    private mutating func append(_ name: String, _ type: ElementType, _ bytes: [UInt8]) {
        tensors.append((name, type, bytes))
    }

    func uint64s(_ name: String) throws(BittensorError) -> [UInt64] { Self.integers(try bytes(name, .uint64)) }
    func uint16s(_ name: String) throws(BittensorError) -> [UInt16] { Self.integers(try bytes(name, .uint16)) }
    func uint8s(_ name: String) throws(BittensorError) -> [UInt8] { try bytes(name, .uint8) }
    func bools(_ name: String) throws(BittensorError) -> [Bool] { try bytes(name, .bool).map { $0 != 0 } }

    func has(_ name: String) -> Bool { tensors.contains { $0.name == name } }

    private func bytes(_ name: String, _ type: ElementType) throws(BittensorError) -> [UInt8] {
        guard let tensor = tensors.first(where: { $0.name == name }) else { throw Self.damage("it has no '\(name)'") }
        guard tensor.type == type else {
            throw Self.damage("its '\(name)' is \(tensor.type.rawValue), not \(type.rawValue)")
        }
        return tensor.bytes
    }

    private static func bytes(_ values: some Sequence<some FixedWidthInteger>) -> [UInt8] {
        values.flatMap { value in withUnsafeBytes(of: value.littleEndian, Array.init) }
    }

    private static func integers<Element: FixedWidthInteger>(_ bytes: [UInt8]) -> [Element] {
        let size = MemoryLayout<Element>.size
        return bytes.withUnsafeBytes { buffer in
            (0..<buffer.count / size).map {
                Element(littleEndian: buffer.loadUnaligned(fromByteOffset: $0 * size, as: Element.self))
            }
        }
    }

    // MARK: Bytes

    private struct Entry: Codable {
        let dtype: ElementType
        let shape: [Int]
        let data_offsets: [Int]
    }

    private enum Header: Codable {
        case entry(Entry)
        case texts([String: String])

        init(from decoder: any Decoder) throws {
            if let entry = try? Entry(from: decoder) {
                self = .entry(entry)
            } else {
                self = .texts(try [String: String](from: decoder))
            }
        }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .entry(let entry): try entry.encode(to: encoder)
            case .texts(let texts): try texts.encode(to: encoder)
            }
        }
    }

    /// The content of a file. The widest elements come first, so that each lies where a processor likes to read it.
    func encoded() throws(BittensorError) -> [UInt8] {
        var header: [String: Header] = [:]
        if !texts.isEmpty { header[Self.textsKey] = .texts(texts) }
        let ordered = tensors.sorted { $0.type.size > $1.type.size }
        var end = 0
        for tensor in ordered {
            let start = end
            end += tensor.bytes.count
            header[tensor.name] = .entry(
                Entry(dtype: tensor.type, shape: [tensor.bytes.count / tensor.type.size], data_offsets: [start, end]))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(header) else { throw Self.damage("its header cannot be written") }
        var text = [UInt8](json)
        // Blanks bring the data to a multiple of eight, as the reference writer does.
        while !text.count.isMultiple(of: 8) { text.append(UInt8(ascii: " ")) }
        var bytes = withUnsafeBytes(of: UInt64(text.count).littleEndian, Array.init)
        bytes.reserveCapacity(8 + text.count + end)
        bytes += text
        for tensor in ordered { bytes += tensor.bytes }
        return bytes
    }

    init() {}

    /// Reads the content of a file.
    ///
    /// - Throws: `damagedFile`, also for element types that are not written here.
    init(parsing bytes: [UInt8]) throws(BittensorError) {
        guard bytes.count >= 8 else { throw Self.damage("it has \(bytes.count) bytes") }
        let length: UInt64 = Self.integers(Array(bytes.prefix(8)))[0]
        guard length <= Self.largestHeader, length <= bytes.count - 8 else {
            throw Self.damage("its header claims \(length) bytes")
        }
        let data = bytes[(8 + Int(length))...]
        guard let header = try? JSONDecoder().decode([String: Header].self, from: Data(bytes[8..<data.startIndex]))
        else {
            throw Self.damage("its header cannot be read")
        }
        // The format wants the data covered without gaps or overlaps, so that nothing can hide in a file.
        var end = 0
        var entries: [(name: String, entry: Entry)] = []
        for (name, member) in header {
            switch member {
            case .texts(let texts): self.texts = texts
            case .entry(let entry): entries.append((name, entry))
            }
        }
        for (name, entry) in entries.sorted(by: {
            $0.entry.data_offsets.lexicographicallyPrecedes($1.entry.data_offsets)
        }) {
            guard entry.data_offsets.count == 2, entry.data_offsets[0] == end, entry.data_offsets[1] >= end,
                entry.data_offsets[1] <= data.count, entry.shape.count == 1,
                (entry.data_offsets[1] - end).isMultiple(of: entry.dtype.size),
                entry.shape[0] == (entry.data_offsets[1] - end) / entry.dtype.size
            else { throw Self.damage("\(excerpt(name)) does not lie where it should") }
            let place = data.startIndex + end
            end = entry.data_offsets[1]
            append(name, entry.dtype, Array(data[place..<(data.startIndex + end)]))
        }
        guard end == data.count else { throw Self.damage("it has \(data.count - end) bytes that no list owns") }
    }

    private static func damage(_ what: String) -> BittensorError {
        BittensorError(.damagedFile, "no file of a metagraph's numbers: \(what)")
    }
}

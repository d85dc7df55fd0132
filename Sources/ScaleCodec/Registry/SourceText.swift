/// Texts inside a larger SCALE input, checked for their lengths but turned into strings only when somebody asks:
/// documentation and type names are half of a chain's metadata, and a program reads few of them.
struct SourceText: Sendable {
    /// The whole input, shared by all texts of it.
    private let source: [UInt8]
    private let start: Int
    private let end: Int

    /// No bytes at all.
    static let nothing = SourceText(source: [], start: 0, end: 0)

    private init(source: [UInt8], start: Int, end: Int) {
        self.source = source
        self.start = start
        self.end = end
    }

    /// A text of its own.
    init(encoding value: some ScaleEncodable) { self.init(encoded: value.scaleEncoded) }
    private init(encoded: [UInt8]) { self.init(source: encoded, start: 0, end: encoded.count) }

    /// Passes over a list of texts.
    init(listFrom reader: inout ScaleReader) throws(ScaleError) {
        let start = reader.offset
        for _ in 0..<(try reader.readCount()) { try reader.skip(try reader.readCount()) }
        self.init(source: reader.bytes, start: start, end: reader.offset)
    }

    /// Passes over a text or nothing.
    init(optionFrom reader: inout ScaleReader) throws(ScaleError) {
        let start = reader.offset
        if try Bool(from: &reader) { try reader.skip(try reader.readCount()) }
        self.init(source: reader.bytes, start: start, end: reader.offset)
    }

    /// The encoding of the texts.
    var bytes: ArraySlice<UInt8> { source[start..<end] }

    /// The texts of a list; bytes that are not UTF-8 become U+FFFD.
    var list: [String] {
        var reader = ScaleReader(Array(bytes))
        var texts: [String] = []
        // The lengths were checked when the list was passed over.
        for _ in 0..<((try? reader.readCount()) ?? 0) {
            guard let text = try? [UInt8](from: &reader) else { return texts }
            texts.append(String(decoding: text, as: UTF8.self))
        }
        return texts
    }

    /// The text, or nothing.
    var option: String? {
        var reader = ScaleReader(Array(bytes))
        guard (try? Bool(from: &reader)) == true, let text = try? [UInt8](from: &reader) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}

extension SourceText: Hashable {
    static func == (lhs: SourceText, rhs: SourceText) -> Bool { lhs.bytes == rhs.bytes }
    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

/// Documentation in a chain's metadata: lines of text.
public struct Documentation: Hashable, Sendable, ScaleCodable {
    private let text: SourceText

    public init(_ lines: [String] = []) { text = lines.isEmpty ? Self.empty : SourceText(encoding: lines) }

    public init(from reader: inout ScaleReader) throws(ScaleError) { text = try SourceText(listFrom: &reader) }

    public func encode(to writer: inout ScaleWriter) { writer.write(bytes: text.bytes) }

    /// The lines; made anew at each call.
    public var lines: [String] { text.list }

    private static let empty = SourceText(encoding: [String]())
}

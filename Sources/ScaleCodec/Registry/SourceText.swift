// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Texts inside a larger SCALE input, checked for their lengths but turned into strings only when somebody asks:
/// documentation and type names are half of a chain's metadata, and a program reads few of them.
struct SourceText: Sendable {
    /// The whole input, shared by all texts of it.
    private let source: [UInt8]
    private let start: UInt32
    private let end: UInt32

    private init(source: [UInt8], start: UInt32, end: UInt32) {
        self.source = source
        self.start = start
        self.end = end
    }

    /// Texts of their own.
    init(encoded: [UInt8]) { self.init(source: encoded, start: 0, end: UInt32(encoded.count)) }

    /// What `skip` passes over.
    init(
        from reader: inout ScaleReader, skip: (inout ScaleReader) throws(ScaleError) -> Void
    ) throws(ScaleError) {
        let start = reader.offset
        try skip(&reader)
        guard let first = UInt32(exactly: start), let end = UInt32(exactly: reader.offset) else {
            throw ScaleError(.tooLarge, "a text starts at byte \(start), beyond the first four gigabytes")
        }
        self.init(source: reader.bytes, start: first, end: end)
    }

    /// The encoding of the texts.
    var bytes: ArraySlice<UInt8> { source[Int(start)..<Int(end)] }

    /// A reader of the texts, whose lengths are known to be right.
    var reader: ScaleReader { ScaleReader(Array(bytes)) }
}

extension SourceText: Hashable {
    static func == (lhs: SourceText, rhs: SourceText) -> Bool { lhs.bytes == rhs.bytes }
    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension ScaleReader {
    /// Passes over a text or nothing.
    mutating func skipOptionalText() throws(ScaleError) {
        if try Bool(from: &self) { try skip(try readCount()) }
    }

    /// Passes over a list of texts.
    mutating func skipTexts() throws(ScaleError) {
        for _ in 0..<(try readCount()) { try skip(try readCount()) }
    }

    /// A text or nothing; bytes that are not UTF-8 become U+FFFD.
    mutating func readLenientOptionalText() -> String? {
        guard (try? Bool(from: &self)) == true else { return nil }
        return readLenientText()
    }

    /// A list of texts; bytes that are not UTF-8 become U+FFFD.
    mutating func readLenientTexts() -> [String] {
        let count = (try? readCount()) ?? 0
        var texts: [String] = []
        for _ in 0..<count { if let text = readLenientText() { texts.append(text) } }
        return texts
    }

    private mutating func readLenientText() -> String? {
        (try? [UInt8](from: &self)).map { String(decoding: $0, as: UTF8.self) }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Documentation in a chain's metadata: lines of text.
public struct Documentation: Hashable, Sendable, ScaleCodable {
    /// Nil for no lines.
    private let text: SourceText?

    public init(_ lines: [String] = []) { text = lines.isEmpty ? nil : SourceText(encoded: lines.scaleEncoded) }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let text = try SourceText(from: &reader) { reader throws(ScaleError) in try reader.skipTexts() }
        self.text = text.bytes.count > 1 ? text : nil
    }

    public func encode(to writer: inout ScaleWriter) {
        if let text { writer.write(bytes: text.bytes) } else { writer.write(count: 0) }
    }

    /// The lines; made anew at each call.
    public var lines: [String] {
        guard var reader = text?.reader else { return [] }
        return reader.readLenientTexts()
    }
}

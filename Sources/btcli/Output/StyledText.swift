// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Text that knows what its pieces are; how they look is decided where it is written.
///
///     let line: StyledText = "Sent \("τ1.5", .amount) to \("5FHn…94ty", .address)"
///     console.say(line)
///
/// Pieces may come from a chain: what a terminal would obey in them is made visible, line breaks excepted.
struct StyledText: Hashable, Sendable {
    struct Piece: Hashable, Sendable {
        let text: String
        let style: Style?
    }

    private(set) var pieces: [Piece]

    init(_ text: String, _ style: Style? = nil) { pieces = text.isEmpty ? [] : [Piece(text: text, style: style)] }

    private init(pieces: [Piece]) { self.pieces = pieces }

    /// The text without any style.
    var plain: String { pieces.map(\.text).joined() }
    /// How many characters it has.
    var count: Int { pieces.reduce(0) { $0 + $1.text.count } }
    var isEmpty: Bool { pieces.isEmpty }

    static func + (first: StyledText, second: StyledText) -> StyledText {
        StyledText(pieces: first.pieces + second.pieces)
    }

    static func += (text: inout StyledText, more: StyledText) { text.pieces += more.pieces }

    /// The lines of the text, each with the styles it has.
    var lines: [StyledText] {
        var lines = [StyledText("")]
        for piece in pieces {
            for (index, part) in piece.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { lines.append("") }
                lines[lines.count - 1] += StyledText(String(part), piece.style)
            }
        }
        return lines
    }

    /// The characters from one place to another, with their styles.
    private subscript(range: Range<Int>) -> StyledText {
        var (pieces, start) = ([Piece](), 0)
        for piece in self.pieces {
            let count = piece.text.count
            let kept = range.clamped(to: start..<start + count)
            if !kept.isEmpty {
                let text = piece.text.dropFirst(kept.lowerBound - start).prefix(kept.count)
                pieces.append(Piece(text: String(text), style: piece.style))
            }
            start += count
        }
        return StyledText(pieces: pieces)
    }

    /// At most `width` characters, with an ellipsis where the end is missing.
    func shortened(to width: Int) -> StyledText {
        guard count > width, width > 0 else { return self }
        return self[0..<width - 1] + "…"
    }

    /// The text with line breaks in place of blanks, so that only a line of one long word exceeds `width` characters.
    func wrapped(to width: Int) -> StyledText {
        lines.map { line in
            var (place, rows) = (0, [StyledText]())
            for row in line.plain.wrapped(to: width).split(separator: "\n", omittingEmptySubsequences: false) {
                rows.append(line[place..<place + row.count])
                // The blank that the break stands for.
                place += row.count + 1
            }
            return rows.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// What a terminal or a file gets.
    func text(_ palette: Palette) -> String {
        pieces.map { piece in
            // Styles end with the line: a pager, or a wrapped line, would carry them on.
            piece.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { palette.paint(String($0).printable, piece.style) }.joined(separator: "\n")
        }.joined()
    }
}

extension [StyledText] {
    func joined(separator: StyledText) -> StyledText {
        dropFirst().reduce(first ?? "") { $0 + separator + $1 }
    }
}

extension StyledText: ExpressibleByStringInterpolation {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = StyledText("")

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { text += StyledText(literal) }
        mutating func appendInterpolation(_ value: some CustomStringConvertible, _ style: Style? = nil) {
            text += StyledText(value.description, style)
        }
        mutating func appendInterpolation(_ value: StyledText) { text += value }
    }

    init(stringLiteral value: String) { self.init(value) }
    init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }
}

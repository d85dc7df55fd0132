// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

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
        /// What is said in its place where words stand for signs; nil where it is words itself.
        var words: String?
    }

    private(set) var pieces: [Piece]

    init(_ text: String, _ style: Style? = nil) { pieces = text.isEmpty ? [] : [Piece(text: text, style: style)] }

    private init(pieces: [Piece]) { self.pieces = pieces }

    /// A sign, and the words that say the same.
    init(sign: String, _ style: Style, words: String) {
        pieces = [Piece(text: sign, style: style, words: words)]
    }

    /// What has been done.
    static let done = StyledText(sign: "✓", .success, words: "Done:")
    /// What has not come about.
    static let failed = StyledText(sign: "✗", .failure, words: "Failed:")
    /// What one may do.
    static let next = StyledText(sign: "→", .hint, words: "Next:")
    /// A line between other lines; a voice is spared it.
    static func rule(_ width: Int) -> StyledText {
        StyledText(sign: String(repeating: "─", count: max(0, width)), .hint, words: "")
    }

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
            guard piece.words == nil else {
                lines[lines.count - 1].pieces.append(piece)
                continue
            }
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
                pieces.append(Piece(text: String(text), style: piece.style, words: piece.words))
            }
            start += count
        }
        return StyledText(pieces: pieces)
    }

    /// At most `width` characters, with an ellipsis where some are missing.
    func shortened(to width: Int, _ shortening: Table.Column.Shortening = .end) -> StyledText {
        let count = count
        guard count > width, width > 0 else { return self }
        switch shortening {
        case .never: return self
        case .end: return self[0..<width - 1] + "…"
        case .middle:
            let tail = width - 1 - width / 2
            return self[0..<width / 2] + StyledText("…", pieces.first?.style) + self[count - tail..<count]
        }
    }

    /// The text with addresses that are longer than `width` without their middle.
    func shorteningAddresses(to width: Int) -> StyledText {
        replacing(.address) { StyledText($0, .address).shortened(to: width, .middle) }
    }

    /// The text with other pieces in the place of those of one style.
    func replacing(_ style: Style, _ replacement: (String) -> StyledText) -> StyledText {
        StyledText(pieces: pieces.flatMap { $0.style == style ? replacement($0.text).pieces : [$0] })
    }

    /// The lines with two blanks in front.
    var indented: StyledText { lines.map { "  " + $0 }.joined(separator: "\n") }

    /// How long its longest word is.
    var longestWord: Int { plain.split { $0 == " " || $0 == "\n" }.map(\.count).max() ?? 0 }

    var trimmingTrailingBlanks: StyledText {
        var text = self
        while let last = text.pieces.last, last.words == nil {
            let kept = last.text.trimmingTrailingBlanks
            guard kept.count < last.text.count || kept.isEmpty else { break }
            text.pieces.removeLast()
            if !kept.isEmpty {
                text.pieces.append(Piece(text: kept, style: last.style))
                break
            }
        }
        return text
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
        // Styles end with the line: a pager, or a wrapped line, would carry them on.
        lines.filter { !palette.usesWords || !$0.isRule }.map { line in
            line.pieces.map { piece in
                palette.paint((palette.usesWords ? piece.words ?? piece.text : piece.text).printable, piece.style)
            }.joined()
        }.joined(separator: "\n")
    }

    /// Whether nothing of it is to be said.
    private var isRule: Bool {
        pieces.contains { $0.words == "" } && pieces.allSatisfy { $0.words == "" || $0.text.allSatisfy { $0 == " " } }
    }
}

extension [StyledText] {
    func joined(separator: StyledText) -> StyledText {
        var text = first ?? ""
        for next in dropFirst() {
            text += separator
            text += next
        }
        return text
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
        mutating func appendInterpolation(_ amount: Balance) { text += CellValue.tao(amount).alone }
        mutating func appendInterpolation(_ amount: Alpha) { text += CellValue.alpha(amount).alone }
        mutating func appendInterpolation(_ account: AccountID) { text += StyledText(account.ss58(), .address) }
    }

    init(stringLiteral value: String) { self.init(value) }
    init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }
}

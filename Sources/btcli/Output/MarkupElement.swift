// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// An element of a page or of a drawing: HTML, or SVG 1.1.
struct MarkupElement {
    let name: String
    let attributes: [(name: String, value: String)]
    let text: String
    /// Style or script, written as it is.
    let verbatim: String
    let children: [MarkupElement]

    init(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String = "", verbatim: String = "",
        children: [MarkupElement] = []
    ) {
        self.name = name
        self.attributes = attributes.map { ($0.key, $0.value) }
        self.text = text
        self.verbatim = verbatim
        self.children = children
    }

    /// The element and what it holds, one element per line.
    var markup: String {
        let start = "<" + name + attributes.map { " \($0.name)=\"\(Self.escaped($0.value))\"" }.joined()
        let isEmpty = children.isEmpty && text.isEmpty && verbatim.isEmpty
        // HTML ignores the slash of an element that it lets have content.
        if isEmpty, !Self.neverVoid.contains(name) { return start + "/>" }
        let inside = children.isEmpty ? "" : "\n" + children.map(\.markup).joined(separator: "\n") + "\n"
        return "\(start)>\(Self.escaped(text))\(verbatim)\(inside)</\(name)>"
    }

    private static let neverVoid: Set<String> = [
        "button", "dd", "div", "dl", "dt", "figcaption", "figure", "g", "h1", "h2", "main", "output", "p", "script",
        "section", "span", "style", "svg", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
    ]

    /// XML 1.0, sections 2.2 and 2.4: no markup, and no control characters, which XML cannot hold at all.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension MarkupElement {
    enum Anchor: String { case start, middle, end }

    static func text(
        _ text: String, x: Double, y: Double, _ anchor: Anchor = .start, style: String = "ink"
    ) -> MarkupElement {
        MarkupElement(
            "text", ["x": number(x), "y": number(y), "text-anchor": anchor.rawValue, "class": style], text: text)
    }

    static func line(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double), style: String) -> MarkupElement {
        MarkupElement(
            "line",
            ["x1": number(from.x), "y1": number(from.y), "x2": number(to.x), "y2": number(to.y), "class": style])
    }

    static func bar(x: Double, y: Double, width: Double, height: Double, style: String) -> MarkupElement {
        MarkupElement(
            "rect",
            [
                "x": number(x), "y": number(y), "width": number(max(0, width)), "height": number(height), "rx": "2",
                "class": style,
            ])
    }

    static func number(_ value: Double) -> String { (value.isFinite ? value : 0).fixed(decimals: 1) }
}

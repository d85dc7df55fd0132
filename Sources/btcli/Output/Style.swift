// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a piece of text is. The words of the output's design: docs/output.md.
enum Style: Hashable, Sendable, CaseIterable {
    /// The name of what follows: a table's columns, a group.
    case heading
    /// What a value is called.
    case label
    case amount
    /// An account, a hash, a block: what is copied.
    case address
    case success
    case warning
    case failure
    /// What one might do next, and what may be passed over.
    case hint
    /// The filled part of a bar, a curve.
    case progress
    /// What is another than before.
    case changed
}

/// The looks of styles, from a terminal's own sixteen colours: whoever chose them can read them, on dark and on light.
struct Palette: Hashable, Sendable {
    /// Whether colours and weights are written at all.
    let isColored: Bool
    /// Whether words stand where others see signs, and no rules: for a voice that reads it out.
    var usesWords = false

    static let plain = Palette(isColored: false)
    static let colored = Palette(isColored: true)

    func paint(_ text: String, _ style: Style?) -> String {
        guard isColored, let style, !text.isEmpty else { return text }
        return "\u{1B}[\(Self.attributes(of: style))m\(text)\u{1B}[0m"
    }

    /// The parameters of ECMA-48's SGR: no white, no black and no blue, which one background or the other swallows.
    private static func attributes(of style: Style) -> String {
        switch style {
        case .heading: "1"
        case .label: "2"
        case .amount: "1"
        case .address: "36"
        case .success: "32"
        case .warning: "33"
        case .failure: "1;31"
        case .hint: "2"
        case .progress: "32"
        case .changed: "7"
        }
    }
}

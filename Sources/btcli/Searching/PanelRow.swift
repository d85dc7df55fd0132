// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A row of a panel: what it is about, perhaps a bar or a curve, and what there is to say, the most important first.
struct PanelRow {
    /// What becomes of what does not fit.
    enum Overflow {
        case drop
        /// It goes on in another line.
        case wrap
    }

    private let label: String
    private let parts: [StyledText]
    private let overflow: Overflow
    /// From 0 to 1.
    private let bar: Double?
    private let curve: StyledText?

    private static let labelWidth = 6
    private static let gap = 2
    private static let (shortestBar, longestBar) = (10, 30)
    private static let shortestCurve = 4

    init(
        _ label: String, _ parts: [StyledText], _ overflow: Overflow, bar: Double? = nil, curve: StyledText? = nil
    ) {
        self.label = label
        self.parts = parts.filter { !$0.isEmpty }
        self.overflow = overflow
        self.bar = bar
        self.curve = curve
    }

    /// The lines of the row, each at most `width` characters.
    func lines(width: Int, _ signs: SearchPanel.Signs) -> [StyledText] {
        let start = max(Self.labelWidth, label.count) + Self.gap
        let room = max(8, width - start)
        let firstRoom = room - (bar == nil ? 0 : Self.shortestBar + Self.gap)
        var rows: [[StyledText]] = [[]]
        for part in parts {
            let used = rows[rows.count - 1].reduce(0) { $0 + $1.count + signs.dot.count }
            let limit = rows.count == 1 ? firstRoom : room
            if used + part.count <= limit || used == 0 && (bar == nil || rows.count > 1) {
                rows[rows.count - 1].append(part)
            } else if overflow == .drop, !rows[0].isEmpty {
                break
            } else {
                rows.append([part])
            }
        }
        return rows.enumerated().flatMap { index, parts in
            let isFirst = index == 0
            let text = parts.joined(separator: StyledText(signs.dot))
            let head = label.isEmpty && parts.isEmpty ? "" : (isFirst ? label : "").padded(to: start)
            let decorated = isFirst ? decorated(text, room: room, signs) : text
            // One part may be longer than any line: words go below each other.
            return broken(decorated, to: room).enumerated().map { line, text in
                StyledText(line == 0 ? head : "".padded(to: start), .label) + text
            }
        }.filter { !$0.plain.trimmingBlanks.isEmpty }
    }

    private func broken(_ text: StyledText, to room: Int) -> [StyledText] {
        guard text.count > room else { return [text] }
        return text.wrapped(to: room).lines.map { $0.shortened(to: room) }
    }

    /// The text with the bar before it, or the curve behind it, as long as there is room.
    private func decorated(_ text: StyledText, room: Int, _ signs: SearchPanel.Signs) -> StyledText {
        if let bar {
            let length = min(Self.longestBar, room - text.count - Self.gap)
            guard length >= Self.shortestBar || text.isEmpty else { return text }
            let filled = Int((min(max(bar, 0), 1) * Double(length)).rounded())
            return StyledText(String(repeating: signs.filled, count: filled), .progress)
                + StyledText(String(repeating: signs.empty, count: length - filled), .label)
                + StyledText(text.isEmpty ? "" : "".padded(to: Self.gap)) + text
        }
        guard let curve, room - text.count - Self.gap >= Self.shortestCurve else { return text }
        return text + StyledText("".padded(to: Self.gap)) + curve.last(room - text.count - Self.gap)
    }
}

extension StyledText {
    /// Its last characters, at most so many.
    fileprivate func last(_ count: Int) -> StyledText {
        pieces.last.map { StyledText(String($0.text.suffix(count)), $0.style) } ?? self
    }
}

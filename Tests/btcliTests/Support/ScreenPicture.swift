// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

@testable import btcli

/// Screens of a terminal as a drawing that plays: each from its moment to that of the next, the last one for a while.
///
/// Where nothing plays, the last one is shown.
struct ScreenPicture {
    let columns: Int
    let frames: [(time: Double, cells: [[ScreenEmulator.Cell]])]

    private static let (cell, line, margin) = (8.4, 19.0, 16.0)
    private static let lastFrame = 6.0

    var svg: String {
        let rows = frames.map(\.cells.count).max() ?? 1
        let width = MarkupElement.number(Double(columns) * Self.cell + 2 * Self.margin)
        let height = MarkupElement.number(Double(rows) * Self.line + 2 * Self.margin)
        let end = (frames.last?.time ?? 0) + Self.lastFrame
        var style = Self.style
        for (index, frame) in frames.enumerated() where frames.count > 1 {
            let isLast = index == frames.count - 1
            let from = Self.percent(frame.time / end)
            let to = isLast ? "100%" : Self.percent(frames[index + 1].time / end)
            // Hidden until its moment, and from the next one's on.
            style += """
                .f\(index) { animation: f\(index) \(end.fixed(decimals: 1))s step-end infinite; }
                @keyframes f\(index) { 0% { visibility: \(index == 0 ? "visible" : "hidden"); } \(from) { visibility: visible; } \
                \(to) { visibility: \(isLast ? "visible" : "hidden"); } }

                """
        }
        let pictures = frames.enumerated().map { index, frame in
            MarkupElement(
                "g",
                [
                    "class": "f\(index)", "visibility": index == frames.count - 1 ? "visible" : "hidden",
                ],
                children: frame.cells.enumerated().flatMap { row, cells in Self.texts(cells, row: row) })
        }
        let drawing = MarkupElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height,
                "viewBox": "0 0 \(width) \(height)", "role": "img",
            ],
            children: [
                MarkupElement("style", text: style),
                MarkupElement("rect", ["width": "100%", "height": "100%", "rx": "10", "class": "screen"]),
            ] + pictures)
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(drawing.markup)\n"
    }

    /// The runs of one style in a row.
    private static func texts(_ cells: [ScreenEmulator.Cell], row: Int) -> [MarkupElement] {
        var runs: [(column: Int, style: String, text: String)] = []
        for (column, cell) in cells.enumerated() {
            if let last = runs.last, last.style == cell.style {
                runs[runs.count - 1].text.append(cell.character)
            } else {
                runs.append((column, cell.style, String(cell.character)))
            }
        }
        return runs.filter { !$0.text.allSatisfy { $0 == " " } }.map { run in
            MarkupElement(
                "text",
                [
                    "x": MarkupElement.number(margin + Double(run.column) * cell),
                    "y": MarkupElement.number(margin + Double(row + 1) * line - 5),
                    "textLength": MarkupElement.number(Double(run.text.count) * cell), "xml:space": "preserve",
                    "class": run.style.isEmpty ? "t" : "t c\(run.style.replacing(";", with: "-"))",
                ], text: run.text)
        }
    }

    private static func percent(_ share: Double) -> String { "\((100 * share).fixed(decimals: 2))%" }

    private static let style = """
        .screen { fill: #0d1117; }
        .t { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #d1d7e0; }
        .c1 { font-weight: 700; fill: #f0f6fc; } .c2 { fill: #8b949e; } .c31 { fill: #f85149; } .c32 { fill: #3fb950; }
        .c33 { fill: #d29922; } .c36 { fill: #39c5cf; } .c1-31 { font-weight: 700; fill: #f85149; }

        """
}

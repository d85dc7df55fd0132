// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One bar for each of many values, the largest first.
struct BarPlot {
    struct Bar: Hashable {
        let label: String
        let value: Double
        let text: String
    }

    let bars: [Bar]
    let title: String

    /// More bars than this would be thinner than a pixel.
    private static let mostBars = 512
    private static let width = 960.0
    private static let height = 160.0
    private static let foot = 18.0

    /// The drawing; each bar tells its label and value when pointed at.
    var element: MarkupElement {
        let shown = bars.filter { $0.value.isFinite && $0.value >= 0 }.sorted { $0.value > $1.value }
            .prefix(Self.mostBars)
        let largest = shown.first?.value ?? 0
        let step = Self.width / Double(max(1, shown.count))
        let drawn = shown.enumerated().map { index, bar in
            let height = largest > 0 ? bar.value / largest * Self.height : 0
            return MarkupElement(
                "rect",
                [
                    "x": MarkupElement.number(Double(index) * step), "y": MarkupElement.number(Self.height - height),
                    "width": MarkupElement.number(max(0.5, min(step * 0.85, 60))),
                    "height": MarkupElement.number(height), "class": "bar",
                ],
                children: [MarkupElement("title", text: "\(bar.label): \(bar.text)")])
        }
        let note =
            shown.first.map {
                "largest: \($0.label), \($0.text)"
                    + (shown.count < bars.count ? "; \(shown.count) of \(bars.count) shown" : "")
            }
            ?? "no values"
        return MarkupElement(
            "svg",
            [
                "viewBox": "0 0 \(MarkupElement.number(Self.width)) \(MarkupElement.number(Self.height + Self.foot))",
                "role": "img", "aria-label": title,
            ],
            children: drawn + [
                MarkupElement.line((0, Self.height), (Self.width, Self.height), style: "axis"),
                MarkupElement.text(note, x: 0, y: Self.height + Self.foot - 4, style: "note"),
            ])
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// One bar for each of many values, the largest first, each with its name below and its value at a touch.
///
/// It is drawn in pixels and never scaled, so that what is written in it can be read on a phone too; what is wider scrolls.
struct BarPlot {
    struct Bar: Hashable {
        /// Whose bar it is, such as a uid.
        let name: String
        let value: Double
        let text: String
    }

    let bars: [Bar]
    let title: String
    /// What the names are, such as `Uid`.
    let nameTitle: String

    /// More bars than this would only be scrolled past.
    private static let mostBars = 512
    private static let (left, top, height, foot) = (56.0, 10.0, 170.0, 40.0)
    private static let shortest = 280.0

    private var shown: ArraySlice<Bar> {
        bars.filter { $0.value.isFinite && $0.value >= 0 }.sorted { $0.value > $1.value }.prefix(Self.mostBars)
    }

    var element: MarkupElement {
        let shown = Array(shown)
        let crowded = shown.count <= 12 ? 40.0 : shown.count <= 48 ? 20 : 7
        let step = max(crowded, min(60, Self.shortest / Double(max(1, shown.count))))
        let width = max(Self.shortest, Double(shown.count) * step)
        let ticks = Self.ticks(upTo: shown.first?.value ?? 0)
        let top = ticks.last ?? 1
        func y(_ value: Double) -> Double { Self.top + Self.height * (1 - value / top) }

        var elements = ticks.flatMap { tick in
            [
                MarkupElement.line(
                    (Self.left, y(tick)), (Self.left + width, y(tick)), style: tick == 0 ? "axis" : "grid"),
                .text(Self.short(tick), x: Self.left - 8, y: y(tick) + 4, .end, style: "soft"),
            ]
        }
        // Names are this far apart, however thin the bars are: a character takes some 7 pixels.
        let names = shown.map { $0.name.shortened(to: 11, .middle) }
        let nameWidth = max(34, 7 * Double(names.map(\.count).max() ?? 0) + 8)
        let nameStep = max(1, Int((nameWidth / step).rounded(.up)))
        for (index, bar) in shown.enumerated() {
            let x = Self.left + (Double(index) + 0.5) * step
            let barWidth = min(step * 0.75, 30)
            // What is there can be seen, however little it is.
            let barHeight = bar.value > 0 ? max(1.5, Self.height * bar.value / top) : 0
            let words = MarkupElement("title", text: "\(nameTitle) \(bar.name): \(bar.text)")
            elements.append(
                MarkupElement(
                    "g",
                    children: [
                        words,
                        // The whole column answers to a touch, not only a thin bar.
                        .rectangle(x: x - step / 2, y: Self.top, width: step, height: Self.height, style: "hit"),
                        .rectangle(
                            x: x - barWidth / 2, y: Self.top + Self.height - barHeight, width: barWidth,
                            height: barHeight, style: "bar"),
                    ]))
            if index.isMultiple(of: nameStep) {
                elements.append(
                    .text(names[index], x: x, y: Self.top + Self.height + 16, .middle, style: "soft"))
            }
        }
        elements.append(
            .text(nameTitle, x: Self.left + width / 2, y: Self.top + Self.height + 34, .middle, style: "soft"))
        let size = (
            MarkupElement.number(Self.left + width + 12), MarkupElement.number(Self.top + Self.height + Self.foot)
        )
        return MarkupElement(
            "svg",
            [
                "width": size.0, "height": size.1, "viewBox": "0 0 \(size.0) \(size.1)", "role": "img",
                "aria-label": title,
            ], children: elements)
    }

    /// What the plot says in words.
    var note: String {
        guard let first = shown.first else { return "No values." }
        let part = shown.count < bars.count ? "; \(shown.count) of \(bars.count) shown" : ""
        return "Largest: \(nameTitle) \(first.name), \(first.text)\(part)."
    }

    /// Round numbers from 0 to just above the largest value.
    static func ticks(upTo largest: Double) -> [Double] {
        guard largest > 0, largest.isFinite else { return [0, 1] }
        let power = pow(10, (log10(largest / 4)).rounded(.down))
        let step = [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 * 4 >= largest } ?? largest / 4
        return (0...Int((largest / step).rounded(.up))).map { Double($0) * step }
    }

    /// A number on an axis.
    static func short(_ value: Double) -> String {
        switch value {
        case 1e9...: "\(trimmed(value / 1e9))G"
        case 1e6...: "\(trimmed(value / 1e6))M"
        case 1e3...: "\(trimmed(value / 1e3))k"
        case 0.001...: trimmed(value)
        case 0: "0"
        default: "\(trimmed(value * 1e6))µ"
        }
    }

    private static func trimmed(_ value: Double) -> String {
        var text = value.fixed(decimals: 4)
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}

extension MarkupElement {
    fileprivate static func rectangle(
        x: Double, y: Double, width: Double, height: Double, style: String
    ) -> MarkupElement {
        MarkupElement(
            "rect",
            ["x": number(x), "y": number(y), "width": number(width), "height": number(height), "class": style])
    }
}

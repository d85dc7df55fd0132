// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A drawing of a comparison for a browser: a bar per kernel, and the expected time per seal against the difficulty.
///
/// One self-contained file, for light and dark pages. Viewers that know no dark pages show the light one.
struct ComparisonPlot {
    let figures: [KernelComparison.Figures]
    let machine: SolverTuning.Machine
    let scheme: SealScheme

    static let width = 880.0
    static let left = 130.0
    static let right = 750.0

    var svg: String {
        let bars = bars(top: 96)
        let times = times(top: bars.bottom + 48)
        let height = MarkupElement.number(times.bottom + 24)
        let width = MarkupElement.number(Self.width)
        let threads = figures.first?.threads ?? 1
        let head = [
            MarkupElement("title", text: "Seal search: kernels side by side"),
            MarkupElement("style", text: Self.style),
            MarkupElement("rect", ["width": width, "height": height, "class": "page"]),
            .text("Seal search: kernels side by side", x: 24, y: 36, style: "ink title"),
            .text(
                "\(machine.processor) · \(threads == 1 ? "1 thread" : "\(threads) threads") · scheme \(scheme.rawValue)",
                x: 24, y: 58, style: "soft"),
        ]
        let drawing = MarkupElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height,
                "viewBox": "0 0 \(width) \(height)", "role": "img",
            ], children: head + bars.elements + times.elements)
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(drawing.markup)\n"
    }

    /// The style of the n-th kernel: colours that differ in brightness too, repeated after the sixth.
    static func color(_ index: Int) -> String { "k\(index % colors.count)" }

    // MARK: - Bars

    /// Hashes per second of one thread's processor time, with the range, and where the peers would be on this machine's clock.
    private func bars(top: Double) -> (elements: [MarkupElement], bottom: Double) {
        let rowHeight = 30.0
        let most = max(figures.map(\.threadRate.most).max() ?? 0, 1)
        func x(_ rate: Double) -> Double { Self.left + rate / most * (Self.right - Self.left - 60) }
        var elements = [
            MarkupElement.text(
                "MH/s of one thread, by its processor time: median and range", x: 24, y: top, style: "ink head")
        ]
        var y = top + 18
        for (index, figures) in figures.enumerated() {
            let rate = figures.threadRate
            let middle = y + 10
            elements += [
                .text(figures.kernel.name, x: Self.left - 12, y: y + 15, .end),
                .bar(x: Self.left, y: y, width: x(rate.median) - Self.left, height: 20, style: Self.color(index)),
                .line((x(rate.least), middle), (x(rate.most), middle), style: "range"),
                .line((x(rate.least), middle - 5), (x(rate.least), middle + 5), style: "range"),
                .line((x(rate.most), middle - 5), (x(rate.most), middle + 5), style: "range"),
                .text(barLabel(figures), x: x(rate.most) + 10, y: y + 15),
            ]
            y += rowHeight
        }
        for peer in BenchmarkPeer.all.sorted(by: { $0.cyclesPerHash < $1.cyclesPerHash }) {
            guard let rate = peerRate(peer) else { continue }
            elements += [
                .text(peer.name, x: Self.left - 12, y: y + 15, .end, style: "soft"),
                .bar(x: Self.left, y: y, width: max(1, x(rate) - Self.left), height: 20, style: "peer"),
                .text(
                    "\((rate / 1e6).fixed(decimals: 2)) · \(peer.cyclesPerHash.fixed(decimals: 0)) cycles, as measured "
                        + "elsewhere · \(peer.source)", x: x(rate) + 10, y: y + 15, style: "soft"),
            ]
            y += rowHeight
        }
        return (elements, y)
    }

    private func barLabel(_ figures: KernelComparison.Figures) -> String {
        let cycles = figures.cyclesPerHash.median
        return "\((figures.threadRate.median / 1e6).fixed(decimals: 2)) · "
            + "\(cycles.fixed(decimals: cycles < 1000 ? 1 : 0)) cycles"
    }

    /// A peer's cycles at the clock that this run's fastest kernel had.
    private func peerRate(_ peer: BenchmarkPeer) -> Double? {
        guard let best = figures.max(by: { $0.threadRate.median < $1.threadRate.median }) else { return nil }
        return best.threadRate.median * best.cyclesPerHash.median / peer.cyclesPerHash
    }

    // MARK: - Times

    private static let difficulties = 5...13
    private static let marks: [(seconds: Double, name: String)] = [
        (0.001, "1 ms"), (0.03, "30 ms"), (1, "1 s"), (60, "1 min"), (3600, "1 h"), (86_400, "1 day"),
        (2_629_800, "1 month"),
        (31_557_600, "1 year"), (3_155_760_000, "100 years"), (3.15576e13, "10⁶ years"),
    ]

    /// Both axes logarithmic, so every kernel is a straight line.
    private func times(top: Double) -> (elements: [MarkupElement], bottom: Double) {
        let (first, last) = (Double(Self.difficulties.lowerBound), Double(Self.difficulties.upperBound))
        let (upper, lower) = (top + 20, top + 380)
        let rates = figures.map { max($0.rate.median, 1) }
        let shortest = first - log10(rates.max() ?? 1)
        let longest = last - log10(rates.min() ?? 1)
        func x(_ exponent: Double) -> Double {
            Self.left + (exponent - first) / (last - first) * (Self.right - Self.left)
        }
        func y(_ exponent: Double) -> Double { lower - (exponent - shortest) / (longest - shortest) * (lower - upper) }

        var elements = [
            MarkupElement.text("Expected time per seal, by difficulty", x: 24, y: top, style: "ink head")
        ]
        for exponent in Self.difficulties {
            let x = x(Double(exponent))
            elements.append(.line((x, upper), (x, lower), style: "grid"))
            elements.append(.text("10\(Self.superscript(exponent))", x: x, y: lower + 20, .middle, style: "soft"))
        }
        for mark in Self.marks where (shortest...longest).contains(log10(mark.seconds)) {
            let y = y(log10(mark.seconds))
            elements.append(.line((Self.left, y), (Self.right, y), style: "grid"))
            elements.append(.text(mark.name, x: Self.left - 12, y: y + 4, .end, style: "soft"))
        }
        if (shortest...longest).contains(log10(Self.blockSeconds)) {
            let y = y(log10(Self.blockSeconds))
            elements.append(.line((Self.left, y), (Self.right, y), style: "block"))
            elements.append(.text("a block: 12 s", x: Self.left + 8, y: y - 5, style: "soft"))
        }
        let ends = figures.indices.map { y(last - log10(rates[$0])) }
        let labels = Self.spread(ends, apart: 16)
        for (index, figures) in figures.enumerated() {
            elements.append(
                MarkupElement(
                    "line",
                    [
                        "x1": MarkupElement.number(x(first)),
                        "y1": MarkupElement.number(y(first - log10(rates[index]))),
                        "x2": MarkupElement.number(x(last)), "y2": MarkupElement.number(ends[index]),
                        "class": "curve s\(index % Self.colors.count)",
                    ]))
            elements.append(.text(figures.kernel.name, x: Self.right + 18, y: labels[index] + 4))
            elements.append(
                .line(
                    (Self.right, ends[index]), (Self.right + 14, labels[index]), style: "s\(index % Self.colors.count)")
            )
        }
        elements.append(.text("difficulty", x: (Self.left + Self.right) / 2, y: lower + 42, .middle, style: "soft"))
        return (elements, lower + 42)
    }

    /// The target time of finney's blocks.
    private static let blockSeconds = 12.0

    /// The positions, moved down where two are closer than `gap`; their order stays.
    static func spread(_ positions: [Double], apart gap: Double) -> [Double] {
        var result = positions
        var free = -Double.infinity
        for index in positions.indices.sorted(by: { positions[$0] < positions[$1] }) {
            result[index] = max(positions[index], free)
            free = result[index] + gap
        }
        return result
    }

    private static func superscript(_ number: Int) -> String {
        String(String(number).compactMap { $0.wholeNumberValue.map { Array("⁰¹²³⁴⁵⁶⁷⁸⁹")[$0] } })
    }
}

// MARK: - Style

extension ComparisonPlot {
    /// One colour per kernel, for light and for dark pages.
    private static let colors = [
        ("#0969da", "#58a6ff"), ("#bc4c00", "#f0883e"), ("#1a7f37", "#3fb950"), ("#8250df", "#bc8cff"),
        ("#bf3989", "#f778ba"), ("#57606a", "#8b949e"),
    ]

    private static var style: String {
        """
        text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
        .title { font-size: 20px; font-weight: 600; }
        .head { font-weight: 600; }
        .curve { stroke-width: 2.5; }
        .block { stroke-dasharray: 5 4; }
        .range { stroke-width: 1.5; }
        \(rules(page: "#ffffff", ink: "#1f2328", soft: "#59636e", grid: "#d8dee4", colors: colors.map(\.0)))
        @media (prefers-color-scheme: dark) {
        \(rules(page: "#0d1117", ink: "#f0f6fc", soft: "#9198a1", grid: "#2a313a", colors: colors.map(\.1)))
        }
        """
    }

    private static func rules(page: String, ink: String, soft: String, grid: String, colors: [String]) -> String {
        let kernels = colors.enumerated().map { ".k\($0) { fill: \($1); } .s\($0) { stroke: \($1); }" }
        return
            ([
                ".page { fill: \(page); } .ink { fill: \(ink); } .soft { fill: \(soft); } .peer { fill: \(soft); }",
                ".grid { stroke: \(grid); } .block { stroke: \(soft); } .range { stroke: \(ink); }",
            ] + kernels).joined(separator: "\n")
    }
}

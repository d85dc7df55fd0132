// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension QRCode {
    /// How many light modules have to be around a code.
    public static let margin = 4

    /// The code in half blocks, two modules for each character, light ones drawn: right on a dark terminal. One that obeys
    /// controls is told both colours, and then it is right on any.
    ///
    /// - Parameter colored: whether the colours are told.
    public func terminalLines(colored: Bool) -> [String] {
        let range = -Self.margin..<size + Self.margin
        return stride(from: range.lowerBound, to: range.upperBound, by: 2).map { y in
            let line = range.map { x in
                switch (self[x, y], y + 1 >= range.upperBound || self[x, y + 1]) {
                case (false, false): "█"
                case (false, true): "▀"
                case (true, false): "▄"
                case (true, true): " "
                }
            }.joined()
            return colored ? "\u{1B}[38;5;231;48;5;16m\(line)\u{1B}[0m" : line
        }
    }

    /// How many columns and rows the code takes in a terminal.
    public var terminalSize: (columns: Int, rows: Int) {
        (size + 2 * Self.margin, (size + 2 * Self.margin + 1) / 2)
    }

    /// Codes one below the other as a scalable picture.
    public static func svg(_ codes: [QRCode]) -> String {
        let (width, rows) = layout(codes)
        var path = ""
        for (y, row) in rows.enumerated() {
            for (x, dark) in row.enumerated() where dark { path += "M\(x) \(y)h1v1h-1z" }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(rows.count)" width="\(6 * width)" \
            height="\(6 * rows.count)" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(width)v\(rows.count)H0z"/>\
            <path d="\(path)"/></svg>

            """
    }

    /// Codes one below the other as a picture of dots, in the plain form of Netpbm (`.pbm`), six dots for each module.
    public static func pbm(_ codes: [QRCode]) -> String {
        let scale = 6
        let (width, rows) = layout(codes)
        let lines = rows.map { row in
            row.map { String(repeating: $0 ? "1" : "0", count: scale) }.joined() + "\n"
        }
        return "P1\n\(scale * width) \(scale * rows.count)\n"
            + lines.map { String(repeating: $0, count: scale) }.joined()
    }

    /// All modules with the margins.
    private static func layout(_ codes: [QRCode]) -> (width: Int, rows: [[Bool]]) {
        let width = (codes.map(\.size).max() ?? 0) + 2 * margin
        let rows = codes.flatMap { code in
            (-margin..<code.size + margin).map { y in (0..<width).map { code[$0 - margin, y] } }
        }
        return (width, rows)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

@testable import btcli

/// A terminal's screen, as far as this program uses one: what somebody would see, and what scrolled away above it.
///
/// When it becomes narrower or wider it breaks and joins lines as most terminals do.
struct ScreenEmulator {
    struct Cell: Hashable {
        var character: Character = " "
        /// The parameters of the last SGR; empty for none.
        var style = ""
    }

    private struct Row {
        var cells: [Cell] = []
        /// Whether the next row belongs to the same line.
        var isWrapped = false
    }

    private(set) var columns: Int
    let height: Int
    private(set) var isCursorShown = true
    private(set) var title = ""
    private var rows = [Row()]
    private var cursor = (row: 0, column: 0)
    private var style = ""
    private var wraps = true
    /// A sequence whose end has not come.
    private var pending: [Unicode.Scalar] = []

    init(columns: Int, height: Int = 24) {
        self.columns = columns
        self.height = height
    }

    /// Every line, without the blanks at its end; empty ones at the end are left out.
    var lines: [String] {
        var lines = rows.map { String($0.cells.map(\.character)).trimmingTrailingBlanks }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// The same with the style of each run, such as `{32}text{}`.
    var styledLines: [String] {
        rows.map { row in
            var (text, style) = ("", "")
            for cell in Self.trimmed(row.cells) {
                if cell.style != style { text += "{\(cell.style)}" }
                style = cell.style
                text.append(cell.character)
            }
            return style.isEmpty ? text : text + "{}"
        }.reversed().drop { $0.isEmpty }.reversed()
    }

    /// The cells of every line.
    var cells: [[Cell]] { rows.map { Self.trimmed($0.cells) }.reversed().drop { $0.isEmpty }.reversed() }

    private static func trimmed(_ cells: [Cell]) -> [Cell] {
        Array(cells.reversed().drop { $0 == Cell() }.reversed())
    }

    // MARK: Writing

    mutating func write(_ text: String) {
        for scalar in text.unicodeScalars {
            if !pending.isEmpty || scalar == "\u{1B}" {
                pending.append(scalar)
                if obeyed() { pending = [] }
                continue
            }
            switch scalar {
            case "\n":
                cursor.column = 0
                moveDown()
            case "\r": cursor.column = 0
            default: put(Character(scalar))
            }
        }
    }

    private mutating func put(_ character: Character) {
        if cursor.column >= columns {
            if wraps {
                rows[cursor.row].isWrapped = true
                cursor.column = 0
                moveDown()
            } else {
                cursor.column = columns - 1
            }
        }
        let missing = cursor.column - rows[cursor.row].cells.count
        if missing >= 0 {
            rows[cursor.row].cells += Array(repeating: Cell(), count: missing + 1)
        }
        rows[cursor.row].cells[cursor.column] = Cell(character: character, style: style)
        cursor.column += 1
    }

    private mutating func moveDown() {
        cursor.row += 1
        if cursor.row == rows.count { rows.append(Row()) }
    }

    private var top: Int { max(0, rows.count - height) }

    /// Obeys the sequence that has come; returns whether it was whole.
    private mutating func obeyed() -> Bool {
        guard pending.count > 1 else { return false }
        guard let last = pending.last else { return false }
        if pending[1] == "]" {
            guard last == "\u{7}" else { return false }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: pending.dropFirst(4).dropLast())
            title = String(text)
            return true
        }
        guard pending[1] == "[" else { return true }
        guard pending.count > 2, ("@"..."~").contains(last) else { return false }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: pending.dropFirst(2).dropLast())
        obey(last, String(text))
        return true
    }

    private mutating func obey(_ command: Unicode.Scalar, _ parameters: String) {
        let count = Int(parameters) ?? 1
        switch command {
        case "A": cursor = (max(top, cursor.row - count), min(cursor.column, columns - 1))
        case "K":
            let kept = rows[cursor.row].cells.prefix(cursor.column)
            rows[cursor.row] = Row(cells: Array(kept))
        case "J":
            rows[cursor.row] = Row(cells: Array(rows[cursor.row].cells.prefix(cursor.column)))
            // The rows stay on the screen, empty: the cursor does not move.
            for row in rows.indices where row > cursor.row { rows[row] = Row() }
            while rows.count > cursor.row + 1, rows.count > height { rows.removeLast() }
        case "m": style = parameters == "0" ? "" : parameters
        case "h" where parameters == "?25": isCursorShown = true
        case "l" where parameters == "?25": isCursorShown = false
        case "h" where parameters == "?7": wraps = true
        case "l" where parameters == "?7": wraps = false
        default: break
        }
    }

    // MARK: Resizing

    /// Makes the screen narrower or wider: lines are broken anew, and the cursor stays at its character.
    mutating func resize(columns: Int) {
        // What is empty below the cursor makes room first.
        while rows.count > cursor.row + 1, rows.last?.cells.isEmpty == true { rows.removeLast() }
        var lines: [(cells: [Cell], cursor: Int?)] = []
        var isContinued = false
        for (index, row) in rows.enumerated() {
            if !isContinued { lines.append(([], nil)) }
            if index == cursor.row {
                lines[lines.count - 1].cursor = lines[lines.count - 1].cells.count + cursor.column
            }
            lines[lines.count - 1].cells += row.cells
            isContinued = row.isWrapped
        }
        self.columns = columns
        rows = []
        for (cells, place) in lines {
            let start = rows.count
            var rest = cells[...]
            repeat {
                let part = rest.prefix(columns)
                rest = rest.dropFirst(columns)
                rows.append(Row(cells: Array(part), isWrapped: !rest.isEmpty))
            } while !rest.isEmpty
            if let place {
                let row = min(place / columns, rows.count - 1 - start)
                cursor = (start + row, place - row * columns)
            }
        }
    }
}

/// A stream onto an emulated screen. What it says of its size may lag behind, as a terminal's does.
final class ScreenStream: TextStream {
    private let state: Mutex<(screen: ScreenEmulator, told: TerminalSize)>

    init(columns: Int, height: Int = 24) {
        state = Mutex((ScreenEmulator(columns: columns, height: height), TerminalSize(columns: columns, rows: height)))
    }

    var isTerminal: Bool { true }
    var obeysControls: Bool { true }
    var size: TerminalSize? { state.withLock(\.told) }
    var screen: ScreenEmulator { state.withLock(\.screen) }

    func write(_ text: String) { state.withLock { $0.screen.write(text) } }

    /// Resizes the screen; nobody is told so before `tellSize()`.
    func resize(columns: Int) { state.withLock { $0.screen.resize(columns: columns) } }

    func tellSize() {
        state.withLock { $0.told = TerminalSize(columns: $0.screen.columns, rows: $0.screen.height) }
    }
}

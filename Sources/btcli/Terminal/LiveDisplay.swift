// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// A table that is shown again and again: in its place on a terminal, and elsewhere whenever it has changed.
final class LiveDisplay: Sendable {
    private let console: Console
    private let view: TableView
    private let last = Mutex<DataTable?>(nil)

    init(_ console: Console, _ view: TableView) {
        self.console = console
        self.view = view
    }

    func show(_ answer: some TableAnswer) throws(CLIError) {
        let answer = try ViewedAnswer(answer, view)
        let before = last.withLock { last in
            defer { last = answer.table }
            return last
        }
        guard console.status.isInPlace, console.terminal.output.isTerminal, let size = console.terminal.talk.size else {
            // A file that tells the same again tells nothing.
            guard before != answer.table else { return }
            let gap = before == nil ? "" : "\n"
            return try console.write(
                data: gap + answer.text(width: console.terminal.output.size?.columns).text(console.outputPalette))
        }
        let marked = before.map { answer.table.marking(changesSince: $0) } ?? answer.table
        let lines = answer.text(of: marked, width: size.columns - 1).lines
        let room = max(1, size.rows - 2)
        guard lines.count > room else { return console.status.update(lines.joined(separator: "\n")) }
        let note = StyledText("No room for \(lines.count - room + 1) more lines: --filter, --columns.", .hint)
        console.status.update((lines.prefix(room - 1) + [note]).joined(separator: "\n"))
    }
}

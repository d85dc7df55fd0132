// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Console {
    /// Shows an answer; one that is longer than the screen in the pager, if there is one.
    ///
    /// Never one for a voice, and never a document: whoever reads those has means of their own.
    func show(_ answer: some Answer, paged: Bool) async throws {
        guard paged, !options.json, !options.isPlain, terminal.output.obeysControls, let size = terminal.output.size,
            let command = pagerCommand, let page = terminal.page
        else { return try show(answer) }
        let text = answer.text(width: size.columns)
        guard text.lines.count >= size.rows else { return try show(answer) }
        status.end()
        // A pager that cannot be started has shown nothing.
        if try await !page(text.text(outputPalette) + "\n", command) { try show(answer) }
    }

    /// The program that shows what is long; nil where none is wanted.
    private var pagerCommand: String? {
        let command = settings[.pager] ?? environment["PAGER"] ?? Setting.pager.fallback
        return ["", "off", "none", "cat"].contains(command) ? nil : command
    }
}

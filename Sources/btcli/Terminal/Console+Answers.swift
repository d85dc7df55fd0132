// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// What goes to standard output: an answer or a failure, as text or as a document.
extension Console {
    /// Writes an answer to standard output, as a document or as text.
    func show(_ answer: some Answer) throws(CLIError) {
        status.end()
        if options.json {
            try show(answer.document)
        } else {
            try write(data: answer.text(width: terminal.output.size?.columns).text(outputPalette))
        }
    }

    /// Says what failed: one line of talk, or the error document where nothing has been shown yet.
    func show(_ failure: Failure) throws(CLIError) {
        status.end()
        if options.json, failure.status != .ioError, !hasShownDocument.load(ordering: .relaxed) {
            try show(failure.document)
        } else {
            let obeysControls = terminal.talk.obeysControls
            let width = obeysControls ? terminal.talk.size?.columns : nil
            guard failure.code != "declined" else {
                // Whoever said no knows that nothing failed.
                return try terminal.talk.write(
                    "\(StyledText(reading: failure.sentence).wrapped(to: width ?? .max).text(talkPalette))\n")
            }
            let line = ("\("error:", .failure) " + StyledText(reading: failure.line))
                .shorteningAddresses(to: width ?? .max).wrapped(to: width ?? .max)
            // Ctrl-C has left its echo on the line.
            let start = obeysControls && [.interrupted, .unknown].contains(failure.status) ? "\r\u{1B}[K" : ""
            try terminal.talk.write("\(start)\(line.text(talkPalette))\n")
        }
    }

    /// Writes text to standard output, and a line break unless it ends with one.
    func write(data text: String) throws(CLIError) {
        // By bytes: behind a carriage return it is no character of its own.
        try terminal.output.write(text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n")
    }

    private func show(_ document: OutputDocument) throws(CLIError) {
        hasShownDocument.store(true, ordering: .relaxed)
        try write(data: document.text)
    }
}

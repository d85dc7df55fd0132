// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Console {
    /// Tells a person at a terminal what one might do next, unless the setting `hints` is off.
    func hint(_ line: StyledText) {
        guard terminal.output.isTerminal, !options.isQuiet, !options.json, settings.flag(.hints) != false else {
            return
        }
        let sign = options.isPlain ? "Next: " : "→ "
        status.say(StyledText(sign + line.plain, .hint))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension String {
    /// The text as one word of a shell's command line, to be copied from the terminal.
    var shellWord: String {
        let home = hasPrefix("~/") ? "~/" : ""
        let rest = dropFirst(home.count)
        let isPlain = rest.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "@", "%", "+", "=", ":", ",", ".", "/", "-": true
            default: false
            }
        }
        if isPlain, !rest.isEmpty { return self }
        return "\(home)'\(rest.replacing("'", with: "'\\''"))'"
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys

/// A place where a secret is read from without anyone being asked: a file, a pipe, standard input or another open file.
///
/// Whoever waits there for another program can be interrupted.
enum SecretSource {
    /// The first line of what is at `path`; `-` is the next line of standard input.
    static func line(atPath path: String, on console: Console) async throws -> SecretBytes {
        if isStandardInput(path) { return try await standardInputLine(console) }
        console.terminal.expectsSecret()
        return try await WaitingThread.run { try SecretFile(path: path).firstLine(isCancelled: $0) }
    }

    /// The mnemonic at `path`: its first line where that has enough words, all lines otherwise.
    static func phrase(atPath path: String, on console: Console) async throws -> SecretBytes {
        guard isStandardInput(path) else {
            console.terminal.expectsSecret()
            return try await WaitingThread.run { try SecretFile(path: path).phrase(isCancelled: $0) }
        }
        var lines = [try await standardInputLine(console)]
        let least = Mnemonic.WordCount.twelve.rawValue
        // A word a line: there is no telling which is the last, but by the end.
        while Mnemonic.countWords(in: lines[0]) < least, lines.count < mostLines {
            do {
                lines += [SecretBytes(utf8: "\n"), try await standardInputLine(console)]
            } catch let error as CLIError where error.code == .noAnswer {
                break
            }
        }
        return SecretBytes(joining: lines)
    }

    /// More than a numbered list of 24 words has, with line breaks and blank lines counted.
    private static let mostLines = 200

    /// The next line of an open file of this process, such as 3 in `3<password`.
    static func line(ofDescriptor descriptor: Int32, on console: Console) async throws -> SecretBytes {
        console.terminal.expectsSecret()
        return try await WaitingThread.run { try SecretFile.line(ofDescriptor: descriptor, isCancelled: $0) }
    }

    /// The key that polkadot-js exported to `path`.
    static func exportedKey(atPath path: String, on console: Console) async throws -> ExportedKey {
        console.terminal.expectsSecret()
        return try await WaitingThread.run { try ExportedKey(path: path, isCancelled: $0) }
    }

    private static func isStandardInput(_ path: String) -> Bool {
        ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].contains(path)
    }

    private static func standardInputLine(_ console: Console) async throws -> SecretBytes {
        try await console.secretLine().plainText(named: "the line from standard input").untilLineBreak
    }

    /// What is said when a secret stands on the command line.
    static func warnOfArgument(_ option: String, instead: String, on console: Console) {
        console.warn(
            "\(option) is on the command line, where other users of this machine and the shell's history can see it; "
                + "better: \(instead)")
    }
}

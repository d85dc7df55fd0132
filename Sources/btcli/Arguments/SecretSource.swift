// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys

/// A place where a secret is read from without anyone being asked: the first line of a file, or the next line of standard
/// input or of another open file.
enum SecretSource {
    /// The line in the file at `path`; `-` is standard input.
    static func line(atPath path: String, on console: Console) async throws -> SecretBytes {
        guard path == "-" else { return try SecretFile(path: path).firstLine() }
        guard let line = try await console.terminal.input.line(hidden: true) else {
            throw CLIError(.noAnswer, "standard input ended before the secret that was to be read from it")
        }
        return line
    }

    /// The next line of an open file of this process, such as 3 in `3<password`.
    static func line(ofDescriptor descriptor: Int32) throws(WalletError) -> SecretBytes {
        try SecretFile.line(ofDescriptor: descriptor)
    }

    /// What is said when a secret stands on the command line.
    static func warnOfArgument(_ option: String, instead: String, on console: Console) {
        console.warn(
            "\(option) is on the command line, where other users of this machine and the shell's history can see it; "
                + "better: \(instead)")
    }
}

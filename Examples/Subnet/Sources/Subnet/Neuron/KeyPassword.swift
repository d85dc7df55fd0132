// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation

/// The password of an encrypted key: from a file, from the environment, or asked for. Never an argument: those can be seen
/// by everybody on the machine.
struct KeyPassword: Sendable {
    /// The first line of this file.
    var file: String?

    func read(for key: String) throws -> SecretBytes {
        if let file { return try Self.firstLine(of: file) }
        if let password = Environment["BT_WALLET_PASSWORD"] { return SecretBytes(utf8: password) }
        guard isatty(STDIN_FILENO) == 1 else {
            throw NeuronError("\(key) is encrypted: give --password-file or BT_WALLET_PASSWORD")
        }
        guard let typed = getpass("Password of \(key): ") else { throw NeuronError("no password was given for \(key)") }
        defer { typed.update(repeating: 0, count: strlen(typed)) }
        return SecretBytes(UnsafeRawBufferPointer(start: typed, count: strlen(typed)))
    }

    private static func firstLine(of file: String) throws -> SecretBytes {
        do {
            let bytes = try Data(contentsOf: URL(filePath: file))
            return SecretBytes(bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
        } catch {
            throw NeuronError("the password in \(file) cannot be read: \(error.localizedDescription)")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// Where the new password of a key comes from, when it has an old one too.
struct NewPasswordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A file whose first line is the new password; - is standard input.", valueName: "file"))
    var newPasswordFile: String?

    @Option(help: ArgumentHelp("An open file descriptor whose next line is the new password.", valueName: "number"))
    var newPasswordFd: Int32?

    /// The options that were given.
    var givenOptions: [String] {
        [(newPasswordFile != nil, "--new-password-file"), (newPasswordFd != nil, "--new-password-fd")]
            .filter(\.0).map(\.1)
    }

    func validate() throws {
        guard givenOptions.count <= 1 else {
            throw CLIError(
                .usage, "--new-password-file and --new-password-fd say the same thing twice: give one of them")
        }
    }

    /// The new password: given, or asked for twice.
    ///
    /// - Parameter title: whose it is, such as `the coldkey of me`.
    func password(of title: String, _ console: Console) async throws -> SecretBytes {
        let given: SecretBytes
        if let newPasswordFile {
            given = try await SecretSource.line(atPath: newPasswordFile, on: console)
        } else if let newPasswordFd {
            given = try await SecretSource.line(ofDescriptor: newPasswordFd, on: console)
        } else {
            return try await console.askNewPassword(
                of: title, option: "--new-password-file or --no-password")
        }
        return try console.accept(newPassword: given)
    }
}

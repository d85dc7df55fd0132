// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// A command of this program: parsed by the library, run on a console.
///
/// Conform with `@OptionGroup var global: GlobalOptions` and
/// `func run(_ console: Console) async throws -> ExitStatus`; throw what failed, `Failure` puts it into words.
protocol ConsoleCommand: AsyncParsableCommand {
    var global: GlobalOptions { get }

    /// Whether it also runs where the configuration cannot be used, because it shows or mends it.
    static var toleratesBadSettings: Bool { get }

    /// Does the work and shows its answer.
    ///
    /// - Returns: `.done`, or `.no` when the answer is a no.
    func run(_ console: Console) async throws -> ExitStatus
}

extension ConsoleCommand {
    static var toleratesBadSettings: Bool { false }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// The option that keeps others from guessing what was committed to.
struct SaltOption: ParsableArguments {
    @Option(
        name: [.long, .customShort("s")], parsing: .upToNextOption,
        help: ArgumentHelp(
            "Numbers from 0 to 65535 that keep others from guessing the weights. (default: eight random ones)",
            valueName: "number"))
    var salt: [String] = []

    func numbers() throws(CLIError) -> [UInt16]? { try NumberList("--salt", salt)?.whole(UInt16.self) }
}

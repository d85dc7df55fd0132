// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

@main
struct SealKernelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal-kernels",
        abstract: "Check and measure every kernel of the seal search that this machine can run.",
        subcommands: [VerifyCommand.self, MeasureCommand.self], defaultSubcommand: MeasureCommand.self)
}

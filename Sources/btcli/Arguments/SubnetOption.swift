// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// The option that says which subnet is meant; asks for it where it is missing and someone is there.
struct SubnetOption: ParsableArguments {
    @Option(
        name: .customLong("netuid"), help: ArgumentHelp("The subnet.", valueName: "n"),
        transform: { NetUID(try WholeNumber.parse($0)) })
    var given: NetUID?

    @Argument(
        help: ArgumentHelp("The subnet, without --netuid.", valueName: "netuid"),
        transform: { NetUID(try WholeNumber.parse($0)) })
    var bare: NetUID?

    func netuid(_ console: Console) async throws -> NetUID {
        if let named = try named() { return named }
        return try await console.ask("Enter netuid", option: "--netuid") { NetUID(try WholeNumber.parse($0)) }
    }

    /// The subnet that was named; nil where none was.
    func named() throws(CLIError) -> NetUID? {
        guard let given, let bare, given != bare else { return given ?? bare }
        throw CLIError(.usage, "--netuid \(given) and \(bare) are different subnets: give one of them")
    }
}

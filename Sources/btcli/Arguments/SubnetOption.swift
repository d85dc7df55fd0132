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
        switch (given, bare) {
        case (let netuid?, nil), (nil, let netuid?): return netuid
        case (let netuid?, let same?) where netuid == same: return netuid
        case (let netuid?, let other?):
            throw CLIError(.usage, "--netuid \(netuid) and \(other) are different subnets: give one of them")
        case (nil, nil):
            return try await console.ask("Enter netuid", option: "--netuid") { NetUID(try WholeNumber.parse($0)) }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// The option that says for which of a subnet's mechanisms weights are.
struct WeightMechanismOption: ParsableArguments {
    @Option(
        name: [.customLong("mechid"), .customLong("mech-id"), .customLong("mechanism")],
        help: ArgumentHelp("The subnet's incentive mechanism; 0 is the first.", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var mechanism: UInt8 = 0
}

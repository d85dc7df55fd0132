// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Timelock

/// `btcli timelock round`: rounds and when they are published.
struct TimelockRound: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "round",
        abstract: "Tell which round of the beacon a moment has, and when a round is published.",
        discussion: """
            Without an option, the round that was published last. Nothing is asked of a network.
              btcli timelock round --at 2026-07-08T12:00Z
              btcli timelock round --blocks 360
              btcli timelock round --round 30236212
            """)

    @OptionGroup var target: RoundOptions
    @OptionGroup var beacon: BeaconOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let beacon = try beacon.beacon()
        let round = target.isEmpty ? beacon.latestRound : try target.requiredRound(of: beacon)
        try console.show(FactsAnswer(beacon.facts(of: round)))
        return .done
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import Timelock

/// The options that name another beacon than quicknet.
struct BeaconOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The public key of another beacon: 96 bytes in hex. (default: drand's quicknet)", valueName: "hex"))
    var beaconKey: String?

    @Option(
        help: ArgumentHelp(
            "When its round 1 is published, in seconds since 1970. (default: quicknet's)", valueName: "seconds"),
        transform: { try WholeNumber.parse($0) })
    var beaconGenesis: UInt64?

    @Option(
        help: ArgumentHelp("Seconds from one of its rounds to the next. (default: quicknet's)", valueName: "seconds"),
        transform: { try WholeNumber.parse($0) })
    var beaconPeriod: UInt64?

    /// The beacon that is meant.
    func beacon() throws -> DrandBeacon {
        let quicknet = DrandBeacon.quicknet
        guard beaconKey != nil || beaconGenesis != nil || beaconPeriod != nil else { return quicknet }
        return try DrandBeacon(
            publicKey: try beaconKey.map { try [UInt8](hex: $0) } ?? quicknet.publicKey,
            genesis: beaconGenesis ?? quicknet.genesis, period: beaconPeriod ?? quicknet.period)
    }
}

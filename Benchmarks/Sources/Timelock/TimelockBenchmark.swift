// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import Timelock

/// How long weights take to be encrypted until a round of the beacon, and to be opened.
@main
struct TimelockBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timelock",
        abstract: "Measure encryption until a round of drand's beacon, with as many weights as the chain takes.")

    @Option(help: "How often each is done.")
    var rounds = 50

    @Flag(help: "Fail when the median of an encryption is above the limit.")
    var check = false

    /// Milliseconds.
    private static let limit = 15.0

    func validate() throws {
        guard rounds > 0 else { throw ValidationError("--rounds must be 1 or more") }
    }

    func run() throws {
        // The hotkey, 1177 weights of 2 and 2 bytes, and the version key.
        let payload = [UInt8](repeating: 7, count: 4756)
        let round: UInt64 = 1000
        // Quicknet's signature of that round.
        let signature = try BeaconSignature(
            [UInt8](
                hex: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39")
        )
        let ciphertext = try DrandBeacon.quicknet.encrypt(payload, until: round)
        let encryption = try median { _ = try DrandBeacon.quicknet.encrypt(payload, until: round).bytes.count }
        let opening = try median { _ = try ciphertext.opened(with: signature).count }
        let verification = try median { try DrandBeacon.quicknet.verify(signature, of: round) }
        print(String(format: "encrypt  %.2f ms", encryption))
        print(String(format: "open     %.2f ms", opening))
        print(String(format: "verify   %.2f ms", verification))
        guard check, encryption > Self.limit else { return }
        print("an encryption takes more than \(Self.limit) ms")
        throw ExitCode.failure
    }

    /// Milliseconds.
    private func median(_ body: () throws -> Void) throws -> Double {
        let clock = ContinuousClock()
        let times = try (0..<rounds).map { _ in try clock.measure(body) / .milliseconds(1) }.sorted()
        return times[times.count / 2]
    }
}

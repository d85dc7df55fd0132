// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorNetworking
import Foundation
import SubstrateKeys

/// Our dendrite calls one server under many addresses.
struct CallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "call")

    @Option var port: Int
    @Option var targets = 256
    @Option var rounds = 7

    func run() async throws {
        let axon = try KeyPair(uri: "//WireAxon").accountID
        // 127.0.0.0/8 is one machine with many addresses: as many connections as targets.
        let list = (0..<targets).map { AxonTarget(host: "127.0.\($0 / 250).\($0 % 250 + 1)", port: port, hotkey: axon) }
        var times: [Double] = []
        let own = Int(ProcessInfo.processInfo.processIdentifier)
        let before = try ProcessUse(pid: own)
        try await Dendrite.with(try KeyPair(uri: "//WireCaller")) { dendrite in
            for _ in 0..<rounds {
                let start = ContinuousClock.now
                let results = await dendrite.call(IntSynapse(), list, timeout: .seconds(60))
                times.append(start.duration(to: .now) / .seconds(1))
                let good = results.count { if case .success = $0 { true } else { false } }
                guard good == targets else { throw ValidationError("only \(good) of \(targets) calls went well") }
            }
        }
        let after = try ProcessUse(pid: own)
        print(
            String(
                format: "%d targets, median %.3f s, client CPU %.3f ms/request, client memory at most %.0f MB", targets,
                times.sorted()[times.count / 2],
                (after.cpuSeconds - before.cpuSeconds) * 1000 / Double(targets * rounds), after.peakMegabytes))
    }
}

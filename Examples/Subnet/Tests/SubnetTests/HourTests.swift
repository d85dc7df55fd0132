// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import SubtensorLocalnet
import Testing

#if canImport(Subnet)
    @testable import Subnet
#endif

/// Draws the line of the example, and is wrong by as many steps.
private struct WrongBy: Forecaster {
    let steps: Double

    func forecast(_ history: [Double], horizon: Int) -> [Double] {
        let step = abs((history.last ?? 0) - (history.first ?? 0)) / Double(max(history.count - 1, 1))
        return LinearForecaster().forecast(history, horizon: horizon).map { $0 + steps * step }
    }
}

/// The same questions in every run.
private struct SeededGenerator: RandomNumberGenerator, Sendable {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

@Suite("An hour of the subnet", .serialized)
struct HourTests {
    /// What each miner's answers are wrong by: the first is the best.
    private static let errors = [0.0, 4, 9, 27]

    @Test(
        "two validators pay four miners by their worth, over a miner's failure and a lost node",
        .timeLimit(.minutes(10))
    )
    func hour() async throws {
        try await SubnetScene.with(tempo: 20) { scene in
            var miners: [RunningNeuron] = []
            var uids: [UInt16] = []
            for (place, error) in Self.errors.enumerated() {
                let hotkey = try KeyPair(uri: "//Alice//miner\(place)")
                uids.append(try await scene.register(hotkey))
                miners.append(try Self.miner(scene, hotkey, error, port: 0))
            }
            var validators: [RunningNeuron] = []
            var voters: [UInt16] = []
            var files: [ScoreFile] = []
            for place in 0..<2 {
                let hotkey = try KeyPair(uri: "//Alice//validator\(place)")
                voters.append(try await scene.register(hotkey, stake: Balance(rao: 100 * Balance.raoPerTAO)))
                let file = ScoreFile(url: scene.folder.appending(path: "\(place)/scores.json"))
                files.append(file)
                validators.append(Self.validator(scene, hotkey, file, seed: UInt64(place)))
            }
            // The first epoch gives the validators their permits.
            try await scene.advance(by: 21, with: [])

            let (everybody, best) = (miners + validators, miners[0])
            let revived = try await withThrowingTaskGroup(of: Void.self) { group in
                for neuron in everybody { group.addTask { try await neuron.run() } }
                try await scene.advance(by: 120, with: everybody)
                let before = try files.map { try $0.load()[best.hotkey.accountID] }
                #expect(before.allSatisfy { $0 > 0.4 }, "\(before)")

                // The best one is down for a while, and its validators notice.
                try await best.stop()
                try await scene.advance(by: 40, with: Array(everybody.dropFirst()))
                for (file, before) in zip(files, before) {
                    #expect(try file.load()[best.hotkey.accountID] < 0.8 * before)
                }

                // It comes back where it was, and then the node drops everybody.
                let place = try await scene.subtensor.axon(of: best.hotkey.accountID, on: 1)
                let revived = try Self.miner(
                    scene, best.hotkey, Self.errors[0], port: Int(try #require(place).port))
                group.addTask { try await revived.run() }
                let everybody = [revived] + everybody.dropFirst()
                try await scene.advance(by: 20, with: everybody)
                scene.localnet.dropConnections()
                try await scene.advance(by: 120, with: everybody)

                try await Self.check(scene, uids, voters, files)
                for neuron in everybody { try await neuron.stop() }
                try await group.waitForAll()
                return revived
            }
            #expect(scene.watch.block(of: revived.address) == nil)
            for miner in miners {
                let count = "miner_answers_total{netuid=\"1\",hotkey=\"\(miner.address)\"}"
                #expect(scene.watch.registry.text.contains(count))
            }
        }
    }

    private static func check(
        _ scene: SubnetScene, _ uids: [UInt16], _ voters: [UInt16], _ files: [ScoreFile]
    ) async throws {
        let metagraph = try await scene.subtensor.metagraph(1, lite: false)
        let incentives = uids.map { metagraph.incentive[Int($0)] }
        #expect(incentives == incentives.sorted(by: >), "\(incentives)")
        #expect(Set(incentives).count == uids.count)
        for neuron in try voters.map({ try #require(metagraph[uid: $0]) }) {
            #expect(neuron.hasValidatorPermit)
            #expect(neuron.dividends > Proportion(rawValue: 0))
            #expect(neuron.lastUpdate.age(at: metagraph.block) <= 40)
        }
        #expect(metagraph.block > 300)
        for file in files {
            let book = try file.load()
            let scores = uids.map { book[metagraph.hotkeys[Int($0)]] }
            #expect(scores == scores.sorted(by: >), "\(scores)")
        }
    }

    private static func miner(
        _ scene: SubnetScene, _ hotkey: KeyPair, _ error: Double, port: Int
    ) throws -> RunningNeuron {
        var axon = AxonConfiguration()
        axon.host = "127.0.0.1"
        axon.port = port
        let address = try IPAddressNumber(SubnetScene.address)
        return RunningNeuron(scene, hotkey) { [axon] neuron in
            Miner(neuron: neuron, forecaster: WrongBy(steps: error), axon: axon, address: address)
        }
    }

    private static func validator(
        _ scene: SubnetScene, _ hotkey: KeyPair, _ file: ScoreFile, seed: UInt64
    ) -> RunningNeuron {
        var dendrite = DendriteConfiguration()
        dendrite.externalIP = SubnetScene.address
        return RunningNeuron(scene, hotkey) { [dendrite] neuron in
            Validator(
                neuron: neuron, file: file, dendrite: dendrite, weightsInterval: 15,
                randomness: SeededGenerator(state: seed))
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Logging
import SubtensorLocalnet
import Testing

#if canImport(Subnet)
    @testable import Subnet
#endif

@Suite("A neuron and its place on the subnet")
struct NeuronTests {
    private static func neuron(_ scene: SubnetScene, _ uri: String) throws -> Neuron {
        Neuron(
            subtensor: scene.subtensor, netuid: 1, hotkey: try KeyPair(uri: uri),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, metrics: scene.watch)
    }

    @Test("nothing is burned unless it was allowed, and no more than was allowed")
    func joining() async throws {
        try await SubnetScene.with(tempo: 20) { scene in
            let neuron = try Self.neuron(scene, "//Alice//new")
            let (hotkey, coldkey) = (neuron.hotkey.accountID, scene.coldkey)
            let price = try await scene.subtensor.burn(1)
            let refused = await #expect(throws: NeuronError.self) {
                try await neuron.join(.never, coldkey: coldkey.accountID) {
                    Issue.record("the coldkey was opened")
                    return coldkey
                }
            }
            #expect(refused?.description.contains("\(price)") == true)
            await #expect(throws: BittensorError.self) {
                try await neuron.join(.burning(atMost: Balance(rao: price.rao - 1)), coldkey: coldkey.accountID) {
                    coldkey
                }
            }
            await #expect(throws: NeuronError.self) { try await neuron.metagraph() }
            #expect(try await scene.subtensor.uid(of: hotkey, on: 1) == nil)

            try await scene.withBlocks {
                try await neuron.join(.burning(atMost: price), coldkey: coldkey.accountID) { coldkey }
            }
            #expect(try await neuron.metagraph()[hotkey: hotkey] != nil)
            // Once is enough.
            try await neuron.join(.never, coldkey: coldkey.accountID) {
                Issue.record("the coldkey was opened")
                return coldkey
            }
        }
    }

    @Test("a miner answers whom the metagraph shows, with the stake and the permit that it asks for")
    func callers() async throws {
        try await SubnetScene.with(tempo: 20) { scene in
            let (rich, poor) = (try KeyPair(uri: "//Alice//rich"), try KeyPair(uri: "//Alice//poor"))
            let stake = Balance(rao: 10 * Balance.raoPerTAO)
            _ = try await scene.register(rich, stake: stake)
            _ = try await scene.register(poor)
            let metagraph = try await scene.subtensor.metagraph(1)
            let (first, second) = (rich.accountID, poor.accountID)

            var policy = CallerPolicy()
            #expect(policy.verdict(on: first, in: nil) == .refused("this miner is not ready yet"))
            #expect(policy.verdict(on: second, in: metagraph) == .allowed)
            #expect(policy.verdict(on: scene.coldkey.accountID, in: metagraph) != .allowed)
            #expect(policy.priority(of: first, in: metagraph) > policy.priority(of: second, in: metagraph))
            policy.minimumStake = Balance(rao: Balance.raoPerTAO)
            #expect(policy.verdict(on: first, in: metagraph) == .allowed)
            #expect(policy.verdict(on: second, in: metagraph) != .allowed)
            policy.asksForPermit = true
            #expect(policy.verdict(on: first, in: metagraph) == .refused("no validator permit"))
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import Logging
import ServiceLifecycle
import SubtensorLocalnet

#if canImport(Subnet)
    @testable import Subnet
#endif

/// Subnet 1 of an embedded chain that makes its blocks on demand, and what runs on it.
struct SubnetScene: Sendable {
    let localnet: RunningLocalnet
    let subtensor: Subtensor
    let watch = BlockWatch()
    let folder: URL
    /// Who owns all hotkeys.
    let coldkey: KeyPair

    /// Where miners say they are: an address that is none's, which the dendrites here take for this machine.
    static let address = "203.0.113.1"

    static func with(tempo: UInt16, _ body: @escaping @Sendable (SubnetScene) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Localnet.with(LocalnetConfiguration(blockTime: nil, tempo: tempo)) { localnet in
            await localnet.chain.produceBlock()
            try await withSubtensor(Network(localnet.url), configuration: connection) { subtensor in
                try await body(
                    SubnetScene(
                        localnet: localnet, subtensor: subtensor, folder: folder, coldkey: try KeyPair(uri: "//Alice")))
            }
        }
    }

    /// A lost connection is tried again at once.
    static var connection: ResilientRPCConfiguration {
        var configuration = ResilientRPCConfiguration()
        configuration.backoff = RPCBackoff(base: .milliseconds(1), limit: .milliseconds(20))
        return configuration
    }

    /// Registers a hotkey, with stake on it if it is to vote.
    func register(_ hotkey: KeyPair, stake: Balance = .zero) async throws -> UInt16 {
        try await withBlocks {
            let place = try await subtensor.burnedRegister(hotkey.accountID, on: 1, signedBy: coldkey)
            if stake > .zero {
                try await subtensor.perform(.addStake(stake, on: .uid(place.uid), netuid: 1), signedBy: coldkey)
            }
            return place.uid
        }
    }

    /// Makes blocks for whatever waits for one, until `body` is done.
    func withBlocks<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    if await localnet.chain.waitingExtrinsics > 0 {
                        await localnet.chain.advance(by: 1)
                    } else {
                        await Task.yield()
                    }
                }
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    /// Makes blocks, the next one when all of these neurons have dealt with the last, or one of them waits for it.
    func advance(by blocks: Int, with neurons: [RunningNeuron]) async throws {
        for _ in 0..<blocks {
            let block = await localnet.chain.advance(by: 1).number.rawValue
            while neurons.contains(where: { (watch.block(of: $0.address) ?? 0) < block }),
                await localnet.chain.waitingExtrinsics == 0
            {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
    }
}

/// A neuron with a connection of its own, as a process of its own would have, which can be stopped.
struct RunningNeuron: Sendable {
    let scene: SubnetScene
    let hotkey: KeyPair
    let makeService: @Sendable (Neuron) -> any Service
    private let stops = AsyncStream.makeStream(of: Void.self)
    private let ends = AsyncStream.makeStream(of: Void.self)

    init(_ scene: SubnetScene, _ hotkey: KeyPair, _ makeService: @escaping @Sendable (Neuron) -> any Service) {
        self.scene = scene
        self.hotkey = hotkey
        self.makeService = makeService
    }

    var address: String { "\(hotkey.accountID)" }

    func run() async throws {
        defer { ends.continuation.finish() }
        let logger = Logger(label: "neuron") { _ in SwiftLogNoOpLogHandler() }
        try await withSubtensor(Network(scene.localnet.url), configuration: SubnetScene.connection) { subtensor in
            let neuron = Neuron(
                subtensor: subtensor, netuid: 1, hotkey: hotkey, logger: logger, metrics: scene.watch)
            let group = ServiceGroup(
                configuration: .init(
                    services: [
                        .init(service: makeService(neuron), successTerminationBehavior: .gracefullyShutdownGroup)
                    ], logger: logger))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                tasks.addTask {
                    for await _ in stops.stream {}
                    await group.triggerGracefulShutdown()
                }
                try await tasks.next()
                stops.continuation.finish()
                try await tasks.waitForAll()
            }
        }
        scene.watch.forget(address)
    }

    /// Lets it finish what it is at.
    func stop() async throws {
        stops.continuation.finish()
        try await scene.withBlocks { for await _ in ends.stream {} }
    }
}

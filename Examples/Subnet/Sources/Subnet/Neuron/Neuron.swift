// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Logging
import Metrics
import ServiceLifecycle

/// One neuron: its hotkey, its subnet, the chain that it is on, and whom it tells what it does.
struct Neuron: Sendable {
    let subtensor: Subtensor
    let netuid: NetUID
    let hotkey: KeyPair
    var logger: Logger
    let metrics: any MetricsFactory

    init(
        subtensor: Subtensor, netuid: NetUID, hotkey: KeyPair, logger: Logger, metrics: any MetricsFactory
    ) {
        self.subtensor = subtensor
        self.netuid = netuid
        self.hotkey = hotkey
        self.metrics = metrics
        self.logger = logger
        self.logger[metadataKey: "netuid"] = "\(netuid)"
        self.logger[metadataKey: "hotkey"] = "\(hotkey.accountID)"
    }

    /// What tells the numbers of neurons in one process apart.
    var dimensions: [(String, String)] { [("netuid", "\(netuid)"), ("hotkey", "\(hotkey.accountID)")] }

    /// The subnet as it is now; throws `NeuronError` when the neuron has lost its place on it.
    func metagraph() async throws -> Metagraph {
        let metagraph = try await subtensor.metagraph(netuid)
        guard metagraph[hotkey: hotkey.accountID] != nil else {
            throw NeuronError("\(hotkey.accountID) is not registered on subnet \(netuid) any more: register it anew")
        }
        return metagraph
    }

    /// Does `work` at the newest block and then whenever `interval` more have passed, until a graceful shutdown begins.
    ///
    /// A failure is told and the next block gets another try: nodes fail, miners lie, and a round is only a round. What
    /// no further try mends, a `NeuronError`, ends the neuron.
    func everyBlocks(_ interval: UInt64, _ work: (BlockHeader) async throws -> Void) async throws {
        let newestBlock = Gauge(label: "neuron.block", dimensions: dimensions, factory: metrics)
        let failures = Counter(label: "neuron.failures", dimensions: dimensions, factory: metrics)
        var due: BlockNumber = 0
        // Over a lost connection the heads go on by themselves once it is made again.
        for try await head in try await subtensor.heads().cancelOnGracefulShutdown() {
            if head.number >= due {
                do {
                    try await work(head)
                    due = head.number.advanced(by: interval)
                } catch let error as NeuronError {
                    throw error
                } catch {
                    try Task.checkCancellation()
                    failures.increment()
                    logger.warning(
                        "failed, and is tried again", metadata: ["error": "\(error)", "block": "\(head.number)"])
                }
            }
            newestBlock.record(head.number.rawValue)
        }
    }
}

/// What no further try mends.
struct NeuronError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

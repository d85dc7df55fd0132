// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Logging
import Metrics
import ServiceLifecycle
import Synchronization

/// Answers the validators of a subnet: an axon, the metagraph by which it knows its callers, and its place on the chain.
struct Miner: Service {
    let neuron: Neuron
    let forecaster: any Forecaster
    var policy = CallerPolicy()
    var axon = AxonConfiguration()
    /// Where others reach this machine.
    let address: IPAddressNumber
    /// The port that others reach, where it is another than the axon listens on.
    var externalPort: Int?
    /// How many blocks pass from one look at the chain to the next.
    var interval: UInt64 = 25

    func run() async throws {
        let newest = NewestMetagraph()
        let axon = try makeAxon(newest)
        let (ports, opened) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                defer { opened.finish() }
                try await axon.run { opened.yield($0.calls) }
            }
            group.addTask {
                for await port in ports {
                    try await neuron.everyBlocks(interval) { _ in
                        newest.set(try await neuron.metagraph())
                        try await announce(axon, at: externalPort ?? port)
                    }
                    return
                }
            }
        }
        neuron.logger.info("the miner has stopped")
    }

    private func makeAxon(_ newest: NewestMetagraph) throws -> Axon {
        let answers = Counter(label: "miner.answers", dimensions: neuron.dimensions, factory: neuron.metrics)
        var axon = try Axon(hotkey: neuron.hotkey.accountID, configuration: axon, logger: neuron.logger)
        try axon.attach(
            Forecast.self,
            blacklist: { policy.verdict(on: $0.hotkey, in: newest.value) },
            priority: { policy.priority(of: $0.hotkey, in: newest.value) }
        ) { message, caller in
            // What is asked comes from a stranger too.
            guard (1...1_000).contains(message.horizon), message.history.count <= 10_000 else { return nil }
            var answer = message
            answer.forecast = try await forecaster.forecast(message.history, horizon: message.horizon)
            answers.increment()
            neuron.logger.debug("answered", metadata: ["caller": "\(caller.hotkey)"])
            return answer
        }
        return axon
    }

    /// Sends nothing where the chain says so already.
    private func announce(_ axon: Axon, at port: Int) async throws {
        let isNew = try await axon.serve(
            netuid: neuron.netuid, subtensor: neuron.subtensor, address: address, port: port, signer: neuron.hotkey)
        if isNew { neuron.logger.info("announced", metadata: ["address": "\(address)", "port": "\(port)"]) }
    }
}

/// The metagraph as it was last read, for handlers that run at any time.
private final class NewestMetagraph: Sendable {
    private let state = Mutex<Metagraph?>(nil)

    var value: Metagraph? { state.withLock { $0 } }

    func set(_ metagraph: Metagraph) { state.withLock { $0 = metagraph } }
}

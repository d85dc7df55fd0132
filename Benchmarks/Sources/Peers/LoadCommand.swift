// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import NIOCore
import SubstrateKeys
import SubstratePrimitives

/// Sends signed `IntSynapse` requests over kept connections, as fast as they are answered or at a given rate.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "load")

    @Option var port: Int
    @Option(help: "The process that serves, for its CPU time and memory.") var pid: Int
    @Option var connections = 32
    @Option(help: "Requests of each round: they are signed before the clock starts.") var requests = 20_000
    @Option(help: "Requests per second; 0 for as many as are answered.") var rate = 0.0
    @Option(help: "How often to do it; each round prints a line.") var rounds = 1

    func run() async throws {
        for _ in 0..<rounds { try await round() }
    }

    private func round() async throws {
        let prepared = try await prepare()
        let interval = rate > 0 ? Duration.seconds(Double(connections) / rate) : nil
        let own = Int(ProcessInfo.processInfo.processIdentifier)
        let before = (server: try ProcessUse(pid: pid), own: try ProcessUse(pid: own))
        let start = ContinuousClock.now
        let latencies = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for (index, requests) in prepared.enumerated() {
                // Spread evenly, as calls of many peers are.
                let delay = interval.map { $0 * index / connections } ?? .zero
                group.addTask { try await LoadConnection.run(requests, port: port, every: interval, after: delay) }
            }
            return try await group.reduce(into: [Int64]()) { $0 += $1 }
        }.sorted()
        let seconds = start.duration(to: .now) / .seconds(1)
        let after = (server: try ProcessUse(pid: pid), own: try ProcessUse(pid: own))
        let count = Double(latencies.count)
        func milliseconds(_ share: Double) -> Double {
            Double(latencies[min(latencies.count - 1, Int(count * share))]) / 1e6
        }
        print(
            String(
                format: "%d requests, %.0f/s, p50 %.2f ms, p99 %.2f ms, server CPU %.4f ms/request, load CPU %.4f, "
                    + "server memory %.0f MB", latencies.count, count / seconds, milliseconds(0.5), milliseconds(0.99),
                (after.server.cpuSeconds - before.server.cpuSeconds) * 1000 / count,
                (after.own.cpuSeconds - before.own.cpuSeconds) * 1000 / count, after.server.megabytes))
        fflushStandardOutput()
    }

    private func prepare() async throws -> [[ByteBuffer]] {
        let axon = try KeyPair(uri: "//WireAxon").accountID.ss58()
        let caller = try KeyPair(uri: "//WireCaller")
        let share = requests / connections
        return await withTaskGroup(of: [ByteBuffer].self) { group in
            for _ in 0..<connections { group.addTask { SignedRequests.make(share, for: axon, by: caller) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}

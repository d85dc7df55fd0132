// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Synchronization

/// Clients at work behind two proxies, for a while.
struct Soak: Sendable {
    let node: RPCEndpoint
    let seed: UInt64
    private let report = SoakReport()

    init(node: RPCEndpoint, seed: UInt64) {
        self.node = node
        self.seed = seed
    }

    private static let configuration: ResilientRPCConfiguration = {
        var configuration = ResilientRPCConfiguration()
        configuration.webSocket.connectTimeout = .seconds(3)
        configuration.webSocket.requestTimeout = .seconds(60)
        configuration.webSocket.pingInterval = .milliseconds(300)
        configuration.webSocket.idleLimit = .seconds(1)
        configuration.backoff = RPCBackoff(base: .milliseconds(50), limit: .seconds(1))
        configuration.firstConnectionLimit = .seconds(60)
        configuration.stableAfter = .milliseconds(500)
        configuration.attemptLimit = 64
        return configuration
    }()

    func run(for time: Duration) async throws -> SoakReport {
        try await withRPCClient(to: node) { direct in
            let truth = try await Truth(from: direct)
            // What is made once and kept, by the system's libraries too, is made here, before descriptors are counted.
            try await Soak(node: node, seed: seed).work(for: .milliseconds(500), truth)
            report.note { $0.descriptorsBefore = ProcessReading.descriptors }
            let first = try await truth.head()
            try await work(for: time, truth)
            let last = try await truth.head()
            report.note { $0.blocks = last - first }
            try await settle()
        }
        return report
    }

    /// Keeps clients at work behind two proxies.
    private func work(for time: Duration, _ truth: Truth) async throws {
        try await FaultyProxy.with(node: node, seed: seed, report: report) { one, oneAddress in
            try await FaultyProxy.with(node: node, seed: ~seed, report: report) { two, twoAddress in
                try await disturb(for: time, [oneAddress, twoAddress], truth) {
                    one.stopHarming()
                    two.stopHarming()
                }
            }
        }
    }

    /// Sockets of clients that were closed go away a moment later.
    private func settle() async throws {
        for _ in 0..<50 {
            let now = ProcessReading.descriptors
            report.note { $0.descriptorsAfter = now }
            if now <= report.descriptorsBefore { return }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func disturb(
        for time: Duration, _ endpoints: [RPCEndpoint], _ truth: Truth, stopHarming: () -> Void
    ) async throws {
        weak var left: ResilientRPCClient?
        try await withRPCClient(endpoints: endpoints, configuration: Self.configuration) { client in
            left = client
            let workload = Workload(client: client, truth: truth, report: report)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await workload.observe() }
                group.addTask { try await workload.sample() }
                for reader in 0..<Workload.readers { group.addTask { await workload.follow(reader) } }
                for number in 0..<16 { group.addTask { await workload.read(number) } }
                group.addTask { await workload.burst() }
                group.addTask { await workload.makeBlocks() }
                group.addTask { await workload.live(endpoints, Self.configuration) }
                try await Task.sleep(for: time)
                stopHarming()
                workload.stop()
                try await workload.arrive()
                group.cancelAll()
            }
        }
        if left != nil { report.fail("a client is left after its scope") }
    }
}

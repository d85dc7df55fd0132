// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix
import SubstrateRPC
import Synchronization

/// Passes bytes between clients and a node, and does harm to them.
final class FaultyProxy: Sendable {
    private let node: RPCEndpoint
    private let report: SoakReport
    private let random: Mutex<SeededGenerator>
    private let isHarmless = Atomic(false)

    private init(node: RPCEndpoint, seed: UInt64, report: SoakReport) {
        self.node = node
        self.report = report
        random = Mutex(SeededGenerator(seed: seed))
    }

    /// Runs a proxy before `node` for as long as `body` takes; then every connection is closed.
    static func with<Value>(
        node: RPCEndpoint, seed: UInt64, report: SoakReport,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (FaultyProxy, RPCEndpoint) async throws -> Value
    ) async throws -> Value {
        let proxy = FaultyProxy(node: node, seed: seed, report: report)
        let connections = OpenChannels()
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { proxy.join($0, among: connections) }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Value, any Error>
        do {
            result = .success(
                try await body(proxy, RPCEndpoint("ws://127.0.0.1:\(server.localAddress?.port ?? 0)")))
        } catch {
            result = .failure(error)
        }
        try await server.close()
        await connections.close()
        return try result.get()
    }

    /// From now on connections are left alone.
    func stopHarming() { isHarmless.store(true, ordering: .relaxed) }

    private func fate() -> Fate {
        isHarmless.load(ordering: .relaxed) ? .harmless : random.withLock { Fate(from: &$0) }
    }

    private func join(_ client: any Channel, among connections: OpenChannels) -> EventLoopFuture<Void> {
        let fate = fate()
        connections.insert(client)
        guard fate.fault != .refused else {
            report.note { $0.faults[.refused, default: 0] += 1 }
            return client.close()
        }
        // Both ends on one event loop, so that their handlers may know each other.
        return ClientBootstrap(group: client.eventLoop)
            .channelOption(.autoRead, value: false)
            .connect(host: node.host, port: node.port)
            .flatMap { [self] node in
                connections.insert(node)
                return client.eventLoop.makeCompletedFuture {
                    let seed = random.withLock { $0.next() }
                    let damage = DamageDone(fate: fate, seed: seed, report: report)
                    try client.pipeline.syncOperations.addHandler(HarmHandler(partner: node, damage: damage))
                    try node.pipeline.syncOperations.addHandler(HarmHandler(partner: client, damage: damage))
                    damage.begin(on: client.eventLoop, ends: [client, node])
                    for channel in [client, node] { channel.setOption(.autoRead, value: true).whenFailure { _ in } }
                }
            }
    }
}

/// The sockets of a proxy, so that none outlives it.
private final class OpenChannels: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    func insert(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        channels.withLock { $0[id] = channel }
        channel.closeFuture.whenComplete { [self] _ in channels.withLock { $0[id] = nil } }
    }

    func close() async {
        for channel in channels.withLock({ Array($0.values) }) {
            // A channel that is closed already is what is wanted.
            try? await channel.close()
        }
    }
}

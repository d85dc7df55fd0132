// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A running localnet: the chain, and the address of its node.
public struct RunningLocalnet: Sendable {
    public let chain: Localnet
    /// `ws://127.0.0.1:` and the port.
    public let url: String
    public let port: Int
}

extension Localnet {
    /// Runs a chain with its node on the loopback interface for as long as `body` runs.
    ///
    /// Blocks come at the configured time. When `body` ends, throws or is cancelled, the node closes its connections
    /// and the chain is gone, but for its state file.
    /// - Parameters:
    ///   - port: 0 takes any free port; `RunningLocalnet.port` tells which.
    ///   - clock: what block times are measured by.
    public static func with<Result: Sendable>(
        _ configuration: LocalnetConfiguration = LocalnetConfiguration(), port: Int = 0,
        clock: any Clock<Duration> = ContinuousClock(),
        _ body: @Sendable (RunningLocalnet) async throws -> Result
    ) async throws -> Result {
        let chain = try Localnet(configuration)
        var node = RPCServerConfiguration()
        node.port = port
        return try await RPCServer.with(handler: NodeRPC(chain: chain), configuration: node) { server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                if let blockTime = configuration.blockTime {
                    group.addTask { try await chain.makeBlocks(every: blockTime, clock: clock) }
                }
                defer { group.cancelAll() }
                return try await body(RunningLocalnet(chain: chain, url: server.url, port: server.port))
            }
        }
    }

    /// Makes blocks until the task is cancelled; a late block does not make the next ones late.
    private func makeBlocks(every blockTime: Duration, clock: any Clock<Duration>) async throws {
        try await Self.makeBlocks(for: self, every: blockTime, clock: clock)
    }

    private static func makeBlocks<C: Clock<Duration>>(
        for chain: Localnet, every blockTime: Duration, clock: C
    ) async throws {
        var next = clock.now
        while true {
            next = max(next.advanced(by: blockTime), clock.now)
            try await clock.sleep(until: next, tolerance: nil)
            await chain.produceBlock()
            if let failure = await chain.savingFailure { throw failure }
        }
    }
}

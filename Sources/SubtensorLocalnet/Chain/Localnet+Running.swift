// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A running localnet: the chain, and the address of its node.
public struct RunningLocalnet: Sendable {
    public let chain: Localnet
    /// `ws://127.0.0.1:` and the port.
    public let url: String
    public let port: Int
    let server: RPCServer

    /// Closes every connection to the node, which goes on: for those who test what their programs do then.
    public func dropConnections() { server.dropConnections() }
}

extension Localnet {
    /// Runs a chain with its node on the loopback interface for as long as `body` runs.
    ///
    /// Blocks come as configured. When `body` ends, throws or is cancelled, the node closes its connections
    /// and the chain is gone, but for its state file. When a block cannot be written to that, `body` is cancelled, and
    /// this throws why.
    /// - Parameters:
    ///   - port: 0 takes any free port; `RunningLocalnet.port` tells which.
    ///   - clock: what block times are measured by.
    public static func with<Result: Sendable>(
        _ configuration: LocalnetConfiguration = LocalnetConfiguration(), port: Int = 0,
        clock: any Clock<Duration> = ContinuousClock(),
        _ body: @escaping @Sendable (RunningLocalnet) async throws -> Result
    ) async throws -> Result {
        guard let fork = configuration.fork else {
            return try await Localnet(configuration).run(configuration, port: port, clock: clock, body)
        }
        let line = UpstreamLine(fork.open)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                await line.run()
                return nil
            }
            group.addTask {
                let chain = try await Localnet.forked(fork, configuration, line)
                return try await chain.run(configuration, port: port, clock: clock, body)
            }
            while let ended = try await group.next() {
                if let result = ended { return result }
            }
            throw CancellationError()
        }
    }

    private nonisolated func run<Result: Sendable>(
        _ configuration: LocalnetConfiguration, port: Int, clock: any Clock<Duration>,
        _ body: @escaping @Sendable (RunningLocalnet) async throws -> Result
    ) async throws -> Result {
        do {
            let result = try await serve(configuration, port: port, clock: clock, body)
            await close()
            return result
        } catch {
            await close()
            throw error
        }
    }

    private nonisolated func serve<Result: Sendable>(
        _ configuration: LocalnetConfiguration, port: Int, clock: any Clock<Duration>,
        _ body: @escaping @Sendable (RunningLocalnet) async throws -> Result
    ) async throws -> Result {
        var node = RPCServerConfiguration()
        node.port = port
        node.allowedOrigins = configuration.allowedOrigins
        node.maxConnections = max(1, configuration.maxConnections)
        let handler = NodeRPC(chain: self, refusedOrigin: configuration.refusedOrigin)
        return try await RPCServer.with(handler: handler, configuration: node) { server in
            let running = RunningLocalnet(chain: self, url: server.url, port: server.port, server: server)
            return try await withThrowingTaskGroup(of: Result?.self) { group in
                defer { group.cancelAll() }
                group.addTask { try await body(running) }
                group.addTask {
                    try await self.watchSaving()
                    return nil
                }
                group.addTask {
                    await self.makeBlocks(configuration.blocks, clock: clock)
                    return nil
                }
                while let ended = try await group.next() {
                    if let result = ended { return result }
                }
                throw CancellationError()
            }
        }
    }
}

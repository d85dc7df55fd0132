// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SDKTelemetry
import SubstrateRPC

/// Keeps a ``NATSConnection`` connected: one connection after the other, until its task is cancelled.
struct NATSSupervisor {
    private let client: NATSConnection
    private let servers: [NATSServer]
    private let first: NATSLink

    /// Makes the first connection: each server is tried once.
    init(_ servers: [NATSServer], of client: NATSConnection) async throws(NATSError) {
        self.client = client
        self.servers = servers
        var failure = NATSError(.invalidURL, "there is no broker to connect to; name at least one")
        for server in servers {
            do throws(NATSError) {
                first = try await Self.attempt(server, client)
                client.publish(first)
                return
            } catch {
                guard error.code != .cancelled else { throw error }
                failure = error
            }
        }
        throw failure
    }

    /// Serves connections until the task is cancelled; the client has ended then.
    func run() async {
        var link = first
        while true {
            let reason = await serve(link)
            let isClosed = Task.isCancelled
            if !isClosed {
                client.logger.info("connection to the broker lost", metadata: .of([.reason: reason.reason]))
                client.lose(reason)
                await link.close(reason)
            }
            guard !isClosed, let next = await reconnect() else { break }
            link = next
            client.publish(link)
            client.logger.info("connected to the broker again", metadata: .of([.endpoint: link.server]))
        }
        let closed = NATSError(.closed, "the connection to \(link.server) was closed by this client")
        client.end(closed)
        await link.close(closed)
    }

    private static func attempt(_ server: NATSServer, _ client: NATSConnection) async throws(NATSError) -> NATSLink {
        try await NATSConnectionAttempt(to: server, configuration: client.configuration, receiver: client).run()
    }

    /// Waits until `link` ends, and sees to it that a silent one does.
    private func serve(_ link: NATSLink) async -> NATSError {
        await withTaskGroup(of: Void.self) { [client] group in
            group.addTask { await Self.keepAlive(link, client) }
            defer { group.cancelAll() }
            return await withTaskCancellationHandler {
                await link.ended()
            } onCancel: {
                link.fail(.lost(link.server, nil))
            }
        }
    }

    private static func keepAlive(_ link: NATSLink, _ client: NATSConnection) async {
        let configuration = client.configuration
        while (try? await client.pacing.sleep(configuration.pingInterval)) != nil {
            guard link.unansweredPings < max(1, configuration.maxUnansweredPings) else {
                let why = "\(link.server) left \(link.unansweredPings) pings unanswered and was given up"
                return link.cut(NATSError(.silent, why))
            }
            link.ping()
        }
    }

    /// The next connection; nil when the task is cancelled.
    private func reconnect() async -> NATSLink? {
        var failures = 0
        while !Task.isCancelled {
            if let link = try? await Self.attempt(servers[failures % servers.count], client) { return link }
            failures += 1
            guard failures.isMultiple(of: servers.count) else { continue }
            let delay = client.configuration.backoff.delay(
                round: failures / servers.count, random: client.pacing.random())
            guard (try? await client.pacing.sleep(delay)) != nil else { return nil }
        }
        return nil
    }
}

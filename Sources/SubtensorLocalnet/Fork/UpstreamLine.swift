// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient

/// A connection that is opened when somebody wants it, and again when it was lost.
actor UpstreamLine {
    private let open: ForkedChain.Opening
    private let wishes: AsyncStream<Void>
    private let wish: AsyncStream<Void>.Continuation
    private var client: SubstrateClient?
    private var waiting: [CheckedContinuation<SubstrateClient, any Error>] = []
    /// Ends the connection.
    private var end: AsyncStream<Void>.Continuation?
    private var isClosed = false

    init(_ open: @escaping ForkedChain.Opening) {
        self.open = open
        (wishes, wish) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Opens connections as they are wanted, until it is cancelled.
    func run() async {
        for await _ in wishes where !waiting.isEmpty {
            do {
                try await open { client in
                    for await _ in await self.opened(client) {}
                }
            } catch {
                client = nil
                settle(.failure(error))
            }
            // Somebody may have come while the old one ended.
            if !waiting.isEmpty { wish.yield() }
        }
        isClosed = true
        settle(.failure(CancellationError()))
    }

    /// Runs `body`, which only reads, with a connection, and once more where that was lost meanwhile.
    func with<Answer: Sendable>(_ body: @Sendable (SubstrateClient) async throws -> Answer) async throws -> Answer {
        let client = try await connected()
        do {
            return try await body(client)
        } catch let error as ClientError where error.code == .connection {
            giveUp(client)
            return try await body(try await connected())
        }
    }

    /// Ends a connection by which nothing comes any more, so that the next who wants one has another.
    private func giveUp(_ lost: SubstrateClient) {
        guard client === lost else { return }
        client = nil
        end?.finish()
    }

    private func connected() async throws -> SubstrateClient {
        if let client { return client }
        guard !isClosed else { throw CancellationError() }
        return try await withCheckedThrowingContinuation { continuation in
            waiting.append(continuation)
            wish.yield()
        }
    }

    private func opened(_ client: SubstrateClient) -> AsyncStream<Void> {
        let (ending, end) = AsyncStream.makeStream(of: Void.self)
        (self.client, self.end) = (client, end)
        settle(.success(client))
        return ending
    }

    private func settle(_ result: Result<SubstrateClient, any Error>) {
        for continuation in waiting { continuation.resume(with: result) }
        waiting = []
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import SubtensorLocalnet
import Synchronization
import Testing

@Suite("JSON-RPC server", .timeLimit(.minutes(1)))
struct RPCServerTests {
    /// Runs a client against a server with the test handler.
    @discardableResult
    private func withClient<Value: Sendable>(
        _ handler: TestHandler = TestHandler(), server: RPCServerConfiguration = RPCServerConfiguration(),
        client: WebSocketConfiguration = WebSocketConfiguration(),
        _ body: (WebSocketRPCClient) async throws -> Value
    ) async throws -> Value {
        try await RPCServer.with(handler: handler, configuration: server) { server in
            try await withRPCClient(to: RPCEndpoint(server.url), configuration: client, body)
        }
    }

    // MARK: Calls

    @Test("Calls are answered, faults keep code, message and data")
    func calls() async throws {
        try await withClient { client in
            let answer = try await client.request(method: "echo", params: [1, "two"])
            #expect(answer == [1, "two"])
            let fault = await #expect(throws: RPCError.self) {
                try await client.request(method: "fail", params: ["why"])
            }
            #expect(fault?.remoteError == RPCError.RemoteError(code: 1010, message: "Failed", data: ["why"]))
            await #expect(throws: RPCError(.remote(code: -32601), "")) { try await client.request(method: "none") }
        }
    }

    @Test("Two thousand calls in flight")
    func manyCalls() async throws {
        try await withClient { client in
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<2000 {
                    group.addTask { try await client.request(method: "echo", params: [JSONValue(number)])[0]?.int ?? 0 }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 1999 * 1000)
        }
    }

    @Test("No more calls of one connection run at once than allowed, and all are answered")
    func concurrencyLimit() async throws {
        var configuration = RPCServerConfiguration()
        configuration.maxConcurrentCalls = 3
        let handler = TestHandler()
        try await withClient(handler, server: configuration) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 { group.addTask { _ = try await client.request(method: "yield") } }
                try await group.waitForAll()
            }
        }
        #expect((1...3).contains(handler.mostRunning))
    }

    @Test("A large answer comes through whole, one over the client's limit ends the connection")
    func largeAnswers() async throws {
        var small = WebSocketConfiguration()
        small.maxMessageSize = 1 << 20
        try await withClient(client: small) { client in
            let large = try await client.request(method: "large", params: [700_000])
            #expect(large.string?.utf8.count == 700_000)
            await #expect(throws: RPCError(.tooLarge, "")) {
                try await client.request(method: "large", params: [2_000_000])
            }
        }
    }

    @Test("A message over the server's limit ends the connection, not the server")
    func largeCall() async throws {
        var configuration = RPCServerConfiguration()
        configuration.maxMessageSize = 1000
        try await RPCServer.with(handler: TestHandler(), configuration: configuration) { server in
            let endpoint = try RPCEndpoint(server.url)
            try await withRPCClient(to: endpoint) { client in
                let large = JSONValue.string(String(repeating: "x", count: 2000))
                await #expect(throws: RPCError(.closed, "")) {
                    try await client.request(method: "echo", params: [large])
                }
            }
            let answer = try await withRPCClient(to: endpoint) { try await $0.request(method: "echo", params: [1]) }
            #expect(answer == [1])
        }
    }

    // MARK: Subscriptions

    @Test("The id comes before the notifications, even those pushed inside the call")
    func idComesFirst() async throws {
        try await withClient { client in
            for _ in 0..<20 {
                let numbers = try await client.subscribe(
                    method: "count", params: [50], unsubscribe: "stop", buffering: .oldest(100))
                let iterator = numbers.makeAsyncIterator()
                for number in 0..<50 {
                    let value = try await iterator.next()
                    #expect(value == JSONValue(number))
                }
            }
        }
    }

    @Test("Dropping a subscription closes it on the server")
    func unsubscribe() async throws {
        let handler = TestHandler()
        try await withClient(handler) { client in
            let first = try await client.subscribe(method: "count", params: [1], unsubscribe: "stop")
            let value = try await first.makeAsyncIterator().next()
            #expect(value == 0)
            first.cancel()
            // Calls of one connection may run at the same time, so the call that unsubscribes is awaited by its effect.
            for await stopped in handler.stopped {
                #expect(stopped)
                break
            }
        }
    }

    @Test("Too many subscriptions are refused with a fault")
    func subscriptionLimit() async throws {
        var configuration = RPCServerConfiguration()
        configuration.maxSubscriptions = 2
        try await withClient(server: configuration) { client in
            let first = try await client.subscribe(method: "count", params: [0], unsubscribe: "stop")
            let second = try await client.subscribe(method: "count", params: [0], unsubscribe: "stop")
            await #expect(throws: RPCError(.remote(code: -32006), "")) {
                try await client.subscribe(method: "count", params: [0], unsubscribe: "stop")
            }
            _ = (first, second)
        }
    }

    // MARK: Ends

    @Test("The end of a client's scope reaches the session's hook")
    func clientLeaves() async throws {
        let handler = TestHandler()
        try await RPCServer.with(handler: handler) { server in
            _ = try await withRPCClient(to: RPCEndpoint(server.url)) { client in
                try await client.request(method: "watchClose")
            }
            for await isClosed in handler.closed {
                #expect(isClosed)
                break
            }
        }
    }

    @Test("A client that leaves cancels its running calls")
    func clientLeavesInCall() async throws {
        let handler = TestHandler()
        try await RPCServer.with(handler: handler) { server in
            try await withRPCClient(to: RPCEndpoint(server.url)) { client in
                let hanging = Task { try await client.request(method: "hang") }
                for await _ in handler.hanging { break }
                hanging.cancel()
                await #expect(throws: RPCError(.cancelled, "")) { try await hanging.value }
            }
            for await wasCancelled in handler.released {
                #expect(wasCancelled)
                break
            }
        }
    }

    @Test("The end of the server's scope ends clients, hanging calls and subscriptions")
    func serverStops() async throws {
        let handler = TestHandler()
        let (client, hanging, endpoint) = try await RPCServer.with(handler: handler) { server in
            let endpoint = try RPCEndpoint(server.url)
            let client = try await WebSocketRPCClient.connect(to: endpoint)
            let hanging = Task { try await client.request(method: "hang") }
            for await _ in handler.hanging { break }
            return (client, hanging, endpoint)
        }
        await #expect(throws: RPCError(.closed, "")) { try await hanging.value }
        await #expect(throws: RPCError(.closed, "")) { try await client.request(method: "echo") }
        await #expect(throws: RPCError(.cannotConnect, "")) { try await WebSocketRPCClient.connect(to: endpoint) }
        await client.close()
    }

    @Test("Cancelling the task that serves ends it, and an error of the body comes out")
    func serverCancelled() async throws {
        let handler = TestHandler()
        let serving = Task {
            try await RPCServer.with(handler: handler) { server in
                try await withRPCClient(to: RPCEndpoint(server.url)) { try await $0.request(method: "hang") }
            }
        }
        for await _ in handler.hanging { break }
        serving.cancel()
        await #expect(throws: RPCError.self) { try await serving.value }

        await #expect(throws: RPCFault.invalidRequest) {
            try await RPCServer.with(handler: handler) { _ in throw RPCFault.invalidRequest }
        }
    }

    // MARK: Listening

    @Test("A port that is taken is refused with its number")
    func portTaken() async throws {
        try await RPCServer.with(handler: TestHandler()) { server in
            var configuration = RPCServerConfiguration()
            configuration.port = server.port
            let error = await #expect(throws: RPCServerError.self) {
                try await RPCServer.with(handler: TestHandler(), configuration: configuration) { _ in }
            }
            #expect(error?.code == .cannotListen)
            #expect(error?.reason.contains(String(server.port)) == true)
        }
    }

    @Test("Connections over the limit are closed, and there is room again when one has left")
    func connectionLimit() async throws {
        var configuration = RPCServerConfiguration()
        configuration.maxConnections = 1
        let handler = TestHandler()
        try await RPCServer.with(handler: handler, configuration: configuration) { server in
            let endpoint = try RPCEndpoint(server.url)
            try await withRPCClient(to: endpoint) { client in
                _ = try await client.request(method: "watchClose")
                await #expect(throws: RPCError(.rateLimited, "")) {
                    try await WebSocketRPCClient.connect(to: endpoint)
                }
            }
            for await _ in handler.closed { break }
        }
    }

    @Test("A reader that is too slow is cut off")
    func slowReader() async throws {
        var configuration = RPCServerConfiguration()
        configuration.maxPendingBytes = 100_000
        try await withClient(server: configuration) { client in
            await #expect(throws: RPCError(.closed, "")) {
                let flood = try await client.subscribe(
                    method: "count", params: [10_000], unsubscribe: "stop", buffering: .oldest(10_000))
                for try await _ in flood {}
            }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Testing

@Suite("Mock connection")
struct MockRPCConnectionTests {
    @Test("Scripted answers come in order and the last one stays")
    func replies() async throws {
        let mock = MockRPCConnection()
        mock.reply(to: "a", with: 1, 2)
        #expect(try await mock.request(method: "a") == 1)
        #expect(try await mock.request(method: "a") == 2)
        #expect(try await mock.request(method: "a", params: ["x"]) == 2)
        #expect(mock.calls.map(\.params) == [[], [], ["x"]])
    }

    @Test("Responders compute, failures throw, the unknown is not found")
    func outcomes() async throws {
        let mock = MockRPCConnection()
        mock.respond(to: "echo") { params in params[0] ?? .null }
        #expect(try await mock.request(method: "echo", params: ["hello"]) == "hello")
        mock.fail("down", with: RPCError(.timedOut, "slow"))
        await #expect(throws: RPCError(.timedOut, "")) { try await mock.request(method: "down") }
        await #expect(throws: RPCError(.remote(code: -32601), "")) { try await mock.request(method: "nothing") }
    }

    @Test("Notifications reach their subscription, and its end is recorded as a call")
    func subscriptions() async throws {
        let mock = MockRPCConnection()
        do {
            let heads = try await mock.subscribe(
                method: "sub", params: [], unsubscribe: "unsub", buffering: .oldest(4))
            mock.notify("sub", 1)
            mock.notify("other", 9)
            mock.notify("sub", 2)
            let iterator = heads.makeAsyncIterator()
            #expect(try await iterator.next() == 1)
            #expect(try await iterator.next() == 2)
        }
        #expect(mock.calls.map(\.method) == ["sub", "unsub"])
        let lost = try await mock.subscribe(method: "sub", unsubscribe: "unsub")
        mock.finish("sub", throwing: RPCError(.closed, "gone"))
        await #expect(throws: RPCError(.closed, "")) { try await lost.makeAsyncIterator().next() }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization
import Testing

@testable import SubstrateRPC

@Suite("Request table")
struct RequestTableTests {
    private func makeTable(maxInFlight: Int = 8) -> RequestTable {
        RequestTable(endpoint: "ws://test:1", maxInFlight: maxInFlight, maxEarlyBytes: 1000, maxQueuedBytes: 1000)
    }

    private final class Answers: Sendable {
        private let results = Mutex<[Result<JSONValue, RPCError>]>([])
        var all: [Result<JSONValue, RPCError>] { results.withLock { $0 } }
        func completion() -> RequestTable.Completion { { result in self.results.withLock { $0.append(result) } } }

        func run(_ effects: [RequestTable.Effect]) -> [(method: String, subscription: JSONValue)] {
            effects.compactMap { effect in
                switch effect {
                case .complete(let completion, let result): completion(result)
                case .deliver(let feed, let value): feed.yield(value)
                case .finish(let feed, let error): feed.finish(throwing: error)
                case .unsubscribe(let method, let subscription, _): return (method, subscription)
                case .cancel, .disconnect: break
                }
                return nil
            }
        }
    }

    @Test("The limit of open requests is kept, and an answer makes room")
    func limit() throws {
        var table = makeTable(maxInFlight: 2)
        let answers = Answers()
        let first = try table.reserve(method: "a")
        _ = try table.reserve(method: "a")
        let firstBegun = table.begin(first, completion: answers.completion())
        _ = table.markSent(first, timer: nil)
        #expect(firstBegun)
        #expect(throws: RPCError(.tooManyRequests, "")) { _ = try table.reserve(method: "a") }
        _ = answers.run(table.receive(.reply(id: first, .success(1)), size: 1))
        #expect(answers.all == [.success(1)])
        _ = try table.reserve(method: "a")
        #expect(table.inFlight == 2)
    }

    @Test("A request settled before it begins is not begun, and a late answer is ignored")
    func settled() throws {
        var table = makeTable()
        let id = try table.reserve(method: "a")
        let ignored1 = table.settle(id, with: RPCError(.cancelled, ""))
        #expect(ignored1.isEmpty)
        let isBegun = table.begin(id) { _ in }
        #expect(!isBegun)
        let ignored2 = table.receive(.reply(id: id, .success(1)), size: 1)
        #expect(ignored2.isEmpty)
        #expect(table.inFlight == 0)
    }

    @Test("An answer to what was never asked ends the connection", arguments: [0, 2, UInt64.max])
    func unknownID(id: UInt64) throws {
        var table = makeTable()
        _ = try table.reserve(method: "a")
        guard case .disconnect(let error)? = table.receive(.reply(id: id, .success(1)), size: 1).first else {
            Issue.record("the connection goes on")
            return
        }
        #expect(error.code == .malformedReply)
    }

    @Test("An answer to what was not sent yet ends the connection, and the request with it", arguments: [false, true])
    func early(isBegun: Bool) throws {
        var table = makeTable()
        let answers = Answers()
        let id = try table.reserve(method: "a")
        let hasBegun = isBegun && table.begin(id, completion: answers.completion())
        #expect(hasBegun == isBegun)
        guard case .disconnect(let error)? = table.receive(.reply(id: id, .success(1)), size: 1).first else {
            Issue.record("the connection goes on")
            return
        }
        #expect(error.code == .malformedReply)
        #expect(error.reason.contains("before it was sent"))
        #expect(table.inFlight == 1)
    }

    @Test("A second answer is ignored")
    func twice() throws {
        var table = makeTable()
        let answers = Answers()
        let id = try table.reserve(method: "a")
        let hasBegun = table.begin(id, completion: answers.completion())
        #expect(hasBegun)
        _ = table.markSent(id, timer: nil)
        for _ in 1...3 { _ = answers.run(table.receive(.reply(id: id, .success(1)), size: 1)) }
        #expect(answers.all == [.success(1)])
    }

    @Test("An error without an id is taken for the only open request, and otherwise ends the connection")
    func unattributed() throws {
        var table = makeTable()
        let answers = Answers()
        let error = RPCError.RemoteError(code: -32007, message: "Request is too big")
        let id = try table.reserve(method: "a")
        let idBegun = table.begin(id, completion: answers.completion())
        _ = table.markSent(id, timer: nil)
        #expect(idBegun)
        _ = answers.run(table.receive(.unattributed(error), size: 1))
        #expect(answers.all == [.failure(RPCError(.remote(code: -32007), ""))])
        guard case .disconnect? = table.receive(.unattributed(error), size: 1).first else {
            Issue.record("the connection goes on")
            return
        }
    }

    @Test("Notifications that come before the id are delivered after it, those of others are forgotten")
    func earlyNotifications() async throws {
        var table = makeTable()
        let answers = Answers()
        let (subscription, feed) = RPCSubscription.make(buffering: .oldest(8))
        let id = try table.reserve(method: "sub", subscribing: (feed.buffer, "unsub"))
        let idBegun = table.begin(id, completion: answers.completion())
        _ = table.markSent(id, timer: nil)
        #expect(idBegun)
        for value in 1...3 {
            let message = IncomingMessage.notification(subscription: "s", .success(JSONValue(value)))
            let ignored3 = table.receive(message, size: 10)
            #expect(ignored3.isEmpty)
        }
        let ignored4 = table.receive(.notification(subscription: "other", .success(9)), size: 10)
        #expect(ignored4.isEmpty)
        _ = answers.run(table.receive(.reply(id: id, .success("s")), size: 1))
        _ = answers.run(table.receive(.notification(subscription: "s", .success(4)), size: 10))
        let iterator = subscription.makeAsyncIterator()
        for value in 1...4 { #expect(try await iterator.next() == JSONValue(value)) }
        let ended = answers.run(table.endSubscription(of: id))
        #expect(ended.map(\.method) == ["unsub"])
        #expect(ended.map(\.subscription) == ["s"])
        let ignored5 = table.receive(.notification(subscription: "s", .success(5)), size: 10)
        #expect(ignored5.isEmpty)
        #expect(table.activeSubscriptions == 0)
    }

    @Test("Too many early notifications are an error for those who must see all, not for others")
    func earlyOverflow() async throws {
        for (buffering, fails) in [(RPCSubscription.Buffering.oldest(8), true), (.newest(1), false)] {
            var table = makeTable()
            let answers = Answers()
            let (subscription, feed) = RPCSubscription.make(buffering: buffering)
            let id = try table.reserve(method: "sub", subscribing: (feed.buffer, "unsub"))
            let idBegun = table.begin(id, completion: answers.completion())
            _ = table.markSent(id, timer: nil)
            #expect(idBegun)
            for value in 1...3 {
                _ = table.receive(.notification(subscription: "s", .success(JSONValue(value))), size: 400)
            }
            _ = answers.run(table.receive(.reply(id: id, .success("s")), size: 1))
            let iterator = subscription.makeAsyncIterator()
            if fails {
                await #expect(throws: RPCError(.subscriptionOverflow, "")) { try await iterator.next() }
            } else {
                #expect(try await iterator.next() == 3)
            }
        }
    }

    @Test("The end of the connection ends everything once, and nothing is taken afterwards")
    func failing() async throws {
        var table = makeTable()
        let answers = Answers()
        let (subscription, feed) = RPCSubscription.make(buffering: .newest(1))
        let subscribing = try table.reserve(method: "sub", subscribing: (feed.buffer, "unsub"))
        let subscribingBegun = table.begin(subscribing, completion: answers.completion())
        _ = table.markSent(subscribing, timer: nil)
        #expect(subscribingBegun)
        _ = answers.run(table.receive(.reply(id: subscribing, .success("s")), size: 1))
        let waiting = try table.reserve(method: "a")
        let waitingBegun = table.begin(waiting, completion: answers.completion())
        _ = table.markSent(waiting, timer: nil)
        #expect(waitingBegun)
        _ = answers.run(table.fail(RPCError(.closed, "gone")))
        #expect(answers.all == [.success("s"), .failure(RPCError(.closed, ""))])
        await #expect(throws: RPCError(.closed, "")) { try await subscription.makeAsyncIterator().next() }
        let ignored6 = table.fail(RPCError(.timedOut, "later"))
        #expect(ignored6.isEmpty)
        #expect(throws: RPCError(.closed, "")) { _ = try table.reserve(method: "a") }
        let ignored7 = table.endSubscription(of: subscribing)
        #expect(ignored7.isEmpty)
    }

    @Test(
        "Messages are told apart by their shape",
        arguments: [
            (#"{"id":1,"result":null}"#, IncomingMessage.reply(id: 1, .success(.null))),
            (#"{"id":1,"result":2,"error":null}"#, .reply(id: 1, .success(2))),
            (#"{"id":"17","result":2}"#, .reply(id: 17, .success(2))),
            (#"{"id":17.0,"result":2}"#, .reply(id: 17, .success(2))),
            (
                #"{"id":7,"error":{"code":1010,"message":"Invalid Transaction","data":"Custom error: 255"}}"#,
                .reply(
                    id: 7, .failure(.init(code: 1010, message: "Invalid Transaction", data: "Custom error: 255")))
            ),
            (#"{"id":null,"error":{"code":-32700,"message":"x"}}"#, .unattributed(.init(code: -32700, message: "x"))),
            (
                #"{"method":"m","params":{"subscription":"s","result":[1]}}"#,
                .notification(subscription: "s", .success([1]))
            ),
            (
                #"{"method":"m","params":{"subscription":3,"error":{"code":1,"message":"x"}}}"#,
                .notification(subscription: 3, .failure(.init(code: 1, message: "x")))
            ),
            (#"{"method":"m","params":[]}"#, .unrelated),
        ])
    func shapes(text: String, message: IncomingMessage) throws {
        #expect(try IncomingMessage(JSONValue(parsing: text)) == message)
    }

    @Test(
        "Messages of no known shape are refused",
        arguments: [
            "1", "[]", "{}", #"{"id":1}"#, #"{"result":1}"#, #"{"id":"01","result":1}"#, #"{"id":"x","result":1}"#,
            #"{"id":"-1","result":1}"#, #"{"id":1e300,"result":1}"#, #"{"id":-1,"result":1}"#,
            #"{"id":1.5,"result":1}"#, #"{"id":null,"result":1}"#, #"{"id":1,"error":1}"#,
            #"{"id":1,"error":{"code":"x","message":"y"}}"#, #"{"id":1,"error":{"code":1}}"#,
            #"{"id":1,"result":1,"error":{"code":1,"message":"x"}}"#,
            #"{"method":"m","params":{"subscription":[],"result":1}}"#, #"{"method":"m","params":{"subscription":1}}"#,
        ])
    func badShapes(text: String) throws {
        #expect(throws: RPCError(.malformedReply, "")) { try IncomingMessage(JSONValue(parsing: text)) }
    }
}

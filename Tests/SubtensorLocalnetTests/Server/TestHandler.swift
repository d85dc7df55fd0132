// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import SubtensorLocalnet
import Synchronization

/// A handler with a method for every behaviour that the transport's tests need.
final class TestHandler: RPCHandler {
    /// One element when a subscription was stopped by its client: whether it had been open.
    let stopped: AsyncStream<Bool>
    /// One element when a session that called `watchClose` has ended.
    let closed: AsyncStream<Bool>
    /// One element when a call of `hang` has begun.
    let hanging: AsyncStream<Void>
    /// One element when a call of `hang` has ended: whether it was cancelled.
    let released: AsyncStream<Bool>

    private let stoppedFeed: AsyncStream<Bool>.Continuation
    private let closedFeed: AsyncStream<Bool>.Continuation
    private let hangingFeed: AsyncStream<Void>.Continuation
    private let releasedFeed: AsyncStream<Bool>.Continuation
    private let running = Mutex((now: 0, most: 0))
    private let refused = Mutex<[String]>([])

    init() {
        (stopped, stoppedFeed) = AsyncStream.makeStream()
        (closed, closedFeed) = AsyncStream.makeStream()
        (hanging, hangingFeed) = AsyncStream.makeStream()
        (released, releasedFeed) = AsyncStream.makeStream()
    }

    var mostRunning: Int { running.withLock { $0.most } }

    var refusedOrigins: [String] { refused.withLock { $0 } }

    func didRefuse(origin: String) { refused.withLock { $0.append(origin) } }

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Result<JSONValue, RPCFault> {
        switch method {
        case "echo": return .success(params)
        case "fail": return .failure(RPCFault(code: 1010, message: "Failed", data: params))
        case "large": return .success(.string(String(repeating: "x", count: params[0]?.int ?? 0)))
        case "yield": return await countRunning()
        case "count": return count(to: params[0]?.int ?? 0, session)
        case "stop":
            let wasOpen = session.closeSubscription(params[0]?.string ?? "")
            stoppedFeed.yield(wasOpen)
            return .success(.bool(wasOpen))
        case "watchClose":
            session.onClose { [closedFeed] in closedFeed.yield(session.isClosed) }
            return .success(true)
        case "hang":
            hangingFeed.yield()
            let (never, feed) = AsyncStream.makeStream(of: Void.self)
            for await _ in never {}
            feed.finish()
            releasedFeed.yield(Task.isCancelled)
            return .success(true)
        default: return .failure(.methodNotFound)
        }
    }

    private func countRunning() async -> Result<JSONValue, RPCFault> {
        running.withLock { running in
            running.now += 1
            running.most = max(running.most, running.now)
        }
        for _ in 0..<10 { await Task.yield() }
        running.withLock { $0.now -= 1 }
        return .success(true)
    }

    private func count(to limit: Int, _ session: RPCSession) -> Result<JSONValue, RPCFault> {
        do throws(RPCFault) {
            let id = try session.openSubscription()
            for number in 0..<limit { session.notify(method: "number", subscription: id, result: JSONValue(number)) }
            return .success(.string(id))
        } catch {
            return .failure(error)
        }
    }
}

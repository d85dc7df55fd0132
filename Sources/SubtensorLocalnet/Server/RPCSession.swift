// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateRPC
import Synchronization

/// The connection on which a call came, as the handler sees it: open subscriptions, push notifications, see the end.
///
/// May be kept after the call for as long as the subscriptions live.
public struct RPCSession: Sendable {
    let connection: ServerConnection
    let call: CallScope

    /// The subscriptions that one call opened; their notifications wait until its answer is on its way.
    final class CallScope: Sendable {
        private let ids = Mutex<[String]>([])

        func add(_ id: String) { ids.withLock { $0.append(id) } }

        var opened: [String] { ids.withLock { $0 } }
    }

    /// Begins a subscription and returns its id, which the handler then gives as the call's result.
    ///
    /// Notifications may be pushed at once: they leave after the answer to the call in which this was done.
    /// Throws a fault to answer with when the connection has ended, has too many or too large ones, or is plain HTTP.
    /// - Parameter bytes: how much the handler keeps of the call for as long as the subscription lives.
    public func openSubscription(keeping bytes: Int = 0) throws(RPCFault) -> String {
        let id = try connection.openSubscription(keeping: bytes)
        call.add(id)
        return id
    }

    /// Ends a subscription of this connection; returns false when there is none with that id.
    public func closeSubscription(_ id: String) -> Bool { connection.closeSubscription(id) }

    /// Pushes `{"method": method, "params": {"subscription": id, "result": result}}`, without waiting.
    ///
    /// Returns whether the subscription is still open; when it is not, nothing is sent and the sender may stop. A
    /// client that reads so slowly that the limit of waiting bytes is passed loses its connection.
    @discardableResult
    public func notify(method: String, subscription id: String, result: JSONValue) -> Bool {
        connection.notify(method: method, subscription: id, result: result)
    }

    /// Whether the subscription is open: neither closed by its client nor gone with its connection.
    public func isOpen(_ id: String) -> Bool { connection.isOpen(subscription: id) }

    /// Whether the connection has ended.
    public var isClosed: Bool { connection.isClosed }

    /// Calls `hook` once, on any thread, when the connection ends, or now when it has ended already.
    public func onClose(_ hook: @escaping @Sendable () -> Void) { connection.onClose(hook) }
}

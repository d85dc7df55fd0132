// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization

/// What the supervisor of the connections does to their client.
extension ResilientRPCClient {
    /// Opens `link` for use. Returns the subscriptions that are to be taken over.
    func publish(_ link: Link, insteadOf old: RPCEndpoint?) -> [SubscriptionRelay] {
        let (waiters, relays) = board.withLock { $0.publish(link) }
        // The state before those who wait: whoever goes on finds it told.
        if let old, old != link.endpoint {
            change(to: .failedOver(from: old, to: link.endpoint))
        } else {
            change(to: .connected(link.endpoint))
        }
        for waiter in waiters { waiter.resume(returning: .success(link)) }
        return relays
    }

    /// From now on requests wait for the next link.
    func lose() { board.withLock { $0.lose() } }

    /// Nothing works any more, for this reason.
    func end(_ error: RPCError) {
        let (waiters, relays, observers) = board.withLock { $0.end(error) }
        for observer in observers {
            observer.yield(.ended(reason: error.reason))
            observer.finish()
        }
        for waiter in waiters { waiter.resume(returning: .failure(error)) }
        for relay in relays { relay.finish(throwing: error) }
    }

    func change(to state: RPCConnectionState) {
        let (previous, observers) = board.withLock { board in (board.state, board.change(to: state)) }
        observer.changed(to: state, from: previous)
        for observer in observers { observer.yield(state) }
    }

    /// Nobody reads the subscription any more.
    func drop(_ relayID: UInt64) { board.withLock { $0.remove(relayID) }?.drop() }

    /// Takes a subscription over to `link`. One that the new node refuses ends with its refusal; a node that does not
    /// answer is left.
    func replay(_ relay: SubscriptionRelay, on link: Link) async {
        var attempts = 0
        while !relay.isDropped {
            do throws(RPCError) {
                try await relay.attach(to: link, timeout: nil)
                return observer.takesOver(relay.method, link.endpoint)
            } catch {
                attempts += 1
                if error.isRateLimit, attempts < configuration.attemptLimit {
                    let backoff = configuration.backoff.delay(round: attempts, random: pacing.random())
                    // Ends only with the task, whose end the next attempt would meet.
                    guard (try? await pacing.sleep(max(error.retryAfter ?? .zero, backoff))) != nil else { return }
                    continue
                }
                switch error.code {
                case .remote: relay.finish(throwing: error)
                case .cancelled: break
                // Of a link that has ended these say nothing new.
                default: link.session.cut(error)
                }
                return
            }
        }
    }

    /// Throws ``RPCError/Code/wrongChain`` when another chain answers than on the first connection.
    func checkIdentity(of session: WebSocketSession) async throws(RPCError) {
        guard let identity = configuration.identity else { return }
        let answer = try await session.request(
            method: identity.method, params: identity.params, timeout: session.configuration.connectTimeout)
        let expected = board.withLock { board in
            if board.identity == nil { board.identity = answer }
            return board.identity
        }
        guard let expected, expected != answer else { return }
        throw RPCError(
            .wrongChain,
            "\(session.endpoint) serves another chain: it answers \(identity.method) with "
                + "\(excerpt(answer.description)) and not \(excerpt(expected.description)); remove it from the endpoints"
        )
    }
}

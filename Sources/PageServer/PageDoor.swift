// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOHTTP1
import SubstratePrimitives
import Synchronization

/// Decides who gets an answer: before anything is read but the head of a request.
///
/// Web pages of other sites are kept away: by the `Origin` that browsers send, and by the name under which they believe to have
/// reached this machine, which an attacker may have pointed here (DNS rebinding).
final class PageDoor: Sendable {
    private let configuration: PageServerConfiguration
    private let now: @Sendable () -> ContinuousClock.Instant
    /// What was answered in the second that began then.
    private let pace: Mutex<(begin: ContinuousClock.Instant, count: Int)>

    init(_ configuration: PageServerConfiguration, now: @escaping @Sendable () -> ContinuousClock.Instant) {
        self.configuration = configuration
        self.now = now
        pace = Mutex((now(), 0))
    }

    /// Why a request is not answered; nil where it is.
    func refusal(of head: HTTPRequestHead) -> PageResponse? {
        guard hasRoom() else { return PageResponse(status: 503, "too many requests: come again in a second\n") }
        let hosts = head.headers["Host"]
        guard hosts.count == 1, let host = hosts.first, isOurs(host) else {
            return .forbidden("this server is not known by that name: use the address that it was started with")
        }
        guard head.headers["Origin"].allSatisfy({ $0 == "http://\(host)" }) else {
            return .forbidden("pages of other sites may not speak to this server")
        }
        guard configuration.openPaths.contains(PageRequest.path(of: head.uri)) || hasToken(head.headers) else {
            return PageResponse(status: 401, "a token is needed: Authorization: Bearer TOKEN\n")
        }
        return nil
    }

    private func hasRoom() -> Bool {
        let now = now()
        return pace.withLock { pace in
            if pace.begin.duration(to: now) >= .seconds(1) { pace = (now, 0) }
            pace.count += 1
            return pace.count <= configuration.maxRequestsPerSecond
        }
    }

    /// Whether a name can only be this machine's. Where a token is needed, no page knows it, whatever the name.
    private func isOurs(_ host: String) -> Bool {
        guard configuration.isLoopback else { return true }
        let name = host.hasPrefix("[") ? host.dropFirst().prefix { $0 != "]" } : host.prefix { $0 != ":" }
        return PageServerConfiguration.isLoopback(name.lowercased())
    }

    /// By a comparison that takes as long for a wrong token as for the right one.
    private func hasToken(_ headers: HTTPHeaders) -> Bool {
        guard let token = configuration.token else { return true }
        guard let given = headers.first(name: "Authorization"), given.lowercased().hasPrefix("bearer ") else {
            return false
        }
        let (wanted, offered) = (Hashing.sha256(Array(token.utf8)), Hashing.sha256(Array(given.utf8.dropFirst(7))))
        return zip(wanted, offered).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension PageRequest {
    static func path(of uri: String) -> String { String(uri.prefix { $0 != "?" }) }
}

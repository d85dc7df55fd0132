// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird

/// Whether a caller may call.
public enum BlacklistVerdict: Hashable, Sendable {
    case allowed
    /// The caller is told the reason.
    case refused(String)
}

/// Thrown by a `verify` function to refuse a caller: 401, and the caller is told the reason.
public struct CallerRefused: Error, CustomStringConvertible {
    public let reason: String
    public init(_ reason: String) { self.reason = reason }
    public var description: String { reason }
}

/// Thrown by a handler to answer with a status of its own, such as 429: the answer is `{"detail": …}`.
public struct HandlerStatus: Error {
    public let code: Int
    public let detail: String
    public init(_ code: Int, detail: String) {
        self.code = code
        self.detail = detail
    }
}

/// Thrown by a `priority` function that ran out of time: 408.
public struct OutOfTime: Error {
    public init() {}
}

/// One synapse that is served.
struct Route: Sendable {
    let name: String
    let gate: PriorityGate
    var blacklist: (@Sendable (Caller) async throws -> BlacklistVerdict)?
    var priority: (@Sendable (Caller) async throws -> Double)?
    var verify: (@Sendable (Caller) async throws -> Void)?
    /// Decodes the body, checks its hash, waits for a place, runs the handler and makes the answer.
    var serve: @Sendable (PythonJSON, Exchange) async throws -> Response
}

/// The synapses that are served, by name, in the order in which they were attached.
struct RouteTable: Sendable {
    private var byName: [String: Route] = [:]
    private var names: [String] = []

    subscript(name: String) -> Route? { byName[name] }

    mutating func add(_ route: Route) throws(NetworkingError) {
        guard HTTPField.Name(route.name) != nil, !route.name.contains("%") else {
            throw NetworkingError(.invalidConfiguration, "'\(route.name)' cannot be a route: use letters and digits")
        }
        if byName.updateValue(route, forKey: route.name) == nil { names.append(route.name) }
    }

    /// What Python answers to a name that nobody serves.
    func unknown(_ name: String) -> CallRefusal {
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        return CallRefusal(
            status: 404, message: "Synapse name '\(name.prefix(64))' not found. Available synapses [\(list)]",
            reason: .unknownSynapse)
    }
}

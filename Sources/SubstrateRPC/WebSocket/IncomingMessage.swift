// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A message from the node, recognised by its shape.
enum IncomingMessage: Equatable {
    /// The answer to request `id`.
    case reply(id: UInt64, Result<JSONValue, RPCError.RemoteError>)
    /// An error without an id: the node could not even read what it was sent.
    case unattributed(RPCError.RemoteError)
    /// A value, or the end by an error, of a subscription. The id is a string or a number.
    case notification(subscription: JSONValue, Result<JSONValue, RPCError.RemoteError>)
    /// A notification of another kind; it may be ignored.
    case unrelated

    /// Throws ``RPCError/Code/malformedReply`` for what is no JSON-RPC message to a client.
    init(_ value: JSONValue) throws(RPCError) {
        guard let message = value.object else { throw Self.malformed("a message that is no JSON object") }
        if message["method"] != nil {
            self = try Self.notification(message)
            return
        }
        let outcome = try Self.outcome(message)
        if let id = message["id"].flatMap(Self.number) {
            self = .reply(id: id, outcome)
            return
        }
        switch (message["id"], outcome) {
        case (.some(.null), .failure(let error)), (.none, .failure(let error)):
            self = .unattributed(error)
        case (.some(let id), _): throw Self.malformed("an answer to request \(excerpt(id.description))")
        case (.none, .success): throw Self.malformed("an answer without a request's id")
        }
    }

    /// The number of a request as servers write it back: some make a text of it, or a number with a fraction of zero.
    private static func number(_ id: JSONValue) -> UInt64? {
        switch id {
        case .integer(let number): UInt64(exactly: number)
        case .double(let number): UInt64(exactly: number)
        case .string(let text): UInt64(text).flatMap { String($0) == text ? $0 : nil }
        default: nil
        }
    }

    private static func notification(_ message: [String: JSONValue]) throws(RPCError) -> IncomingMessage {
        guard let params = message["params"]?.object, let id = params["subscription"] else { return .unrelated }
        switch id {
        case .string, .integer: return .notification(subscription: id, try outcome(params))
        default: throw malformed("a subscription with the id \(excerpt(id.description))")
        }
    }

    /// The result or the error of `object`, which must have exactly one; an error that is null counts as none.
    private static func outcome(
        _ object: [String: JSONValue]
    ) throws(RPCError) -> Result<JSONValue, RPCError.RemoteError> {
        let error = object["error"].flatMap { $0.isNull ? nil : $0 }
        switch (object["result"], error) {
        case (let result?, nil): return .success(result)
        case (nil, let error?):
            guard let code = error["code"]?.integer(as: Int64.self), let message = error["message"]?.string else {
                throw malformed("an error without code and message")
            }
            return .failure(RPCError.RemoteError(code: code, message: message, data: error["data"]))
        case (nil, nil): throw malformed("an answer without result or error")
        case (.some, .some): throw malformed("an answer with both result and error")
        }
    }

    private static func malformed(_ what: String) -> RPCError {
        RPCError(.malformedReply, "the node sent \(what)")
    }
}

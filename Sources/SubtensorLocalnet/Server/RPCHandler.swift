// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateRPC

/// What a node does when it is called; the transport around it knows nothing about chains.
public protocol RPCHandler: Sendable {
    /// Answers one call. Calls of one connection run at the same time, up to the server's limit.
    ///
    /// The task is cancelled when the client goes away or the server stops.
    /// - Parameter params: an array or an object; an empty array when the client sent none.
    func handle(method: String, params: JSONValue, session: RPCSession) async -> Result<JSONValue, RPCFault>

    /// Hears of a web page that was refused, by the `Origin` that its browser sent: any text, at any rate.
    func didRefuse(origin: String)
}

extension RPCHandler {
    public func didRefuse(origin: String) {}
}

/// A JSON-RPC error object.
public struct RPCFault: Error, Hashable, Sendable {
    public let code: Int64
    public let message: String
    public let data: JSONValue?

    public init(code: Int64, message: String, data: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// The text was no JSON.
    public static let parseError = RPCFault(code: -32700, message: "Parse error")

    /// The JSON was no request.
    public static let invalidRequest = RPCFault(code: -32600, message: "Invalid request")

    /// The node does not know that method.
    public static let methodNotFound = RPCFault(code: -32601, message: "Method not found")

    /// The arguments do not fit the method.
    public static func invalidParams(_ why: String) -> RPCFault {
        RPCFault(code: -32602, message: "Invalid params", data: .string(why))
    }

    var json: JSONValue {
        var object: [String: JSONValue] = ["code": JSONValue(code), "message": .string(message)]
        object["data"] = data
        return .object(object)
    }
}

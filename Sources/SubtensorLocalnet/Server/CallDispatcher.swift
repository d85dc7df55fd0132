// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import SubstrateRPC

/// Takes JSON-RPC messages apart, has the calls in them answered, and puts the answers together.
struct CallDispatcher: Sendable {
    let handler: any RPCHandler
    let configuration: RPCServerConfiguration

    /// The answer to one message; nil when it holds notifications only.
    func answer(to message: ByteBuffer, session: RPCSession) async -> JSONValue? {
        let limits = JSONLimits(maxBytes: configuration.maxMessageSize)
        let value: JSONValue
        do throws(RPCError) {
            value = try JSONValue(parsing: message.readableBytesView, limits: limits)
        } catch {
            return Self.failure(.parseError, id: .null)
        }
        guard let batch = value.array else { return await answer(toCall: value, session: session) }
        guard !batch.isEmpty else { return Self.failure(.invalidRequest, id: .null) }
        guard batch.count <= configuration.maxBatchSize else {
            // The code that nodes of the Polkadot SDK use for it.
            return Self.failure(
                RPCFault(
                    code: -32010, message: "The batch request was too large",
                    data: .string("Exceeded max limit of \(configuration.maxBatchSize)")),
                id: .null)
        }
        var answers: [JSONValue] = []
        var size = 0
        for call in batch {
            guard let answer = await answer(toCall: call, session: session) else { continue }
            size += answer.approximateSize
            // What could not be sent anyway is not gathered.
            guard size <= configuration.maxPendingBytes else {
                return Self.failure(
                    RPCFault(
                        code: -32011, message: "The batch response was too large",
                        data: .string("Exceeded max limit of \(configuration.maxPendingBytes)")),
                    id: .null)
            }
            answers.append(answer)
        }
        return answers.isEmpty ? nil : .array(answers)
    }

    private func answer(toCall call: JSONValue, session: RPCSession) async -> JSONValue? {
        let id = call["id"]
        switch id {
        case nil, .null, .integer, .string: break
        default: return Self.failure(.invalidRequest, id: .null)
        }
        guard call["jsonrpc"] == "2.0", let method = call["method"]?.string else {
            return Self.failure(.invalidRequest, id: id ?? .null)
        }
        let params = call["params"] ?? []
        switch params {
        case .array, .object: break
        case .null: return await answer(method, [], id: id, session: session)
        default: return id.map { Self.failure(.invalidParams("an array or an object is expected"), id: $0) }
        }
        return await answer(method, params, id: id, session: session)
    }

    private func answer(_ method: String, _ params: JSONValue, id: JSONValue?, session: RPCSession) async -> JSONValue?
    {
        let result = await handler.handle(method: method, params: params, session: session)
        guard let id else { return nil }
        switch result {
        case .success(let value): return ["jsonrpc": "2.0", "id": id, "result": value]
        case .failure(let fault): return Self.failure(fault, id: id)
        }
    }

    private static func failure(_ fault: RPCFault, id: JSONValue) -> JSONValue {
        ["jsonrpc": "2.0", "id": id, "error": fault.json]
    }
}

extension JSONValue {
    /// About as many bytes as this takes as text.
    fileprivate var approximateSize: Int {
        switch self {
        case .string(let text): text.utf8.count + 2
        case .array(let items): items.reduce(2) { $0 + $1.approximateSize + 1 }
        case .object(let members): members.reduce(2) { $0 + $1.key.utf8.count + 4 + $1.value.approximateSize }
        default: 8
        }
    }
}

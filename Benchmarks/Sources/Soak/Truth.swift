// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Synchronization

/// What the node says when it is asked directly.
final class Truth: Sendable {
    struct Question: Sendable {
        let method: String
        let params: JSONValue
        let answer: JSONValue
    }

    private let direct: WebSocketRPCClient
    private let questions: Mutex<[Question]>

    init(from direct: WebSocketRPCClient) async throws {
        self.direct = direct
        questions = Mutex([])
        try await renew()
    }

    var question: Question? { questions.withLock { $0.randomElement() } }

    /// The number of the newest block.
    func head() async throws -> Int {
        try await number(of: direct.request(method: "chain_getHeader"))
    }

    func makeBlock() async throws { _ = try await direct.request(method: "engine_createBlock") }

    func number(of header: JSONValue) throws -> Int {
        guard let text = header["number"]?.string, let number = Int(text.dropFirst(2), radix: 16) else {
            throw RPCError(.malformedReply, "a header without a number")
        }
        return number
    }

    /// The hash of a block.
    func hash(_ number: Int) async throws -> JSONValue {
        try await direct.request(method: "chain_getBlockHash", params: [JSONValue(number)])
    }

    /// Asks again, about the head of now: old state goes away.
    func renew() async throws {
        let head = try await direct.request(method: "chain_getBlockHash")
        let number = try await self.head()
        let keys = try await direct.request(method: "state_getKeysPaged", params: ["0x", 200, .null, head])
        var calls: [(String, JSONValue)] = [
            ("state_getMetadata", [head]), ("state_getRuntimeVersion", [head]), ("system_chain", []),
            ("chain_getHeader", [head]), ("chain_getBlock", [head]), ("system_properties", []),
            ("state_queryStorageAt", [keys, head]),
        ]
        calls += (keys.array ?? []).map { ("state_getStorage", [$0, head]) }
        calls += (max(number - 100, 0)...number).map { ("chain_getBlockHash", [JSONValue($0)]) }
        var renewed: [Question] = []
        for (method, params) in calls {
            let answer = try await direct.request(method: method, params: params)
            renewed.append(Question(method: method, params: params, answer: answer))
        }
        questions.withLock { $0 = renewed }
    }
}

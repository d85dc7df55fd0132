// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// A request for a node, its parameters read.
struct Question {
    let method: String
    let params: [JSONValue]

    init(method: String, params: JSONValue) {
        self.method = method
        self.params = params.array ?? []
    }

    func bytes(_ place: Int) throws(RPCError) -> [UInt8] {
        guard let text = params[safely: place]?.string, let bytes = try? [UInt8](hex: text) else {
            throw invalid("bytes", place)
        }
        return bytes
    }

    func key(_ place: Int) throws(RPCError) -> StorageKey { StorageKey(bytes: try bytes(place)) }

    func optionalKey(_ place: Int) throws(RPCError) -> StorageKey? {
        params[safely: place]?.isNull ?? true ? nil : try key(place)
    }

    func keys(_ place: Int) throws(RPCError) -> [StorageKey] {
        let keys = params[safely: place]?.array?.map { $0.string.flatMap { try? [UInt8](hex: $0) } }
        guard let keys, !keys.contains(nil) else { throw invalid("keys", place) }
        return keys.compactMap { $0.map(StorageKey.init(bytes:)) }
    }

    /// The name of a child trie, without what stands before it.
    func child(_ place: Int) throws(RPCError) -> [UInt8] {
        let (bytes, prefix) = (try bytes(place), Array(":child_storage:default:".utf8))
        guard bytes.starts(with: prefix) else { throw invalid("a child trie", place) }
        return [UInt8](bytes.dropFirst(prefix.count))
    }

    func text(_ place: Int) throws(RPCError) -> String {
        guard let text = params[safely: place]?.string else { throw invalid("a text", place) }
        return text
    }

    func count(_ place: Int) throws(RPCError) -> Int {
        guard let count = params[safely: place]?.int, count >= 0 else { throw invalid("a number", place) }
        return count
    }

    /// The block that is named, or else what `head` answers.
    func block(
        _ place: Int, or head: () async throws(RPCError) -> Hash256
    ) async throws(RPCError) -> Hash256 {
        guard let named = params[safely: place], !named.isNull else { return try await head() }
        guard let text = named.string, let hash = try? Hash256(hex: text) else { throw invalid("a block", place) }
        return hash
    }

    private func invalid(_ wanted: String, _ place: Int) -> RPCError {
        let error = RPCError.RemoteError(code: -32602, message: "parameter \(place + 1) is not \(wanted)")
        return RPCError(remote: error, method: method, endpoint: "the verification of answers")
    }
}

extension [JSONValue] {
    fileprivate subscript(safely place: Int) -> JSONValue? { indices.contains(place) ? self[place] : nil }
}

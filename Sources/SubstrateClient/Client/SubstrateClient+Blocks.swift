// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives
import SubstrateRPC

extension SubstrateClient {
    /// The header of the newest block, or of the block with this hash.
    public func header(at hash: Hash256? = nil) async throws(ClientError) -> BlockHeader {
        let answer = try await node.request("chain_getHeader", Node.optional(hash))
        guard !answer.isNull else { throw Self.unknown(hash?.hex ?? "head") }
        guard let header = BlockHeader(answer) else { throw Node.malformed("chain_getHeader", "a header", answer) }
        return header
    }

    /// The hash of the block at this height on the best chain; nil when there is none yet.
    public func blockHash(_ number: BlockNumber) async throws(ClientError) -> Hash256? {
        try await node.hash("chain_getBlockHash", [JSONValue(number.rawValue)])
    }

    /// The extrinsics of a block, as bytes.
    public func extrinsics(at hash: Hash256) async throws(ClientError) -> [Extrinsic] {
        let answer = try await node.request("chain_getBlock", Node.optional(hash))
        guard !answer.isNull else { throw Self.unknown(hash.hex) }
        guard let list = answer["block"]?["extrinsics"]?.array else {
            throw Node.malformed("chain_getBlock", "a block", answer)
        }
        var extrinsics: [Extrinsic] = []
        for item in list {
            guard let text = item.string, let bytes = try? [UInt8](hex: text) else {
                throw Node.malformed("chain_getBlock", "extrinsics in hex", item)
            }
            extrinsics.append(Extrinsic(bytes: bytes))
        }
        return extrinsics
    }

    /// The hash of the newest block that can no longer be replaced.
    public func finalizedHash() async throws(ClientError) -> Hash256 {
        guard let hash = try await node.hash("chain_getFinalizedHead", []) else {
            throw ClientError(.malformedAnswer, "the node has no finalised block")
        }
        return hash
    }

    /// The events of a block.
    public func events(at hash: Hash256) async throws(ClientError) -> [ChainEvent] {
        try await state(at: .hash(hash)).events()
    }

    /// The heads of the best chain as they come, beginning with the newest one. Heads that come while nobody reads are
    /// dropped but for the newest. The subscription ends when the sequence and its iterators are gone.
    public func heads() async throws(ClientError) -> BlockHeads { try await heads("NewHeads") }

    /// The heads of finalised blocks as they come, beginning with the newest one; one may stand for several blocks.
    public func finalizedHeads() async throws(ClientError) -> BlockHeads { try await heads("FinalizedHeads") }

    private func heads(_ kind: String) async throws(ClientError) -> BlockHeads {
        var (begin, end) = ("chain_subscribe" + kind, "chain_unsubscribe" + kind)
        if node.missing.contains(begin) { (begin, end) = (Self.otherName(begin), Self.otherName(end)) }
        do {
            return try await heads(by: begin, end)
        } catch {
            guard error.code == .node(MissingMethods.methodNotFound), Self.otherName(begin) != begin else {
                throw error
            }
            node.missing.insert(begin)
            return try await heads(by: Self.otherName(begin), Self.otherName(end))
        }
    }

    private func heads(by begin: String, _ end: String) async throws(ClientError) -> BlockHeads {
        do {
            let subscription = try await connection.subscribe(
                method: begin, params: [], unsubscribe: end, buffering: .newest(1))
            return BlockHeads(subscription: subscription)
        } catch {
            throw ClientError(error)
        }
    }

    private static func otherName(_ method: String) -> String { MissingMethods.otherNames[method] ?? method }

    private static func unknown(_ block: String) -> ClientError {
        ClientError(.unknownBlock, "the node does not have the block \(block)")
    }
}

/// The heads of a chain, one after the other; ends with an error when the connection does.
public struct BlockHeads: AsyncSequence, Sendable {
    let subscription: RPCSubscription

    public struct Iterator: AsyncIteratorProtocol {
        var inner: RPCSubscription.AsyncIterator

        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(ClientError) -> BlockHeader? {
            let element: JSONValue?
            do {
                element = try await inner.next(isolation: actor)
            } catch {
                throw ClientError(error)
            }
            guard let element else { return nil }
            guard let header = BlockHeader(element) else {
                throw Node.malformed("a subscription to heads", "a header", element)
            }
            return header
        }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(inner: subscription.makeAsyncIterator()) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
public import SubstratePrimitives

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A block, and what was carried out in it.
public struct BlockInfo: Sendable {
    public let number: BlockNumber
    public let hash: Hash256
    public let header: BlockHeader
    /// When it was made, by its author's clock.
    public let timestamp: Date
    public let extrinsics: [Extrinsic]

    /// Where people look at it.
    public var explorer: String { "https://www.tao.app/block/\(number)" }
}

extension Subtensor {
    /// A block, and what was carried out in it.
    ///
    /// - Throws: `unknownBlock`, and `stateDiscarded` for a block that only an archive node still knows.
    public func blockInfo(at block: BlockReference = .head) async throws(ClientError) -> BlockInfo {
        let view = pinned(to: try await state(at: block))
        let state = try await view.state()
        async let extrinsics = Result { () async throws(ClientError) in
            try await state.client.extrinsics(at: state.hash)
        }
        let timestamp = try await view.timestamp()
        return BlockInfo(
            number: state.number, hash: state.hash, header: state.header, timestamp: timestamp,
            extrinsics: try await extrinsics.get())
    }

    /// Whether this is a test chain that makes four blocks in a second.
    public var isFastBlocks: Bool { blockTime == .milliseconds(250) }
}

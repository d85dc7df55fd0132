// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Subtensor {
    /// The state after a block: for readings that belong together, and for any storage item or runtime API.
    ///
    /// - Throws: `unknownBlock`, and `stateDiscarded` for a block that only an archive node still knows.
    public func state(at block: BlockReference = .head) async throws(ClientError) -> ChainState {
        if let pinned, block == .head || block == .hash(pinned.hash) { return pinned }
        do {
            return try await client.state(at: block)
        } catch {
            throw error.namingArchive(of: block)
        }
    }

    /// The number of the newest block.
    public func block() async throws(ClientError) -> BlockNumber { try await head().number }

    /// The header of the newest block.
    public func head() async throws(ClientError) -> BlockHeader {
        guard let pinned else { return try await client.header() }
        return pinned.header
    }

    /// The header of the newest block that can no longer be replaced.
    public func finalizedHead() async throws(ClientError) -> BlockHeader {
        try await client.header(at: try await client.finalizedHash())
    }

    /// The hash of the block at this height.
    ///
    /// - Throws: `unknownBlock` when the chain is not as high.
    public func blockHash(_ number: BlockNumber) async throws(ClientError) -> Hash256 {
        guard let hash = try await client.blockHash(number) else {
            throw ClientError(.unknownBlock, "the node does not have block \(number)")
        }
        return hash
    }

    /// When a block was made, by its author's clock.
    public func timestamp(at block: BlockReference = .head) async throws(ClientError) -> Date {
        let milliseconds = try await state(at: block).value(.timestamp) ?? 0
        return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// The heads of the best chain as they come, beginning with the newest one.
    public func heads() async throws(ClientError) -> BlockHeads { try await client.heads() }

    /// Waits until the chain has reached a height, and returns the first head that has.
    @discardableResult
    public func waitForBlock(_ number: BlockNumber) async throws(ClientError) -> BlockHeader {
        for try await head in try await client.heads() where head.number >= number { return head }
        throw ClientError(
            Task.isCancelled ? .cancelled : .connection, "the node stopped announcing blocks before block \(number)")
    }

    /// The time between two blocks, as the runtime means it: `Aura.SlotDuration`, or twice `Timestamp.MinimumPeriod`,
    /// or mainnet's 12 seconds.
    ///
    /// At most an hour: what a node claims beyond that is not reckoned with.
    public var blockTime: Duration {
        let metadata = client.runtime.metadata
        if let slot = try? metadata.constant("Aura", "SlotDuration").uint64 { return Self.blockTime(slot) }
        if let half = try? metadata.constant("Timestamp", "MinimumPeriod").uint64 {
            return Self.blockTime(min(half, .max / 2) * 2)
        }
        return .seconds(12)
    }

    private static func blockTime(_ milliseconds: UInt64) -> Duration { .milliseconds(min(milliseconds, 3_600_000)) }
}

extension ClientError {
    /// The error of a block whose state the node has discarded, with the network that has it; any other as it is.
    func namingArchive(of block: BlockReference) -> ClientError {
        let archive = Network.archive
        guard code == .stateDiscarded, !reason.contains("\(archive.endpoint)") else { return self }
        return ClientError(
            .stateDiscarded, "\(reason), such as the network '\(archive)' (\(archive.endpoint)), about \(block)")
    }
}

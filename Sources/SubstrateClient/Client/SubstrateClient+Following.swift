// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

extension SubstrateClient {
    /// Calls `body` with the state after each block that comes, beginning with the newest, in order and without a gap: blocks that
    /// came while nobody listened are made up for. Runs until it is cancelled, or `body` throws.
    ///
    /// Blocks of the best chain may be replaced by others of their numbers, which then come too.
    /// - Parameter finalized: only blocks that can no longer be replaced.
    /// - Throws: `stateDiscarded` for a missed block whose state the node has thrown away meanwhile.
    public func followBlocks(
        finalized: Bool = false, _ body: @Sendable (ChainState) async throws -> Void
    ) async throws {
        var followed = FollowedBlocks()
        for try await head in finalized ? try await finalizedHeads() : try await heads() {
            // A node says the same head again after a lost connection.
            guard head != followed.last else { continue }
            if let last = followed.last, head.number > last.number.advanced(by: 1) {
                for number in last.number.rawValue + 1..<head.number.rawValue {
                    try await follow(try await state(at: .number(BlockNumber(number))).header, &followed, body)
                }
            }
            try await follow(head, &followed, body)
        }
        try Task.checkCancellation()
    }

    /// Calls `body` for a block, and before that for those of its ancestors that have taken the place of others.
    private func follow(
        _ header: BlockHeader, _ followed: inout FollowedBlocks, _ body: @Sendable (ChainState) async throws -> Void
    ) async throws {
        var missing = [header]
        while let oldest = missing.last, followed.isReplaced(by: oldest) {
            let parent = try await self.header(at: oldest.parentHash)
            // Else a node could lead on for ever.
            guard parent.hash == oldest.parentHash, parent.number.advanced(by: 1) == oldest.number else {
                throw ClientError(
                    .malformedAnswer,
                    "the node answered with block \(parent.number), \(parent.hash), for the parent of block \(oldest.number): "
                        + "use another node")
            }
            missing.append(parent)
        }
        for header in missing.reversed() {
            try await body(try await state(of: header))
            followed.append(header)
        }
    }

    /// The newest of these blocks that holds an extrinsic; nil when none does. Takes two requests a block, sixteen blocks at once.
    public func block(
        holding extrinsic: Hash256, in numbers: ClosedRange<BlockNumber>
    ) async throws(ClientError) -> Hash256? {
        var last = numbers.upperBound
        while last >= numbers.lowerBound {
            let below = last.rawValue - min(last.rawValue, Inquiry.width - 1)
            let first = max(numbers.lowerBound, BlockNumber(below))
            if let (_, hash) = try await Inquiry.holder(of: extrinsic, in: first...last, on: self) { return hash }
            guard first.rawValue > 0 else { return nil }
            last = BlockNumber(first.rawValue - 1)
        }
        return nil
    }
}

/// The newest blocks that somebody was told of.
private struct FollowedBlocks {
    /// No chain goes back further: GRANDPA finalizes long before.
    private static let depth = 256

    private var hashes: [BlockNumber: Hash256] = [:]
    private(set) var last: BlockHeader?

    /// Whether this block's parent is another than the block of that number that was told.
    func isReplaced(by header: BlockHeader) -> Bool {
        guard header.number > 0 else { return false }
        let told = hashes[BlockNumber(header.number.rawValue - 1)]
        return told != nil && told != header.parentHash
    }

    mutating func append(_ header: BlockHeader) {
        hashes[header.number] = header.hash
        last = header
        if header.number.rawValue >= Self.depth {
            hashes[BlockNumber(header.number.rawValue - UInt64(Self.depth))] = nil
        }
    }
}

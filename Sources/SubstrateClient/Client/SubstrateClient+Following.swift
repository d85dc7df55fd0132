// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

extension SubstrateClient {
    /// Calls `body` with the state after each block that comes, beginning with the newest, in order and without a gap: blocks that
    /// came while nobody listened are made up for. Runs until it is cancelled, or `body` throws.
    ///
    /// A block of the best chain may be replaced by another of its number, which then comes too.
    /// - Parameter finalized: only blocks that can no longer be replaced.
    /// - Throws: `stateDiscarded` for a missed block whose state the node has thrown away meanwhile.
    public func followBlocks(
        finalized: Bool = false, _ body: @Sendable (ChainState) async throws -> Void
    ) async throws {
        var last: BlockHeader?
        for try await head in finalized ? try await finalizedHeads() : try await heads() {
            // A node says the same head again after a lost connection.
            guard head != last else { continue }
            if let last, head.number > last.number.advanced(by: 1) {
                for number in last.number.rawValue + 1..<head.number.rawValue {
                    try await body(try await state(at: .number(BlockNumber(number))))
                }
            }
            try await body(try await state(of: head))
            last = head
        }
        try Task.checkCancellation()
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

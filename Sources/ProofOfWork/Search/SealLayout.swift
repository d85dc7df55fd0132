// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels
import SubstratePrimitives

extension seal_puzzle {
    /// A puzzle laid out for kernels, whose candidates have no more than `threshold` in the most significant 64 bits.
    init(_ message: SealMessage, order: SealByteOrder, threshold: UInt64) {
        let order = order == .big ? seal_order_big : seal_order_little
        let limit = seal_limit(threshold: threshold, order: UInt32(order))
        self.init()
        if let prefix = message.prefix {
            seal_puzzle_pow_register(&self, prefix, limit)
        } else if let hash = message.blockAndHotkeyHash {
            seal_puzzle_register(&self, hash.bytes, limit)
        }
    }

    /// The layout of a puzzle, by its own target.
    init(_ puzzle: SealPuzzle) {
        self.init(puzzle.message, order: puzzle.target.order, threshold: puzzle.target.earlyRejectThreshold)
    }
}

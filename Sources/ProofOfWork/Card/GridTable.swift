// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// The message schedules of a lane's grids, in memory of the host that stays where it is while they are copied to a card.
final class GridTable {
    let words: UnsafeMutablePointer<UInt32>
    private var firstRow: UInt32?

    static let bytes = Int(seal_grid_words) * MemoryLayout<UInt32>.size

    init() {
        words = .allocate(capacity: Int(seal_grid_words))
        words.initialize(repeating: 0, count: Int(seal_grid_words))
    }

    deinit { words.deallocate() }

    /// Fills it for the grids of a launch; whether anything changed, and has to be copied. Only while no copy is under way.
    func turn(to launch: CardLaunch) -> Bool {
        guard launch.shape == .grid, launch.firstRow != firstRow else { return false }
        firstRow = launch.firstRow
        seal_grid_fill(words, launch.firstRow)
        return true
    }
}

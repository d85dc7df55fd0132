// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The middle and the ends of several measurements of one thing.
public struct MeasuredSpread: Hashable, Sendable {
    public let least: Double
    public let median: Double
    public let most: Double

    /// Of an even number of values the median is the mean of the two in the middle; of none all three are 0.
    public init(_ values: [Double]) {
        let sorted = values.sorted()
        guard let first = sorted.first, let last = sorted.last else {
            (least, median, most) = (0, 0, 0)
            return
        }
        least = first
        median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        most = last
    }
}

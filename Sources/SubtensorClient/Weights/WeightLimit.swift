// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The cap on a single weight, as the Python SDK applies it before weights are quantised.
public enum WeightLimit {
    /// Keeps a weight that is divided by the sum below the limit in spite of rounding.
    private static let epsilon: Float = 1e-7

    /// The weights divided by their sum, the largest lowered until none is above `limit`.
    ///
    /// All the same when they sum to nothing, or are too few to stay below the limit. In single precision, with the sums
    /// taken in the order in which numpy takes them, so that the results are the Python SDK's to the last bit.
    public static func capped(_ weights: [Float], at limit: Double) -> [Float] {
        let count = weights.count
        guard count > 0 else { return [] }
        let sum = weights.pairwiseSum
        guard sum != 0, Double(count) * limit > 1 else { return weights.map { _ in 1 / Float(count) } }
        let sorted = weights.sorted()
        let sortedSum = sorted.pairwiseSum
        let shares = sorted.map { $0 / sortedSum }
        guard let largest = shares.last, largest > Float(limit) else { return weights.map { $0 / sum } }

        var cumulative: [Float] = []
        for share in shares { cumulative.append((cumulative.last ?? 0) + share) }
        // How many weights stay as they are: those whose share is below the limit once all larger ones are cut to them.
        let kept = shares.indices.count { place in
            let cut = Float(count - place - 1) * shares[place]
            return shares[place] / (cut + cumulative[place] + epsilon) < Float(limit)
        }
        guard kept > 0 else { return weights.map { _ in 1 / Float(count) } }
        let scale =
            Double(Float(limit) * cumulative[kept - 1] - epsilon) / (1 - limit * Double(count - kept))
        let cutoff = scale * Double(sortedSum)
        let capped = weights.map { Double($0) > cutoff ? Float(cutoff) : $0 }
        let cappedSum = capped.pairwiseSum
        return capped.map { $0 / cappedSum }
    }
}

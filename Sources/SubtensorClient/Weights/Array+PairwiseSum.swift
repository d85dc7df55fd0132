// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension [Float] {
    /// The sum in the order in which numpy adds: eight running sums for up to 128 numbers, halves for more.
    ///
    /// Single precision is coarse enough for the order to show.
    var pairwiseSum: Float { self[...].pairwiseSum }
}

extension ArraySlice<Float> {
    fileprivate var pairwiseSum: Float {
        if count < 8 { return reduce(0, +) }
        if count > 128 {
            let half = count / 2 - (count / 2) % 8
            return self[startIndex..<(startIndex + half)].pairwiseSum + self[(startIndex + half)...].pairwiseSum
        }
        var lanes = Array(prefix(8))
        let whole = count - count % 8
        for place in stride(from: 8, to: whole, by: 1) { lanes[place % 8] += self[startIndex + place] }
        var sum =
            ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
        for value in self[(startIndex + whole)...] { sum += value }
        return sum
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Series {
    /// What an answer is worth: 1 when it is right, a half when it is as far off as "it stays as it is", 0 for none.
    func score(_ answer: [Double]?) -> Double {
        // An answer comes from a stranger: it may have any length, and hold anything.
        guard let answer, answer.count == future.count, let last = history.last else { return 0 }
        let error = Self.meanDistance(answer, future)
        let reference = Self.meanDistance(future.map { _ in last }, future)
        guard error.isFinite, reference > 0 else { return 0 }
        return 1 / (1 + error / reference)
    }

    private static func meanDistance(_ values: [Double], _ others: [Double]) -> Double {
        zip(values, others).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(max(values.count, 1))
    }
}

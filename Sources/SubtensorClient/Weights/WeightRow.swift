// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Sequence<UIDValue> {
    /// The row that these weights make among `count` neurons: each one's part of their sum, zero for all others.
    ///
    /// A uid beyond the last neuron has no place in the row. In single precision, as the Python SDK does it.
    public func row(of count: Int) -> [Float] {
        var row = [Float](repeating: 0, count: count)
        for weight in self where Int(weight.uid) < count { row[Int(weight.uid)] = Float(weight.value) }
        let sum = row.pairwiseSum
        guard sum > 0 else { return row }
        return row.map { $0 / sum }
    }
}

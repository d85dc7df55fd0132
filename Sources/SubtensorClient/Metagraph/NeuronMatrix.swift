// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What the neurons of a subnet give each other, weights or bonds: one row for each giver, of which only what is not zero
/// is kept.
public struct NeuronMatrix: Hashable, Sendable {
    /// How many neurons there are: rows, and numbers in a row.
    public let count: Int
    /// Where each row begins in `entries`; one more for the end.
    let starts: [Int]
    /// All rows, one after the other.
    let entries: [UIDValue]

    /// The matrix of these rows. What a row gives to uids from `count` on is left out: those neurons do not exist.
    public init(count: Int, rows: [UInt16: [UIDValue]]) {
        self.count = count
        var starts = [0]
        var entries: [UIDValue] = []
        starts.reserveCapacity(count + 1)
        entries.reserveCapacity(rows.values.reduce(0) { $0 + $1.count })
        for uid in 0..<count {
            entries += (rows[UInt16(clamping: uid)] ?? []).lazy.filter { Int($0.uid) < count }
            starts.append(entries.count)
        }
        self.starts = starts
        self.entries = entries
    }

    /// Only for parts that fit together.
    init(count: Int, starts: [Int], entries: [UIDValue]) {
        self.count = count
        self.starts = starts
        self.entries = entries
    }

    /// What a neuron gives, in the chain's 16-bit numbers; nothing for a uid that does not exist.
    public subscript(uid: UInt16) -> ArraySlice<UIDValue> {
        Int(uid) < count ? entries[starts[Int(uid)]..<starts[Int(uid) + 1]] : []
    }

    /// The uids that give anything.
    public var givers: [UInt16] { (0..<UInt16(clamping: count)).filter { !self[$0].isEmpty } }

    /// What a neuron gives to each neuron, in the chain's numbers.
    public func values(of uid: UInt16) -> [Float] {
        var row = [Float](repeating: 0, count: count)
        for entry in self[uid] { row[Int(entry.uid)] = Float(entry.value) }
        return row
    }

    /// What a neuron gives to each neuron, divided by their sum: all zero when it gives nothing.
    public func shares(of uid: UInt16) -> [Float] { self[uid].row(of: count) }

    /// All rows of values.
    public var values: [[Float]] { (0..<count).map { values(of: UInt16(clamping: $0)) } }
    /// All rows of shares.
    public var shares: [[Float]] { (0..<count).map { shares(of: UInt16(clamping: $0)) } }
}

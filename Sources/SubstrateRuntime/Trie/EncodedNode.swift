// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A node as a proof has it: bytes of whoever sent them, of which nothing is believed.
struct EncodedNode {
    enum Value {
        case none
        case inline(Range<Int>)
        /// Of the 32 bytes of its hash.
        case hashed(Range<Int>)
    }

    private let bytes: [UInt8]
    /// How many nibbles its way has.
    let nibbleCount: Int
    let value: Value
    // In nibbles of `bytes`.
    private let wayStart: Int
    private let bitmap: UInt16
    private let childrenStart: Int
    private let end: Int

    /// Reads the node that takes `range` of `bytes`.
    init(_ bytes: [UInt8], in range: Range<Int>) throws(RuntimeError) {
        var place = range.lowerBound
        end = range.upperBound
        self.bytes = bytes
        guard let header = NodeHeader(bytes, at: &place, end: end) else {
            throw Self.invalid("begins with no header that is known")
        }
        nibbleCount = header.nibbleCount
        // Of an odd number of nibbles the first one is alone, in the lower half of its byte.
        let isOdd = nibbleCount % 2
        wayStart = 2 * place + isOdd
        let wayLength = (nibbleCount + 1) / 2
        guard end - place >= wayLength else { throw Self.invalid("is cut in its nibbles") }
        guard isOdd == 0 || bytes[place] < 16 else { throw Self.invalid("has a nibble where none belongs") }
        place += wayLength

        if header.kind.hasChildren {
            guard end - place >= 2 else { throw Self.invalid("is cut in its list of children") }
            bitmap = UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
            guard bitmap != 0 else { throw Self.invalid("is a branch without children") }
            place += 2
        } else {
            bitmap = 0
        }
        switch header.kind {
        case .branch: value = .none
        case .leaf, .branchWithValue: value = .inline(try Self.sized(bytes, at: &place, end: end, "value"))
        case .leafWithHashedValue, .branchWithHashedValue:
            guard end - place >= 32 else { throw Self.invalid("is cut in the hash of its value") }
            value = .hashed(place..<place + 32)
            place += 32
        }
        childrenStart = place
    }

    /// How many of the nibbles of `key` from `start` on are those of the way.
    func commonNibbles(with key: [UInt8], from start: Int) -> Int {
        let limit = min(nibbleCount, key.nibbleCount - start)
        var count = 0
        while count < limit, bytes.nibble(wayStart + count) == key.nibble(start + count) { count += 1 }
        return count
    }

    /// The nibbles of its way.
    var way: [UInt8] { (wayStart..<wayStart + nibbleCount).map { UInt8(truncatingIfNeeded: bytes.nibble($0)) } }

    /// Where a child is, or its hash where that takes 32 bytes; nil when there is none.
    func child(_ nibble: Int) throws(RuntimeError) -> Range<Int>? {
        guard bitmap >> UInt16(nibble) & 1 == 1 else { return nil }
        var place = childrenStart
        for _ in 0..<TrieNode.index(of: nibble, in: bitmap) {
            // Only how long it is counts.
            if try Self.sized(bytes, at: &place, end: end, "child").isEmpty { throw Self.invalid("has an empty child") }
        }
        let child = try Self.sized(bytes, at: &place, end: end, "child")
        guard (1...32).contains(child.count) else { throw Self.invalid("has a child of \(child.count) bytes") }
        return child
    }

    /// What follows its length.
    private static func sized(
        _ bytes: [UInt8], at place: inout Int, end: Int, _ noun: String
    ) throws(RuntimeError) -> Range<Int> {
        guard let length = CompactNumber(bytes, at: place), end - place - length.length >= Int(length.number) else {
            throw invalid("is cut in a \(noun)")
        }
        place += length.length
        defer { place += Int(length.number) }
        return place..<place + Int(length.number)
    }

    private static func invalid(_ fault: String) -> RuntimeError {
        RuntimeError(.invalidProof, "a node of the proof \(fault)")
    }
}

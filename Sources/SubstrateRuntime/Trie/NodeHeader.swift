// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The first byte of a node says what it is and how many nibbles its way has; `sp_trie::trie_constants`.
struct NodeHeader: Equatable {
    /// What stands in a node, with the bits by which it is known.
    enum Kind: CaseIterable {
        case leaf, branch, branchWithValue, leafWithHashedValue, branchWithHashedValue

        var prefix: UInt8 {
            switch self {
            case .leaf: 0b0100_0000
            case .branch: 0b1000_0000
            case .branchWithValue: 0b1100_0000
            case .leafWithHashedValue: 0b0010_0000
            case .branchWithHashedValue: 0b0001_0000
            }
        }

        /// The bits that are left for the number of nibbles, all set.
        var countMask: UInt8 {
            switch self {
            case .leaf, .branch, .branchWithValue: 0b0011_1111
            case .leafWithHashedValue: 0b0001_1111
            case .branchWithHashedValue: 0b0000_1111
            }
        }

        var hasChildren: Bool {
            switch self {
            case .leaf, .leafWithHashedValue: false
            case .branch, .branchWithValue, .branchWithHashedValue: true
            }
        }
    }

    let kind: Kind
    let nibbleCount: Int

    /// A trie without a node.
    static let empty: UInt8 = 0
    /// More are not written down, though the nibbles are.
    static let mostNibbles = 65_535

    init(_ kind: Kind, nibbleCount: Int) {
        self.kind = kind
        self.nibbleCount = nibbleCount
    }

    /// Reads a header and moves on behind it; nil where there is none.
    init?(_ bytes: [UInt8], at place: inout Int, end: Int) {
        guard place < end, let kind = Kind.allCases.first(where: { bytes[place] & ~$0.countMask == $0.prefix }) else {
            return nil
        }
        var count = Int(bytes[place] & kind.countMask)
        place += 1
        if count == Int(kind.countMask) {
            repeat {
                guard place < end, count <= Self.mostNibbles else { return nil }
                count += Int(bytes[place])
                place += 1
            } while bytes[place - 1] == 255
        }
        guard count <= Self.mostNibbles else { return nil }
        self.init(kind, nibbleCount: count)
    }

    func encode(to bytes: inout [UInt8]) {
        let count = min(nibbleCount, Self.mostNibbles)
        let mask = Int(kind.countMask)
        guard count >= mask else {
            bytes.append(kind.prefix | UInt8(count))
            return
        }
        bytes.append(kind.prefix | kind.countMask)
        var rest = count - mask
        while rest >= 255 {
            bytes.append(255)
            rest -= 255
        }
        bytes.append(UInt8(rest))
    }
}

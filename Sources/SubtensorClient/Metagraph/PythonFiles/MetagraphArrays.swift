// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

/// A metagraph as the Python SDK has it: arrays under its names, in its units and types.
///
/// ```swift
/// let arrays = MetagraphArrays(metagraph)
/// let stake = arrays[.stake]?.floats       // the same as metagraph.S
/// ```
public struct MetagraphArrays: Hashable, Sendable {
    /// The subnet; nil in files of SDK 6, which do not say.
    public var netuid: NetUID?
    /// What Python calls the network, such as `finney`; nil in files of SDK 6, which do not say.
    public var network: String?
    private var arrays: [Name: NumPyArray] = [:]

    /// The arrays that any release of the Python SDK saves, in the order in which they are written here.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case version, n, block, consensus
        case validatorTrust = "validator_trust"
        case incentive, emission, dividends, active
        case lastUpdate = "last_update"
        case validatorPermit = "validator_permit"
        case weights, bonds, uids
        case alphaStake = "alpha_stake"
        case taoStake = "tao_stake"
        case stake, ranks, trust
        case totalStake = "total_stake"
        case pruningScore = "pruning_score"

        /// What Python's arrays of this name hold.
        public var type: NumPyArray.ElementType {
            switch self {
            case .version, .n, .block, .active, .lastUpdate, .uids: .int64
            case .validatorPermit: .bool
            default: .float32
            }
        }

        /// Whether it has a place for each neuron, and nothing else.
        var isColumn: Bool {
            switch self {
            case .version, .n, .block, .weights, .bonds: false
            default: true
            }
        }
    }

    /// No arrays yet.
    public init(netuid: NetUID? = nil, network: String? = nil) {
        self.netuid = netuid
        self.network = network
    }

    /// The array of a name; nil where there is none.
    public subscript(name: Name) -> NumPyArray? {
        get { arrays[name] }
        set { arrays[name] = newValue }
    }

    /// The names of the arrays that are there, in order.
    public var names: [Name] { Name.allCases.filter { arrays[$0] != nil } }

    /// How many neurons there are, as far as it says.
    public var n: Int { self[.n]?.integers.first.flatMap { Int(exactly: $0) } ?? self[.uids]?.count ?? 0 }

    /// The array of a name, or what Python has where nothing is known: zeros, or no weights at all.
    func filled(_ name: Name) -> NumPyArray {
        self[name] ?? NumPyArray(zeros: name.isColumn ? n : 0, name.type)
    }

    /// - Throws: when the arrays are not of one metagraph.
    func check() throws(FileDamage) {
        guard let count = self[.n]?.integers, count.count == 1, (0...Int64(UInt16.max)).contains(count[0]) else {
            throw FileDamage("'n' is not the number of a subnet's neurons")
        }
        guard let block = self[.block]?.integers, block.count == 1, block[0] >= 0 else {
            throw FileDamage("'block' is no block's number")
        }
        for name in names {
            guard let array = self[name] else { continue }
            let fits =
                name.isColumn
                ? array.shape == [n]
                : ![.weights, .bonds].contains(name) || array.count == 0
                    || (array.shape.count == 2 && array.shape[0] == n && array.shape[1] <= Int(UInt16.max))
            guard fits else {
                throw FileDamage("'\(name.rawValue)' has the shape \(array.shape) for \(n) neurons")
            }
        }
    }
}

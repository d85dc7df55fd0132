// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstratePrimitives

/// A subnet and all its neurons at one block, column by column: place `n` of every list is uid `n`.
///
/// ```swift
/// var metagraph = try await subtensor.metagraph(1)
/// print(metagraph.n, metagraph.S, metagraph.axons)
/// let neuron = metagraph[hotkey: try wallet.hotkeyPublic()]
/// try await metagraph.sync(with: subtensor, at: 100_000)
/// ```
///
/// Amounts and proportions are the chain's own whole numbers; the arrays with one letter (``S``, ``I``, ``W``, …) are the
/// 32-bit floats that the Python SDK shows.
public struct Metagraph: Sendable {
    public let netuid: NetUID
    /// The block whose state this is.
    public let block: BlockNumber
    public let blockHash: Hash256
    /// The chain, by the hash of its block 0.
    public let genesisHash: Hash256
    /// The columns that cost little.
    let columns: Columns
    /// The weights that each neuron sets; nil after a lite sync.
    public let weights: NeuronMatrix?
    /// The bonds of each neuron; nil after a lite sync.
    public let bonds: NeuronMatrix?
    /// What the chain said of the subnet itself with the same answer; nil where the runtime does not answer that, and after
    /// loading.
    public let subnet: Subnet?
    /// What a file of Python's said, to the last bit; nil for what comes from a chain.
    let pythonArrays: MetagraphArrays?

    /// What every sync reads, one list for each quantity.
    struct Columns: Hashable, Sendable {
        var hotkeys: [AccountID] = []
        var coldkeys: [AccountID] = []
        var axons: [AxonInfo] = []
        var active: [Bool] = []
        var validatorPermit: [Bool] = []
        var lastUpdate: [BlockNumber] = []
        var registeredAt: [BlockNumber] = []
        var totalStake: [Balance] = []
        var alphaStake: [Alpha] = []
        var taoStake: [Balance] = []
        var emission: [Alpha] = []
        var rank: [Proportion] = []
        var trust: [Proportion] = []
        var validatorTrust: [Proportion] = []
        var consensus: [Proportion] = []
        var incentive: [Proportion] = []
        var dividends: [Proportion] = []
    }

    init(
        netuid: NetUID, block: BlockNumber, blockHash: Hash256, genesisHash: Hash256, columns: Columns,
        weights: NeuronMatrix?, bonds: NeuronMatrix?, subnet: Subnet? = nil,
        pythonArrays: MetagraphArrays? = nil
    ) {
        self.netuid = netuid
        self.block = block
        self.blockHash = blockHash
        self.genesisHash = genesisHash
        self.columns = columns
        self.weights = weights
        self.bonds = bonds
        self.subnet = subnet
        self.pythonArrays = pythonArrays
    }

    /// How many neurons there are.
    public var n: Int { columns.hotkeys.count }
    /// Every uid, from 0.
    public var uids: Range<UInt16> { 0..<UInt16(clamping: n) }
    /// Whether weights and bonds were left out.
    public var isLite: Bool { weights == nil }
}

extension Metagraph {
    /// The hotkey of each uid.
    public var hotkeys: [AccountID] { columns.hotkeys }
    /// The coldkey that owns each uid's hotkey.
    public var coldkeys: [AccountID] { columns.coldkeys }
    /// Where each uid serves requests.
    public var axons: [AxonInfo] { columns.axons }
    /// Whether each uid set weights within the activity cutoff.
    public var active: [Bool] { columns.active }
    /// Whether each uid may set weights as a validator.
    public var validatorPermit: [Bool] { columns.validatorPermit }
    /// When each uid last set weights.
    public var lastUpdate: [BlockNumber] { columns.lastUpdate }
    /// When each uid was registered.
    public var registeredAt: [BlockNumber] { columns.registeredAt }
    /// Alpha and weighted root stake of each uid together: what its votes count.
    public var totalStake: [Balance] { columns.totalStake }
    /// The subnet's own alpha on each uid.
    public var alphaStake: [Alpha] { columns.alphaStake }
    /// The root stake on each uid, not weighted.
    public var taoStake: [Balance] { columns.taoStake }
    /// What each uid earned in the last epoch.
    public var emission: [Alpha] { columns.emission }
    /// Each uid's share of the ranks, before trust.
    public var rank: [Proportion] { columns.rank }
    /// How much of each uid's rank the consensus keeps.
    public var trust: [Proportion] { columns.trust }
    /// How much of the weights that each uid sets the consensus keeps.
    public var validatorTrust: [Proportion] { columns.validatorTrust }
    /// The weight of each uid that the validators agree on.
    public var consensus: [Proportion] { columns.consensus }
    /// Each uid's share of the miners' part.
    public var incentive: [Proportion] { columns.incentive }
    /// Each uid's share of the validators' part.
    public var dividends: [Proportion] { columns.dividends }
}

extension Metagraph: CustomStringConvertible {
    public var description: String { "Metagraph(netuid: \(netuid), n: \(n), block: \(block)\(isLite ? ", lite" : ""))" }
}

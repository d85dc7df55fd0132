// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstratePrimitives

extension Metagraph {
    /// One neuron: a row of the columns.
    public struct Neuron: Hashable, Sendable {
        public let netuid: NetUID
        public let uid: UInt16
        public let hotkey: AccountID
        public let coldkey: AccountID
        /// Where it serves requests.
        public let axon: AxonInfo
        /// Whether it set weights within the activity cutoff.
        public let isActive: Bool
        public let hasValidatorPermit: Bool
        /// When it last set weights.
        public let lastUpdate: BlockNumber
        public let registeredAt: BlockNumber
        /// Alpha and weighted root stake together.
        public let totalStake: Balance
        public let alphaStake: Alpha
        public let taoStake: Balance
        /// What it earned in the last epoch.
        public let emission: Alpha
        public let rank: Proportion
        public let trust: Proportion
        public let validatorTrust: Proportion
        public let consensus: Proportion
        public let incentive: Proportion
        public let dividends: Proportion
    }

    /// The neuron with this uid; nil when there is none.
    public subscript(uid uid: UInt16) -> Neuron? { Int(uid) < n ? neuron(Int(uid)) : nil }

    /// The neuron of this hotkey; nil when it is not registered.
    public subscript(hotkey hotkey: AccountID) -> Neuron? { columns.hotkeys.firstIndex(of: hotkey).map(neuron) }

    /// All neurons, row by row.
    public var neurons: [Neuron] { (0..<n).map(neuron) }

    private func neuron(_ place: Int) -> Neuron {
        Neuron(
            netuid: netuid, uid: UInt16(clamping: place), hotkey: columns.hotkeys[place],
            coldkey: columns.coldkeys[place], axon: columns.axons[place], isActive: columns.active[place],
            hasValidatorPermit: columns.validatorPermit[place], lastUpdate: columns.lastUpdate[place],
            registeredAt: columns.registeredAt[place], totalStake: columns.totalStake[place],
            alphaStake: columns.alphaStake[place], taoStake: columns.taoStake[place],
            emission: columns.emission[place], rank: columns.rank[place], trust: columns.trust[place],
            validatorTrust: columns.validatorTrust[place], consensus: columns.consensus[place],
            incentive: columns.incentive[place], dividends: columns.dividends[place])
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstratePrimitives

/// What changed on a subnet between two blocks.
public struct MetagraphDifference: Hashable, Sendable {
    public let netuid: NetUID
    public let from: BlockNumber
    public let to: BlockNumber
    /// Uids that another hotkey holds than before, in order.
    public let replaced: [Replacement]
    /// Neurons that are the same and of which something else changed, in the order of their uids.
    public let changed: [Change]
    /// Neurons that set other weights than before; none when either side is without weights.
    public let reweighted: [UInt16]

    /// A uid that went from one hotkey to another.
    public struct Replacement: Hashable, Sendable {
        public let uid: UInt16
        /// Who held it; nil when it is new.
        public let before: AccountID?
        /// Who holds it; nil when it is gone.
        public let after: AccountID?
    }

    /// A neuron before and after.
    public struct Change: Hashable, Sendable {
        public let before: Metagraph.Neuron
        public let after: Metagraph.Neuron
        /// What is not as before.
        public let fields: Set<Metagraph.Neuron.Field>

        public var uid: UInt16 { after.uid }
    }

    public var isEmpty: Bool { replaced.isEmpty && changed.isEmpty && reweighted.isEmpty }
}

extension Metagraph.Neuron {
    /// What can change about a neuron that keeps its hotkey.
    public enum Field: String, Hashable, Sendable, CaseIterable {
        case coldkey, axon, active, validatorPermit, lastUpdate, registeredAt, stake, emission, rank, trust
        case validatorTrust, consensus, incentive, dividends
    }

    /// What is different about another neuron, the hotkey aside.
    public func fields(differentIn other: Self) -> Set<Field> {
        var fields: Set<Field> = []
        func compare(_ field: Field, _ value: KeyPath<Self, some Equatable>) {
            if self[keyPath: value] != other[keyPath: value] { fields.insert(field) }
        }
        compare(.coldkey, \.coldkey)
        compare(.axon, \.axon)
        compare(.active, \.isActive)
        compare(.validatorPermit, \.hasValidatorPermit)
        compare(.lastUpdate, \.lastUpdate)
        compare(.registeredAt, \.registeredAt)
        compare(.stake, \.totalStake)
        compare(.stake, \.alphaStake)
        compare(.stake, \.taoStake)
        compare(.emission, \.emission)
        compare(.rank, \.rank)
        compare(.trust, \.trust)
        compare(.validatorTrust, \.validatorTrust)
        compare(.consensus, \.consensus)
        compare(.incentive, \.incentive)
        compare(.dividends, \.dividends)
        return fields
    }
}

extension Metagraph {
    /// What changed from an earlier metagraph of the same subnet to this one.
    ///
    /// - Throws: `invalidOption` when the other one is of another subnet or another chain.
    public func difference(from earlier: Metagraph) throws(BittensorError) -> MetagraphDifference {
        // A file of Python's may not say of which chain it is.
        guard earlier.netuid == netuid,
            earlier.genesisHash == genesisHash || !isChainKnown || !earlier.isChainKnown
        else {
            throw BittensorError(
                .invalidOption,
                "\(earlier) and \(self) are not of the same subnet of the same chain: compare like with like")
        }
        var replaced: [MetagraphDifference.Replacement] = []
        var changed: [MetagraphDifference.Change] = []
        var reweighted: [UInt16] = []
        for uid in 0..<UInt16(clamping: max(n, earlier.n)) {
            let (before, after) = (earlier[uid: uid], self[uid: uid])
            guard let before, let after, before.hotkey == after.hotkey else {
                replaced.append(.init(uid: uid, before: before?.hotkey, after: after?.hotkey))
                continue
            }
            let fields = before.fields(differentIn: after)
            if !fields.isEmpty { changed.append(.init(before: before, after: after, fields: fields)) }
            if let old = earlier.weights, let new = weights, old[uid] != new[uid] { reweighted.append(uid) }
        }
        return MetagraphDifference(
            netuid: netuid, from: earlier.block, to: block, replaced: replaced, changed: changed,
            reweighted: reweighted)
    }
}

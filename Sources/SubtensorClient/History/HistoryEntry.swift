// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

/// Something that happened to a coldkey, or to one of its hotkeys.
public struct HistoryEntry: Hashable, Sendable {
    public let block: BlockNumber
    /// The place of the extrinsic in its block; nil for what the block did by itself.
    public let extrinsic: UInt32?
    /// nil for what happened to one of its hotkeys.
    public let coldkey: AccountID?
    /// In snake case, such as `sent`, `received`, `fee`, `stake_added`; else the chain's own name of the event.
    public let event: String
    /// The account on the other side: a receiver, a sender, a hotkey.
    public internal(set) var other: AccountID?
    public internal(set) var netuid: NetUID?
    public internal(set) var amount: Balance?
}

extension HistoryEntry {
    /// What an event says about the keys; nil when it is about others, or about money that only moves inside a call.
    init?(_ event: ChainEvent, in block: BlockNumber, of keys: HistoryKeys) {
        let accounts = event.fields.map { $0.value.account }
        let coldkey = accounts.compactMap(\.self).first { keys.coldkeys.contains($0) }
        let hotkey = accounts.compactMap(\.self).first { keys.hotkeys.contains($0) }
        func entry(_ name: String) -> HistoryEntry {
            HistoryEntry(block: block, extrinsic: event.extrinsicIndex, coldkey: coldkey, event: name)
        }
        func amount(_ place: Int) -> Balance? { event[place]?.uint64.map { Balance(rao: $0) } }
        func netuid(_ place: Int) -> NetUID? { event[place]?.uint64.flatMap { UInt16(exactly: $0) }.map { NetUID($0) } }
        switch (event.pallet, event.name) {
        case ("Balances", "Transfer"):
            guard let coldkey, accounts.count > 1 else { return nil }
            self = entry(accounts[0] == coldkey ? "sent" : "received")
            other = accounts[0] == coldkey ? accounts[1] : accounts[0]
            self.amount = amount(2)
        case ("SubtensorModule", "StakeAdded"), ("SubtensorModule", "StakeRemoved"):
            // coldkey, hotkey, TAO, alpha, netuid; before subnets had stake of their own: hotkey, TAO.
            guard coldkey != nil || hotkey != nil else { return nil }
            let isNew = event.fields.count > 4
            self = entry(event.name.snakeCased)
            other = accounts[isNew ? 1 : 0]
            self.amount = amount(isNew ? 2 : 1)
            self.netuid = isNew ? netuid(4) : nil
        case ("SubtensorModule", "StakeMoved"), ("SubtensorModule", "StakeSwapped"),
            ("SubtensorModule", "StakeTransferred"):
            guard let coldkey, let first = accounts.first, accounts.count > 1 else { return nil }
            let isTransfer = event.name == "StakeTransferred"
            let isReceived = isTransfer && first != coldkey
            self = entry(isReceived ? "stake_received" : event.name.snakeCased)
            other = isReceived ? first : accounts[1]
            // The subnet of the origin is the first number in all three.
            self.netuid = event.fields.firstIndex { $0.value.account == nil }.flatMap(netuid)
            self.amount = event.fields.indices.last.flatMap(amount)
        case ("SubtensorModule", "NeuronRegistered"):
            guard hotkey != nil else { return nil }
            self = entry("neuron_registered")
            other = hotkey
            self.netuid = netuid(0)
        case ("TransactionPayment", "TransactionFeePaid"):
            guard coldkey != nil else { return nil }
            self = entry("fee")
            self.amount = amount(1)
        case ("Balances", _), ("System", _), ("TransactionPayment", _): return nil
        default:
            guard coldkey != nil || hotkey != nil else { return nil }
            self = entry(event.name.snakeCased)
            other = accounts.compactMap(\.self).first { $0 != coldkey }
        }
    }

    private init(block: BlockNumber, extrinsic: UInt32?, coldkey: AccountID?, event: String) {
        self.block = block
        self.extrinsic = extrinsic
        self.coldkey = coldkey
        self.event = event
    }
}

extension String {
    /// `StakeAdded` becomes `stake_added`.
    fileprivate var snakeCased: String {
        var text = ""
        for character in self {
            if character.isUppercase, !text.isEmpty { text += "_" }
            text += character.lowercased()
        }
        return text
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstratePrimitives

/// Who has locked stake on a subnet, as of one block. Whose conviction is more than 18 % of the alpha that counts becomes
/// the subnet's owner, once it is a year old.
public struct SubnetConvictions: Hashable, Sendable {
    /// One hotkey with all that is locked on it.
    public struct Standing: Hashable, Sendable {
        public let hotkey: AccountID
        /// What is locked on it.
        public let locked: Alpha
        /// What that counts for by now.
        public let conviction: Alpha
    }

    public let netuid: NetUID
    public let block: BlockNumber
    /// The hotkeys, the most convicted first.
    public let standings: [Standing]
    /// The owner's hotkey; nil when there is none.
    public let ownerHotkey: AccountID?
    /// The alpha of which 18 % are needed: what is outside the pool, without the chain's own and the burned.
    public let eligibleAlpha: Alpha
    public let rates: LockRates
    /// When the subnet was registered.
    public let registeredAt: BlockNumber

    /// The conviction that has to be passed.
    public var threshold: Alpha {
        Alpha(rao: UInt64(clamping: UInt128(eligibleAlpha.rao) * 18 / 100))
    }
}

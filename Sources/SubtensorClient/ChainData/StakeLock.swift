// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// Stake that is locked, as the chain last reckoned it. Between two changes it is the reader's to bring it forward:
/// ``StakeLock/advanced(to:by:decays:)``.
public struct StakeLock: Hashable, Sendable {
    /// What is locked.
    public let locked: Alpha
    /// What the lock counts for by now, in the smallest unit of alpha.
    public let conviction: U64F64
    /// The block of this state.
    public let lastUpdate: BlockNumber

    public init(locked: Alpha, conviction: U64F64, lastUpdate: BlockNumber) {
        self.locked = locked
        self.conviction = conviction
        self.lastUpdate = lastUpdate
    }
}

extension StakeLock: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        locked = try fields.read("locked_mass")
        conviction = try fields.read("conviction")
        lastUpdate = try fields.read("last_update")
    }
}

/// How fast locks fade and convictions grow: the blocks in which either comes within 1/e of where it goes.
public struct LockRates: Hashable, Sendable {
    public let unlock: UInt64
    public let maturity: UInt64

    public init(unlock: UInt64, maturity: UInt64) {
        self.unlock = unlock
        self.maturity = maturity
    }
}

/// A coldkey's lock, and where it lies.
public struct PlacedLock: Hashable, Sendable {
    public let coldkey: AccountID
    public let netuid: NetUID
    public let hotkey: AccountID
    public let lock: StakeLock
    /// Whether what is locked stays locked until it is said otherwise; else it decays.
    public let isPerpetual: Bool
}

/// What a coldkey has on a subnet, and how much of it can be taken out.
public struct StakeAvailability: Hashable, Sendable {
    public let total: Alpha
    public let locked: Alpha
    public let available: Alpha
}

extension StakeAvailability: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        total = try fields.compact("total")
        locked = try fields.compact("locked")
        available = try fields.compact("available")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension NetUID: ScaleCodable {
    public func encode(to writer: inout ScaleWriter) { writer.write(integer: rawValue) }
    public init(from reader: inout ScaleReader) throws(ScaleError) { self.init(rawValue: try reader.readInteger()) }
}

// Where the values of SubtensorModule lie, by the names of the pallet.

extension StorageAddress where Value == Bool {
    public static func networksAdded(_ netuid: NetUID) -> Self { .init("SubtensorModule", "NetworksAdded", netuid) }

    /// Whether the subnet takes registrations at all; for `pow_register` both switches count.
    public static func registrationAllowed(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "NetworkRegistrationAllowed", netuid)
    }

    /// Whether the subnet takes registrations by work.
    public static func powRegistrationAllowed(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "NetworkPowRegistrationAllowed", netuid)
    }
}

extension StorageAddress where Value == UInt16 {
    public static func subnetworkN(_ netuid: NetUID) -> Self { .init("SubtensorModule", "SubnetworkN", netuid) }
    public static func maxAllowedUids(_ netuid: NetUID) -> Self { .init("SubtensorModule", "MaxAllowedUids", netuid) }
    public static func tempo(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Tempo", netuid) }

    /// The uid of a hotkey on a subnet; nothing when it is not registered there.
    public static func uids(_ netuid: NetUID, _ hotkey: AccountID) -> Self {
        .init("SubtensorModule", "Uids", netuid, hotkey)
    }

    /// Registrations in the newest block.
    public static func registrationsThisBlock(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "RegistrationsThisBlock", netuid)
    }

    /// How many registrations one block takes.
    public static func maxRegistrationsPerBlock(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "MaxRegistrationsPerBlock", netuid)
    }

    /// Registrations since `lastAdjustmentBlock`.
    public static func registrationsThisInterval(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "RegistrationsThisInterval", netuid)
    }

    /// How many registrations of an interval leave the difficulty as it is; three times as many are the limit.
    public static func targetRegistrationsPerInterval(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "TargetRegistrationsPerInterval", netuid)
    }

    /// Blocks between two adjustments of difficulty and burn.
    public static func adjustmentInterval(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "AdjustmentInterval", netuid)
    }
}

extension StorageAddress where Value == UInt64 {
    public static func difficulty(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Difficulty", netuid) }
    public static func minDifficulty(_ netuid: NetUID) -> Self { .init("SubtensorModule", "MinDifficulty", netuid) }
    public static func maxDifficulty(_ netuid: NetUID) -> Self { .init("SubtensorModule", "MaxDifficulty", netuid) }

    /// The block of the last adjustment.
    public static func lastAdjustmentBlock(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "LastAdjustmentBlock", netuid)
    }

    /// The block of a hotkey's last registration by `pow_register`.
    public static func lastPowRegistrationBlock(_ hotkey: AccountID) -> Self {
        .init("SubtensorModule", "LastPowRegistrationBlock", hotkey)
    }
}

extension StorageAddress where Value == Balance {
    /// What a registration by burning costs now.
    public static func burn(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Burn", netuid) }
}

extension StorageAddress where Value == AccountID {
    /// The coldkey that owns a hotkey; 32 zero bytes when nobody does.
    public static func owner(of hotkey: AccountID) -> Self { .init("SubtensorModule", "Owner", hotkey) }
}

extension StorageAddress where Value == AccountBalance {
    public static func account(_ account: AccountID) -> Self { .init("System", "Account", account) }
}

/// The part of `System.Account` that is money.
public struct AccountBalance: Hashable, Sendable, ScaleDecodable {
    /// What can be sent, but for what is frozen and the existential deposit.
    public let free: Balance
    /// What is put aside by the chain, such as deposits.
    public let reserved: Balance
    /// The part of `free` that cannot be sent.
    public let frozen: Balance

    /// An account that does not exist.
    public static let zero = AccountBalance(free: .zero, reserved: .zero, frozen: .zero)

    public init(free: Balance, reserved: Balance, frozen: Balance) {
        self.free = free
        self.reserved = reserved
        self.frozen = frozen
    }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        // nonce, consumers, providers, sufficients
        try reader.skip(16)
        free = try Balance(from: &reader)
        reserved = try Balance(from: &reader)
        frozen = try Balance(from: &reader)
        // flags: 16 bytes, none in runtimes before pallet-balances had them
        try reader.skip(reader.remaining)
    }
}

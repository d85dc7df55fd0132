// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

// Registrations on subnets: what they cost, and how many there may be.

extension StorageAddress where Value == Bool {
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

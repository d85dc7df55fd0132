// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension GenesisEditor {
    /// What the pool of a new subnet begins with, of TAO and of alpha: small stakes move its price little.
    private static let poolReserve: UInt64 = 1_000_000_000_000

    /// Lets anybody register by work on a subnet, at a difficulty that stays. Makes the subnet where there is none.
    mutating func openSubnet(_ netuid: NetUID, difficulty: UInt64, owner: AccountID?) throws(LocalnetError) {
        guard netuid != 0 else {
            throw LocalnetError(.genesisRefused, "subnet 0 is the root network, where nobody registers by work")
        }
        guard difficulty > 0 else {
            throw LocalnetError(
                .genesisRefused, "the difficulty of subnet \(netuid) is 0: it is a whole number from 1 on")
        }
        guard has(Self.item("NetworksAdded", netuid)), has(Self.item("Difficulty", netuid)) else {
            throw LocalnetError(
                .genesisRefused, "the runtime \(excerpt(runtime)) has no subnets with work: it is no subtensor's")
        }
        if try value(Self.item("NetworksAdded", netuid))?.bool != true { try addSubnet(netuid, owner: owner) }
        for name in ["NetworkRegistrationAllowed", "NetworkPowRegistrationAllowed", "SubtokenEnabled"] {
            try set(.bool(true), at: Self.item(name, netuid))
        }
        for name in ["Difficulty", "MinDifficulty", "MaxDifficulty"] {
            try set(.number(difficulty), at: Self.item(name, netuid))
        }
        for name in ["MaxRegistrationsPerBlock", "TargetRegistrationsPerInterval", "MaxAllowedUids"] {
            try raise(Self.item(name, netuid), to: 1)
        }
        try startEmission(netuid)
        try fillPool(netuid)
    }

    /// A subnet with the settings that the runtime has for new ones, and nobody on it.
    private mutating func addSubnet(_ netuid: NetUID, owner: AccountID?) throws(LocalnetError) {
        try set(.bool(true), at: Self.item("NetworksAdded", netuid))
        let added = try entries(of: Place("SubtensorModule", "NetworksAdded")).count { $0 == [1] }
        try set(.number(UInt64(added)), at: Place("SubtensorModule", "TotalNetworks"))
        // The runtimes go through some of these, so that their defaults do not count until they are written.
        for name in Self.settings {
            let place = Self.item(name, netuid)
            if let value = try value(place) { try set(value, at: place) }
        }
        try raise(Self.item("Tempo", netuid), to: 1)
        try set(.number(UInt16(1)), at: Self.item("SubnetMechanism", netuid))
        if let owner { try set(.account(owner), at: Self.item("SubnetOwner", netuid)) }
    }

    /// What `init_new_network` writes in one runtime or another.
    private static let settings = [
        "SubnetworkN", "NetworkModality", "Tempo", "Kappa", "MaxAllowedUids", "MaxAllowedValidators",
        "MinAllowedWeights",
        "MaxWeightsLimit", "ImmunityPeriod", "ActivityCutoff", "AdjustmentInterval", "AdjustmentAlpha",
        "TargetRegistrationsPerInterval", "MaxRegistrationsPerBlock", "RegistrationsThisInterval",
        "POWRegistrationsThisInterval", "BurnRegistrationsThisInterval", "BlocksSinceLastStep", "LastAdjustmentBlock",
        "NetworkRegisteredAt", "Burn", "MinBurn", "MaxBurn", "EmissionValues", "PendingEmission", "TokenSymbol",
    ]

    /// From the first block on, where subnets wait for their owners to begin.
    private mutating func startEmission(_ netuid: NetUID) throws(LocalnetError) {
        let place = Self.item("FirstEmissionBlockNumber", netuid)
        guard has(place), try value(place)?.uint64 == nil else { return }
        try set(.number(UInt64(1)), at: place)
    }

    /// As much TAO as alpha, where the runtime has pools and this one is empty.
    private mutating func fillPool(_ netuid: NetUID) throws(LocalnetError) {
        let (tao, alpha) = (Self.item("SubnetTAO", netuid), Self.item("SubnetAlphaIn", netuid))
        guard has(tao), has(alpha), try number(alpha) == 0 else { return }
        let before = try number(tao)
        try set(.number(Self.poolReserve), at: alpha)
        try set(.number(Self.poolReserve), at: tao)
        for name in ["TotalStake", "TotalIssuance"] {
            try change(Place("SubtensorModule", name), from: before, to: Self.poolReserve)
        }
    }

    private mutating func raise(_ place: Place, to least: UInt64) throws(LocalnetError) {
        guard has(place), try number(place) < least else { return }
        try set(.number(least), at: place)
    }

    private static func item(_ name: String, _ netuid: NetUID) -> Place {
        Place("SubtensorModule", name, .number(netuid.rawValue))
    }
}

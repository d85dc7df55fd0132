// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors

/// A small chain on a recorded runtime: subnet 1 with one neuron, whose coldkey owns it, the subnet, and 1000 TAO.
struct ActionWorld: Sendable {
    let node: ActionNode
    let coldkey: KeyPair
    /// Registered on subnet 1 and on the root, in both as uid 0.
    let hotkey: KeyPair
    /// Known to nobody.
    let stranger: KeyPair
    static let balance = Balance(rao: 1_000_000_000_000)
    static let stake: UInt64 = 5_000_000_000
    static let fee: UInt64 = 1_234_567

    var subtensor: Subtensor { node.subtensor }
    static let proposal = Hash256(unchecked: [UInt8](repeating: 7, count: 32))

    init(spec: Int = 343) async throws {
        // Late enough that a subnet of block 0 may be started.
        node = try await ActionNode(spec: spec, head: 100_000)
        coldkey = try KeyPair(uri: "//Alice")
        hotkey = try KeyPair(uri: "//Alice//hotkey")
        stranger = try KeyPair(uri: "//Stranger")
        let (cold, hot) = (coldkey.accountID, hotkey.accountID)
        try node.setBalance(Self.balance, of: cold)
        try node.setBalance(Balance(rao: 1_000_000_000), of: hot)
        try node.set(.networksAdded(0), true)
        try node.set(.networksAdded(1), true)
        try node.set(.registrationAllowed(1), true)
        try node.set(.burn(1), Balance(rao: 100_000_000))
        try node.set(.owner(of: hot), cold)
        for netuid in [0, 1] as [NetUID] {
            try node.set(.uids(netuid, hot), 0)
            try node.set(.hotkey(netuid, uid: 0), hot)
            try node.set(.subnetworkN(netuid), 2)
        }
        func item(_ name: String, _ value: ScaleValue) throws {
            try node.set(StorageQuery("SubtensorModule", name, NetUID(1)), value)
        }
        try item("SubnetOwner", .account(cold))
        try item("MinAllowedWeights", .number(UInt16(1)))
        try item("MaxWeightsLimit", .number(UInt16.max))
        try item("ValidatorPermit", .list([.bool(true), .bool(false)]))
        try item("CommitRevealWeightsEnabled", .bool(false))
        try item("WeightsVersionKey", .number(UInt64(3)))
        try node.set(StorageQuery("SubtensorModule", "Delegates", hot), .number(UInt16(9000)))
        try node.set(StorageQuery("SenateMembers", "Members"), .list([.account(hot)]))
        try node.set(StorageQuery("Triumvirate", "Proposals"), .list([.hash(Self.proposal)]))
        try node.set(
            StorageQuery("Triumvirate", "Voting", Self.proposal),
            .record([
                .init("index", .number(UInt32(4))), .init("threshold", .number(UInt32(2))), .init("ayes", .list([])),
                .init("nays", .list([])), .init("end", .number(UInt32(2000))),
            ]))
        try setStake(Self.stake)
        if node.metadata.hasCall("MevShield", "submit_encrypted") {
            let key = VectorFile("mev_shield.json").cases("keys")[0]["encapsulation_key"].bytes
            try node.set(StorageQuery("MevShield", "NextKey"), .bytes(key))
        }
        node.answer(
            "TransactionPaymentApi_query_info", bytes: [0, 0, 0] + Balance(rao: Self.fee).scaleEncoded)
        try node.answer(
            "SubnetRegistrationRuntimeApi", "get_network_registration_cost", .number(UInt64(100_000_000_000)))
    }

    /// What the coldkey has on the hotkey of every subnet.
    func setStake(_ rao: UInt64) throws {
        let (cold, hot) = (coldkey.accountID, hotkey.accountID)
        // Where no function tells: all shares of a pool that holds as much.
        for netuid in [0, 1] as [NetUID] {
            try node.set(StorageQuery("SubtensorModule", "TotalHotkeyAlpha", hot, netuid), .number(rao))
            let share = ScaleValue.record([.init("bits", .unsigned(UInt256(UInt128(rao) << 64)))])
            let alpha = StorageQuery("SubtensorModule", "Alpha", hot, cold, netuid)
            do {
                try node.set(alpha, share)
                try node.set(StorageQuery("SubtensorModule", "TotalHotkeyShares", hot, netuid), share)
            } catch {
                // An amount in older runtimes.
                try node.set(alpha, .number(rao))
            }
        }
        let none = ScaleValue.number(UInt64(0))
        try node.answer(
            "StakeInfoRuntimeApi", "get_stake_info_for_hotkey_coldkey_netuid",
            .variant(
                "Some",
                .record([
                    .init("hotkey", .account(hot)), .init("coldkey", .account(cold)),
                    .init("netuid", .number(UInt16(1))),
                    .init("stake", .number(rao)), .init("locked", none), .init("emission", none),
                    .init("tao_emission", none), .init("drain", none), .init("is_registered", .bool(true)),
                ])))
    }
}

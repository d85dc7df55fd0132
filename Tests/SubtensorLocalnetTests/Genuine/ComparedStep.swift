// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives

/// One thing that is tried on two chains.
struct ComparedStep: Sendable {
    let name: String
    let signer: ComparedChain.Holder
    /// What is sent, as it is signed.
    let bytes: @Sendable (ComparedChain, KeyPair) async throws -> [UInt8]

    /// A call that is signed as usual.
    init(
        _ name: String, by signer: ComparedChain.Holder,
        _ call: @escaping @Sendable (ComparedChain) async throws -> Call
    ) {
        self.init(name, by: signer, bytes: { chain, pair in try await chain.signed(try await call(chain), by: pair) })
    }

    init(
        _ name: String, by signer: ComparedChain.Holder,
        bytes: @escaping @Sendable (ComparedChain, KeyPair) async throws -> [UInt8]
    ) {
        self.name = name
        self.signer = signer
        self.bytes = bytes
    }

    private static let stranger = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
    private static let tao: UInt64 = 1_000_000_000

    /// In order: each goes on from what those before it have left.
    static let all: [ComparedStep] = transfers + registrations + staking + weights + others

    private static let transfers = [
        ComparedStep("a transfer to a new account", by: .coldkey) { $0.transfer(2 * tao, to: stranger) },
        ComparedStep("a transfer to a known account", by: .coldkey) { $0.transfer(tao, to: $0.other.accountID) },
        ComparedStep("a transfer of more than there is", by: .coldkey) { $0.transfer(.max, to: stranger) },
        ComparedStep("a transfer of less than an account must have", by: .coldkey) {
            $0.transfer(1, to: AccountID(unchecked: [UInt8](repeating: 8, count: 32)))
        },
        ComparedStep("a transfer that would end its account", by: .other) {
            $0.transfer(ComparedChain.money + tao - 200_000, to: stranger)
        },
        ComparedStep(
            "a transfer under a nonce that is gone", by: .coldkey,
            bytes: { chain, pair in
                try await chain.signed(chain.transfer(tao, to: stranger), by: pair, nonce: 0)
            }),
        ComparedStep(
            "a transfer with a spoiled signature", by: .coldkey,
            bytes: { chain, pair in
                var bytes = try await chain.signed(chain.transfer(tao, to: stranger), by: pair)
                bytes[60] ^= 1
                return bytes
            }),
        ComparedStep("the sudo key's call by somebody else", by: .coldkey) {
            Call("AdminUtils", "sudo_set_tempo", ["netuid": .number($0.netuid), "tempo": .number(UInt16(5))])
        },
    ]

    private static let registrations = [
        ComparedStep("a registration with wrong work", by: .hotkey) {
            try await $0.register($0.hotkey.accountID, spoiled: true)
        },
        ComparedStep("a registration with old work", by: .hotkey) {
            try await $0.register($0.hotkey.accountID, blocksAgo: 5)
        },
        ComparedStep("a registration on a subnet that is none", by: .hotkey) {
            try await $0.register($0.hotkey.accountID, on: 99)
        },
        ComparedStep("a registration on the root", by: .hotkey) {
            try await $0.register($0.hotkey.accountID, on: 0)
        },
        ComparedStep("stake to a hotkey that nobody owns", by: .coldkey) {
            $0.stake("add_stake", $0.hotkey.accountID, 10 * tao)
        },
        ComparedStep("weights of a hotkey that is not registered", by: .hotkey) { $0.setWeights([(0, 1)]) },
        ComparedStep("a registration by work", by: .hotkey) { try await $0.register($0.hotkey.accountID) },
        ComparedStep("a registration of a hotkey that is there", by: .hotkey) {
            try await $0.register($0.hotkey.accountID)
        },
        ComparedStep("a registration for TAO", by: .coldkey) {
            Call(
                "SubtensorModule", "burned_register",
                ["netuid": .number($0.netuid), "hotkey": .account($0.other.accountID)])
        },
    ]

    private static let staking = [
        ComparedStep("stake", by: .coldkey) { $0.stake("add_stake", $0.hotkey.accountID, 100 * tao) },
        ComparedStep("stake of next to nothing", by: .coldkey) { $0.stake("add_stake", $0.hotkey.accountID, 10) },
        ComparedStep("stake of more than there is", by: .coldkey) {
            $0.stake("add_stake", $0.hotkey.accountID, 2 * ComparedChain.money)
        },
        ComparedStep("stake on a subnet that is none", by: .coldkey) {
            $0.stake("add_stake", $0.hotkey.accountID, tao, on: 99)
        },
        ComparedStep("less stake", by: .coldkey) { $0.stake("remove_stake", $0.hotkey.accountID, 10 * tao) },
        ComparedStep("less stake than next to nothing", by: .coldkey) {
            $0.stake("remove_stake", $0.hotkey.accountID, 10)
        },
        ComparedStep("more stake back than there is", by: .coldkey) {
            $0.stake("remove_stake", $0.hotkey.accountID, ComparedChain.money)
        },
    ]

    private static let weights = [
        ComparedStep("weights on a subnet that is none", by: .hotkey) { $0.setWeights([(0, 1)], on: 99) },
        ComparedStep("weights for a neuron that is none", by: .hotkey) { $0.setWeights([(77, 1)]) },
        ComparedStep("the same weight twice", by: .hotkey) { $0.setWeights([(0, 1), (0, 1)]) },
        ComparedStep("weights for oneself", by: .hotkey) { $0.setWeights([(0, 1)]) },
        ComparedStep("weights too soon", by: .hotkey) { $0.setWeights([(0, 2)]) },
    ]

    private static let others = [
        ComparedStep("an axon", by: .hotkey) { axon($0, ip: 0x0808_0808) },
        ComparedStep("an axon too soon", by: .hotkey) { axon($0, ip: 0x0808_0404) },
        ComparedStep("an axon at no address", by: .hotkey) { axon($0, ip: 0) },
        ComparedStep("several calls, of which one fails", by: .coldkey) {
            Call(
                "Utility", "batch",
                [
                    "calls": .list([
                        $0.transfer(tao, to: stranger).value, $0.transfer(.max, to: stranger).value,
                    ])
                ])
        },
        ComparedStep("several calls or none", by: .coldkey) {
            Call(
                "Utility", "batch_all",
                [
                    "calls": .list([
                        $0.transfer(tao, to: stranger).value, $0.transfer(.max, to: stranger).value,
                    ])
                ])
        },
        ComparedStep("all that an account has", by: .other) {
            Call(
                "Balances", "transfer_all",
                ["dest": .variant("Id", .account($0.coldkey.accountID)), "keep_alive": .bool(false)])
        },
        ComparedStep("a transfer by whom nothing is left", by: .other) { $0.transfer(tao, to: stranger) },
    ]

    private static func axon(_ chain: ComparedChain, ip: UInt64) -> Call {
        Call(
            "SubtensorModule", "serve_axon",
            [
                "netuid": .number(chain.netuid), "version": .number(UInt32(1)), "ip": .number(ip),
                "port": .number(UInt16(8091)), "ip_type": .number(UInt8(4)), "protocol": .number(UInt8(4)),
                "placeholder1": .number(UInt8(0)), "placeholder2": .number(UInt8(0)),
            ])
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubtensorClient
import SubtensorLocalnet

/// Subnet 1 of an embedded chain, which computes every answer out of its state.
struct LiveSubnet {
    let chain: Localnet
    let subtensor: Subtensor

    /// As many as `MadeUpSubnet` has.
    private static let validators = 64
    /// Calls in one batch, and extrinsics in one block.
    private static let together = 64
    static let tempo: UInt16 = 1000
    /// What the subnet of a new chain takes.
    static let largest = 256

    /// Registers so many neurons; the first of them validate, and give weights to everybody.
    func fill(_ count: Int) async throws {
        let owner = try KeyPair(uri: "//Alice")
        let hotkeys = try (0..<count).map { try KeyPair(uri: "//Alice//\($0)") }
        let netuid = ScaleValue.number(UInt16(1))
        try await batch(
            hotkeys.map { hotkey in
                Call("SubtensorModule", "burned_register", ["netuid": netuid, "hotkey": .account(hotkey.accountID)])
            }, by: owner)
        let validators = hotkeys.prefix(Self.validators)
        try await batch(
            validators.enumerated().flatMap { place, hotkey in
                [
                    Call(
                        "Balances", "transfer_keep_alive",
                        ["dest": .account(hotkey.accountID), "value": .number(Balance.raoPerTAO)]),
                    Call(
                        "SubtensorModule", "add_stake",
                        [
                            "hotkey": .account(hotkey.accountID), "netuid": netuid,
                            "amount_staked": .number(UInt64(place + 1) * Balance.raoPerTAO),
                        ]),
                ]
            }, by: owner)
        _ = await chain.advance(by: Int(Self.tempo) + 1)
        for (place, hotkey) in validators.enumerated() {
            let weights = Call(
                "SubtensorModule", "set_weights",
                [
                    "netuid": netuid, "dests": .list((0..<count).map { .number(UInt16($0)) }),
                    "weights": .list((0..<count).map { .number(UInt16(1 + ($0 * 31 + place) % 65535)) }),
                    "version_key": .number(UInt64(0)),
                ])
            _ = try await subtensor.client.submit(try await subtensor.client.sign(weights, by: hotkey))
        }
        _ = await chain.advance(by: Int(Self.tempo) + 1)
    }

    private func batch(_ calls: [Call], by signer: KeyPair) async throws {
        var rest = calls[...]
        while !rest.isEmpty {
            let batch = Call.batch(Array(rest.prefix(Self.together)), .allOrNothing)
            rest = rest.dropFirst(Self.together)
            _ = try await subtensor.client.submit(try await subtensor.client.sign(batch, by: signer))
            _ = await chain.produceBlock()
        }
    }
}

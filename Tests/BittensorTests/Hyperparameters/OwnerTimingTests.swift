// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorClient

@Suite("When owners may set parameters")
struct OwnerTimingTests {
    @Test("nobody sets anything in the last blocks before an epoch: the block from which on is told")
    func freeze() async throws {
        let world = try await OwnerTrial.world(spec: 424)
        func item(_ name: String, _ value: UInt64) throws {
            try world.node.set(StorageQuery("SubtensorModule", name, NetUID(1)), .number(value))
        }
        try world.node.set(StorageQuery("SubtensorModule", "AdminFreezeWindow"), .number(UInt16(10)))
        // The head is block 100,000, the tempo 360.
        try item("LastEpochBlock", 99_650)
        for asRoot in [false, true] {
            let refusal = await OwnerTrial.refusal("immunity_period", to: "5", asRoot: asRoot, in: world)
            #expect(refusal?.code == .tooSoon)
            #expect(refusal?.reason.contains("from block 100010 on, 10 blocks from now") == true)
        }
        // What the window does not hold for.
        #expect(
            try await OwnerTrial.call("kappa", to: "5", asRoot: true, in: world) == "sudo AdminUtils.sudo_set_kappa")
        try item("PendingEpochAt", 100_005)
        #expect(
            await OwnerTrial.refusal("immunity_period", to: "5", in: world)?.reason.contains(
                "from block 100005 on, 5 blocks")
                == true)
    }

    @Test("the window by formula and by state ends where the epoch is over")
    func windows() {
        func end(_ epochs: AdminFreeze.Epochs, _ block: UInt64, tempo: UInt64 = 360, netuid: UInt16 = 1) -> BlockNumber?
        {
            AdminFreeze(netuid: NetUID(netuid), window: 10, tempo: tempo, epochs: epochs).end(for: BlockNumber(block))
        }
        // Epochs by formula run in those blocks b with (b + netuid + 1) mod (tempo + 1) = tempo: 358, 719.
        #expect(end(.formula, 348) == nil)
        #expect(end(.formula, 349) == 359)
        #expect(end(.formula, 358) == 359)
        #expect(end(.formula, 359) == nil)
        #expect(end(.formula, 711) == 720)
        #expect(end(.formula, 5, tempo: 0) == nil)
        #expect(end(.formula, .max, tempo: .max) == nil)
        let state = AdminFreeze.Epochs.state(last: 1000, pending: nil)
        #expect(end(state, 1350) == nil)
        #expect(end(state, 1351) == 1360)
        #expect(end(state, 1359) == 1360)
        #expect(end(state, 1360) == nil)
        #expect(end(.state(last: 1000, pending: 1100), 1001) == 1100)
        #expect(end(.state(last: 1000, pending: 1100), 1100) == nil)
        #expect(end(state, 1355, netuid: 0) == nil)
    }

    private struct Key: ScaleEncodable {
        let bytes: [UInt8]
        func encode(to writer: inout ScaleWriter) { writer.write(bytes: bytes) }
    }

    @Test("how long ago the owner set it is looked at, for each parameter by itself")
    func limits() async throws {
        let world = try await OwnerTrial.world(spec: 424)
        let metadata = world.node.metadata
        func last(_ key: ScaleValue, _ block: UInt64) throws {
            let type = try metadata.storage("SubtensorModule", "LastRateLimitedBlock").keys[0]
            let key = Key(bytes: try metadata.types.encode(key, as: type))
            try world.node.set(StorageQuery("SubtensorModule", "LastRateLimitedBlock", key), .number(block))
        }
        func transaction(_ number: UInt16, _ block: UInt64) throws {
            try world.node.set(
                StorageQuery(
                    "SubtensorModule", "TransactionKeyLastBlock", world.coldkey.accountID, NetUID(1), number),
                .number(block))
        }
        func parameter(_ name: String) -> ScaleValue {
            .variant("OwnerHyperparamUpdate", .number(UInt16(1)), .variant(name, []))
        }
        // Two tempos of 360: block 99,281 is the first too late for block 100,001.
        try last(parameter("ImmunityPeriod"), 99_282)
        let refusal = await OwnerTrial.refusal("immunity_period", to: "5", in: world)
        #expect(refusal?.code == .tooSoon)
        #expect(
            refusal?.reason.contains("in block 99282, and may again 720 blocks later: from block 100002 on, 2 blocks")
                == true)
        #expect(try await OwnerTrial.call("rho", to: "5", in: world) == "AdminUtils.sudo_set_rho")
        #expect(try await OwnerTrial.call("immunity_period", to: "5", asRoot: true, in: world).hasPrefix("sudo"))
        try last(parameter("ImmunityPeriod"), 99_281)
        #expect(try await OwnerTrial.call("immunity_period", to: "5", in: world).hasPrefix("AdminUtils"))
        try last(.variant("SetSNOwnerHotkey", .number(UInt16(1))), 60_000)
        let hotkey = world.stranger.accountID.ss58()
        #expect(
            await OwnerTrial.refusal("sn_owner_hotkey", to: hotkey, in: world)?.reason.contains("from block 110400 on")
                == true)
        try transaction(11, 99_700)
        #expect(
            await OwnerTrial.refusal("tempo", to: "720", in: world)?.reason.contains("from block 100060 on") == true)
        try transaction(7, 99_700)
        #expect(await OwnerTrial.refusal("mechanism_count", to: "2", in: world)?.code == .tooSoon)
        // Five tempos.
        try transaction(4, 99_700)
        #expect(
            await OwnerTrial.refusal("weights_version", to: "2", in: world)?.reason.contains("from block 101500 on")
                == true)
    }
}

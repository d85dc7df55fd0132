// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

/// An action that only newer runtimes have, on a world whose coldkey owns the whole chain.
private struct Trial: Sendable {
    let name: String
    /// The calls that the recorded runtimes 343 and 424 have for it; nil where there is none.
    let calls: [String?]
    let prepare: @Sendable (ActionWorld) async throws -> ActionPreview

    init<Outcome: Sendable>(
        _ name: String, _ calls: [String?], by signer: SigningRole = .coldkey,
        _ action: @escaping @Sendable (ActionWorld) throws -> Action<Outcome>
    ) {
        self.name = name
        self.calls = calls
        prepare = { world in
            let key = signer == .coldkey ? world.coldkey : world.hotkey
            let action = try action(world)
            #expect(action.signer == signer)
            return try await world.subtensor.preview(action, for: key.accountID)
        }
    }
}

private let tao = Balance(rao: 1_000_000_000)
private let alpha = Alpha(rao: 1000)
private let receiver = AccountID(unchecked: [UInt8](repeating: 9, count: 32))

private func both(_ name: String) -> [String?] { [name, name] }
private func newer(_ name: String) -> [String?] { [nil, name] }

private let trials: [Trial] = [
    Trial("lock stake", newer("lock_stake")) { _ in .lockStake(alpha, on: .uid(0), netuid: 1) },
    Trial("perpetual lock", newer("set_perpetual_lock")) { _ in .setPerpetualLock(true, on: 1) },
    Trial("accept locked alpha", newer("set_reject_locked_alpha")) { _ in .acceptLockedAlpha(true) },
    Trial("burn alpha", both("burn_alpha")) { _ in .giveUp(alpha, on: .uid(0), netuid: 1, by: .burn) },
    Trial("recycle alpha", both("recycle_alpha")) { _ in .giveUp(nil, on: .uid(0), netuid: 1, by: .recycle) },
    Trial("add stake and burn", newer("add_stake_burn")) { _ in .addStakeBurn(tao, on: .uid(0), netuid: 1) },
    Trial("add stake and burn, with a limit", newer("add_stake_burn")) { _ in
        .addStakeBurn(tao, on: .uid(0), netuid: 1, payingAtMost: tao)
    },
    Trial("crowdloan for an account", both("create")) { _ in
        .createCrowdloan(deposit: tao, minContribution: tao, cap: tao, end: 200_000, for: .account(receiver))
    },
    Trial("crowdloan for a subnet", both("create")) { _ in
        .createCrowdloan(
            deposit: tao, minContribution: tao, cap: tao, end: 200_000,
            for: .call(.leasedNetwork(emissionsShare: 30, end: 900_000)))
    },
    Trial("contribute", both("contribute")) { _ in .contribute(tao, toCrowdloan: 3) },
    Trial("withdraw", both("withdraw")) { _ in .withdraw(fromCrowdloan: 3) },
    Trial("finalize", both("finalize")) { _ in .finalizeCrowdloan(3) },
    Trial("refund", both("refund")) { _ in .refundCrowdloan(3) },
    Trial("dissolve", both("dissolve")) { _ in .dissolveCrowdloan(3) },
    Trial("least contribution", both("update_min_contribution")) { _ in .setMinContribution(tao, ofCrowdloan: 3) },
    Trial("greatest contribution", newer("set_max_contribution")) { _ in .setMaxContribution(nil, ofCrowdloan: 3) },
    Trial("end", both("update_end")) { _ in .setEnd(300_000, ofCrowdloan: 3) },
    Trial("cap", both("update_cap")) { _ in .setCap(Balance(rao: 20_000_000_000), ofCrowdloan: 3) },
    Trial("add liquidity", both("add_liquidity")) { _ in
        .addLiquidity(1000, between: -100...100, on: .uid(0), netuid: 1)
    },
    Trial("modify liquidity", both("modify_position")) { _ in
        .modifyLiquidity(by: -5, of: 7, on: .uid(0), netuid: 1)
    },
    Trial("remove liquidity", both("remove_liquidity")) { _ in .removeLiquidity(7, on: .uid(0), netuid: 1) },
    Trial("commitment", both("set_commitment"), by: .hotkey) { _ in .setCommitment("hello", on: 1) },
    Trial("empty commitment", both("set_commitment"), by: .hotkey) { _ in .setCommitment("", on: 1) },
    Trial("trigger epoch", newer("trigger_epoch")) { _ in .triggerEpoch(on: 1) },
    Trial("activity cutoff", newer("set_activity_cutoff_factor")) { _ in .setActivityCutoffFactor(2000, on: 1) },
    Trial("activity cutoff as root", newer("sudo")) { _ in .setActivityCutoffFactor(2000, on: 1, asRoot: true) },
    Trial("voting power", newer("enable_voting_power_tracking")) { _ in .trackVotingPower(true, on: 1) },
    Trial("no voting power", newer("disable_voting_power_tracking")) { _ in .trackVotingPower(false, on: 1) },
    Trial("parent delegation", newer("set_auto_parent_delegation_enabled")) {
        .setAutomaticParentDelegation(false, of: $0.hotkey.accountID)
    },
    Trial("terminate lease", both("terminate_lease")) { .terminateLease(2, hotkey: $0.hotkey.accountID) },
    Trial("EVM key", both("associate_evm_key"), by: .hotkey) { _ in
        .associateEVMKey(
            try EVMAddress([UInt8](repeating: 3, count: 20)), on: 1, signedAt: 99,
            signature: [UInt8](repeating: 4, count: 65))
    },
    Trial("axon with a certificate", both("serve_axon_tls"), by: .hotkey) { _ in
        .serveAxon(try IPAddress("203.0.113.7"), port: 8091, on: 1, certificate: [1, 2, 3])
    },
    Trial("subnet with an identity", both("register_network_with_identity")) {
        .createSubnet(hotkey: $0.hotkey.accountID, identity: SubnetIdentity(subnetName: "mine"))
    },
    Trial("swap hotkey, stake stays", newer("swap_hotkey_v2")) {
        .swapHotkey($0.hotkey.accountID, for: $0.stranger.accountID, keepsStake: true)
    },
    Trial("dissolve a subnet", both("sudo")) { _ in .dissolveNetwork(1) },
    Trial("child key cooldown", both("sudo")) { _ in .setPendingChildKeyCooldown(7200) },
    Trial("any call as root", both("sudo")) { _ in .asRoot(Call("System", "remark", ["remark": .bytes([1])])) },
]

@Suite("Actions of newer runtimes")
struct TodaysActionTests {
    /// The world of ``ActionWorld``, whose coldkey owns the chain, began crowdloan 3, and leases subnet 1 until block 99.
    private static func world(spec: Int) async throws -> ActionWorld {
        let world = try await ActionWorld(spec: spec)
        let owner = world.coldkey.accountID
        try world.node.set(StorageQuery("Sudo", "Key"), .account(owner))
        try world.node.set(
            StorageQuery("Crowdloan", "Crowdloans", UInt32(3)),
            .record([
                .init("creator", .account(owner)), .init("deposit", .number(tao.rao)),
                .init("min_contribution", .number(tao.rao)), .init("end", .number(UInt32(200_000))),
                .init("cap", .number(UInt64(10_000_000_000))), .init("funds_account", .account(receiver)),
                .init("raised", .number(UInt64(10_000_000_000))), .init("target_address", .none),
                .init("call", .none), .init("finalized", .bool(false)),
                .init("contributors_count", .number(UInt32(1))),
            ]))
        try world.node.set(
            StorageQuery("SubtensorModule", "SubnetLeases", UInt32(2)),
            .record([
                .init("beneficiary", .account(owner)), .init("coldkey", .account(receiver)),
                .init("hotkey", .account(receiver)), .init("emissions_share", .number(UInt8(30))),
                .init("end_block", .variant("Some", .number(UInt32(99)))), .init("netuid", .number(UInt16(1))),
                .init("cost", .number(tao.rao)),
            ]))
        return world
    }

    @Test("each finds its call in a runtime, or says what replaced it; nothing is sent", arguments: [343, 424])
    func composes(spec: Int) async throws {
        let world = try await Self.world(spec: spec)
        for trial in trials {
            guard let call = trial.calls[spec == 343 ? 0 : 1] else {
                let error = await #expect(throws: BittensorError.self, "\(trial.name)") {
                    try await trial.prepare(world)
                }
                #expect(error?.code == .callMissing, "\(trial.name): \(error?.reason ?? "")")
                continue
            }
            do {
                let preview = try await trial.prepare(world)
                #expect(preview.call.name == call, "\(trial.name)")
                // What was composed is what the runtime reads.
                #expect(try world.node.metadata.decodeCall(preview.callBytes).name == call, "\(trial.name)")
            } catch {
                Issue.record(error, "\(trial.name)")
            }
        }
        #expect(!world.node.hasSent)
    }

    @Test("what the root earns can stay on some subnets, where the runtime knows that")
    func keptSubnets() async throws {
        let action = Action<RootClaimType>.setRootClaimType(.keep(on: [2, 1]))
        let world = try await Self.world(spec: 424)
        let preview = try await world.subtensor.preview(action, for: world.coldkey.accountID)
        let call = try world.node.metadata.decodeCall(preview.callBytes)
        let subnets = call.arguments.first?.value["subnets"]
        #expect(subnets == .list([.number(UInt16(1)), .number(UInt16(2))]))
        let older = try await Self.world(spec: 343)
        await #expect(throws: BittensorError(.invalidOption, "")) {
            try await older.subtensor.preview(action, for: older.coldkey.accountID)
        }
    }

    @Test("an owner sets the tempo where the runtime has a call for it")
    func tempo() async throws {
        let world = try await Self.world(spec: 424)
        let owner = world.coldkey.accountID
        #expect(try await world.subtensor.preview(.setTempo(720, on: 1), for: owner).call.name == "set_tempo")
        let older = try await Self.world(spec: 343)
        await #expect(throws: BittensorError(.notOwner, "")) {
            try await older.subtensor.preview(.setTempo(720, on: 1), for: owner)
        }
    }

    @Test("what the chain would refuse is refused before")
    func refusals() async throws {
        let world = try await Self.world(spec: 424)
        let (owner, stranger) = (world.coldkey.accountID, world.stranger.accountID)
        func expect<Outcome>(
            _ code: BittensorError.Code, _ action: Action<Outcome>, by signer: AccountID
        ) async {
            let error = await #expect(throws: BittensorError.self, "\(action.name)") {
                try await world.subtensor.preview(action, for: signer)
            }
            #expect(error?.code == code, "\(action.name): \(error?.reason ?? "")")
        }
        await expect(.invalidAmount, .lockStake(.zero, on: .uid(0), netuid: 1), by: owner)
        await expect(.insufficientStake, .moveLock(to: .uid(0), netuid: 1), by: owner)
        await expect(.insufficientStake, .giveUp(Alpha(rao: .max), on: .uid(0), netuid: 1, by: .burn), by: owner)
        await expect(.notOwner, .addStakeBurn(tao, on: .uid(0), netuid: 1), by: stranger)
        await expect(.invalidOption, .withdraw(fromCrowdloan: 4), by: owner)
        await expect(.invalidAmount, .contribute(Balance(rao: 1), toCrowdloan: 3), by: owner)
        await expect(.notOwner, .refundCrowdloan(3), by: stranger)
        await expect(.invalidAmount, .setCap(tao, ofCrowdloan: 3), by: owner)
        await expect(
            .invalidOption, .setCommitment([UInt8](repeating: 0, count: 129), on: 1), by: world.hotkey.accountID)
        await expect(.notOwner, .setTempo(360, on: 1), by: stranger)
        await expect(.notOwner, .dissolveNetwork(1), by: stranger)
        await expect(.notOwner, .terminateLease(2, hotkey: owner), by: stranger)
        await expect(
            .invalidOption,
            .createCrowdloan(deposit: tao, minContribution: tao, cap: tao, end: 99_999, for: .account(receiver)),
            by: owner)
        try world.node.set(
            StorageQuery("SubtensorModule", "Lock", owner, NetUID(1), stranger),
            .record([
                .init("locked_mass", .number(UInt64(5))),
                .init("conviction", .record([.init("bits", .number(UInt128(0)))])),
                .init("last_update", .number(UInt64(1))),
            ]))
        await expect(.invalidOption, .lockStake(alpha, on: .uid(0), netuid: 1), by: owner)
        try world.node.set(StorageQuery("SubtensorModule", "PendingEpochAt", NetUID(1)), .number(UInt64(100_001)))
        await expect(.invalidOption, .triggerEpoch(on: 1), by: owner)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

/// An action whose outcome does not matter, prepared on a world.
private struct Trial: Sendable {
    let name: String
    /// The calls that the recorded runtimes 218, 293 and 343 have for it; nil where it is gone.
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

    /// The same call in all of them.
    init<Outcome: Sendable>(
        _ name: String, _ call: String, by signer: SigningRole = .coldkey,
        _ action: @escaping @Sendable (ActionWorld) throws -> Action<Outcome>
    ) {
        self.init(name, [call, call, call], by: signer, action)
    }
}

private let tao = Balance(rao: 1_000_000_000)
private let receiver = AccountID(unchecked: [UInt8](repeating: 9, count: 32))
private let identity = ChainIdentity(name: "me")
private let subnetIdentity = SubnetIdentity(subnetName: "mine")

private let trials: [Trial] = [
    Trial("transfer", "transfer_keep_alive") { _ in .transfer(tao, to: receiver) },
    Trial("transfer allow death", "transfer_allow_death") { _ in .transfer(tao, to: receiver, allowDeath: true) },
    Trial("transfer all", "transfer_all") { _ in .transferAll(to: receiver) },
    Trial("burned register", "burned_register") { .burnedRegister($0.stranger.accountID, on: 1) },
    Trial("register limit", [nil, nil, nil]) { .register($0.stranger.accountID, on: 1, payingAtMost: tao) },
    Trial("create subnet", "register_network") { .createSubnet(hotkey: $0.hotkey.accountID) },
    Trial("add stake", "add_stake") { .addStake(tao, on: .hotkey($0.hotkey.accountID), netuid: 1) },
    Trial("add stake by uid", "add_stake") { _ in .addStake(tao, on: .uid(0), netuid: 1) },
    Trial("add all stake", "add_stake") { _ in .addStake(nil, on: .uid(0), netuid: 1) },
    Trial("add stake limit", [nil, "add_stake_limit", "add_stake_limit"]) { _ in
        .addStake(tao, on: .uid(0), netuid: 1, limit: PriceLimit(tao))
    },
    Trial("remove stake", "remove_stake") { _ in .removeStake(Alpha(rao: 1000), from: .uid(0), netuid: 1) },
    Trial("remove all stake", "remove_stake") { _ in .removeStake(nil, from: .uid(0), netuid: 1) },
    Trial("remove stake limit", [nil, "remove_stake_limit", "remove_stake_limit"]) { _ in
        .removeStake(Alpha(rao: 1000), from: .uid(0), netuid: 1, limit: PriceLimit(tao, allowsPart: true))
    },
    Trial("remove all stake limit", [nil, "remove_stake_full_limit", "remove_stake_full_limit"]) { _ in
        .removeStake(nil, from: .uid(0), netuid: 1, limit: PriceLimit(tao))
    },
    Trial("unstake all", [nil, "unstake_all", "unstake_all"]) { .unstakeAll(from: $0.hotkey.accountID) },
    Trial("unstake all alpha", [nil, "unstake_all_alpha", "unstake_all_alpha"]) {
        .unstakeAll(from: $0.hotkey.accountID, movingToRoot: true)
    },
    Trial("move stake", "move_stake") { _ in
        .moveStake(Alpha(rao: 1000), from: .uid(0), netuid: 1, to: .uid(0), netuid: 0)
    },
    Trial("swap stake", [nil, "swap_stake", "swap_stake"]) { _ in .swapStake(nil, on: .uid(0), from: 1, to: 0) },
    Trial("swap stake limit", [nil, "swap_stake_limit", "swap_stake_limit"]) { _ in
        .swapStake(nil, on: .uid(0), from: 1, to: 0, limit: SwapLimit(Alpha(rao: 900_000_000)))
    },
    Trial("transfer stake", [nil, "transfer_stake", "transfer_stake"]) { _ in
        .transferStake(Alpha(rao: 1000), on: .uid(0), netuid: 1, to: receiver)
    },
    Trial("delegate", "add_stake") { .delegate(tao, to: $0.hotkey.accountID) },
    Trial("undelegate", "remove_stake") { .undelegate(tao, from: $0.hotkey.accountID) },
    Trial("nominate", ["become_delegate", "become_delegate", nil]) { .nominate($0.hotkey.accountID) },
    Trial("raise take", "increase_take") { .setTake(Proportion(rawValue: 10000), of: $0.hotkey.accountID) },
    Trial("lower take", "decrease_take") { .setTake(Proportion(rawValue: 1), of: $0.hotkey.accountID) },
    Trial("childkey take", "set_childkey_take") {
        .setChildkeyTake(Proportion(rawValue: 5), of: $0.hotkey.accountID, on: 1)
    },
    Trial("children", "set_children") {
        .setChildren([ChildKey($0.stranger.accountID, share: .max)], of: $0.hotkey.accountID, on: 1)
    },
    Trial("revoke children", "set_children") { .setChildren([], of: $0.hotkey.accountID, on: 1) },
    Trial("vote", ["vote", "vote", nil]) { .vote(true, on: ActionWorld.proposal, as: $0.hotkey.accountID) },
    Trial("hyperparameter", "sudo_set_immunity_period") { _ in .setHyperparameter("immunity_period", to: "100", on: 1)
    },
    Trial("hyperparameter of another name", "sudo_set_weights_version_key") { _ in
        .setHyperparameter("weights_version", to: "3", on: 1)
    },
    Trial("identity", "set_identity") { _ in .setIdentity(identity) },
    Trial("subnet identity", "set_subnet_identity") { _ in .setSubnetIdentity(subnetIdentity, of: 1) },
    Trial("swap hotkey", "swap_hotkey") { .swapHotkey($0.hotkey.accountID, for: $0.stranger.accountID) },
    Trial("swap hotkey on one subnet", [nil, "swap_hotkey", "swap_hotkey"]) {
        .swapHotkey($0.hotkey.accountID, for: $0.stranger.accountID, on: 1)
    },
    Trial("associate hotkey", [nil, "try_associate_hotkey", "try_associate_hotkey"]) {
        .associateHotkey($0.stranger.accountID)
    },
    Trial("automatic stake", [nil, nil, "set_coldkey_auto_stake_hotkey"]) {
        .setAutomaticStake(on: $0.hotkey.accountID, netuid: 1)
    },
    Trial("announce coldkey swap", "schedule_swap_coldkey") { _ in .announceColdkeySwap(to: receiver) },
    Trial("swap coldkey", [nil, nil, nil]) { _ in .swapColdkey(to: receiver) },
    Trial("start call", [nil, "start_call", "start_call"]) { _ in .startCall(on: 1) },
    Trial("update symbol", [nil, "update_symbol", "update_symbol"]) { _ in .updateSymbol("β", of: 1) },
    Trial("root claim type", [nil, nil, "set_root_claim_type"]) { _ in .setRootClaimType(.keep) },
    Trial("claim root", [nil, nil, "claim_root"]) { _ in .claimRoot(on: [1, 0]) },
    Trial("serve axon", "serve_axon", by: .hotkey) { _ in
        .serveAxon(try IPAddress("203.0.113.7"), port: 8091, on: 1)
    },
    Trial("serve prometheus", "serve_prometheus", by: .hotkey) { _ in
        .servePrometheus(try IPAddress("2001:db8::7"), port: 9090, on: 1)
    },
    Trial("set weights", "set_weights", by: .hotkey) { _ in .setWeights([1, 3], for: [0, 1], on: 1) },
    Trial("reveal weights", "reveal_weights", by: .hotkey) { .revealWeights(try commitment($0)) },
    // The last but one, for it changes the subnet.
    Trial(
        "timelocked weights", [nil, "commit_crv3_weights", "commit_timelocked_mechanism_weights"], by: .hotkey
    ) { world in
        try world.node.set(.commitRevealEnabled(1), true)
        try world.node.set(.tempo(1), 360)
        return .commitTimelockedWeights(try QuantizedWeights(uids: [0, 1], weights: [1, 2]), on: 1)
    },
    Trial("root weights", [nil, nil, nil]) { .setRootWeights([0.5, 10], for: [0, 1], as: $0.hotkey.accountID) },
]

private func commitment(_ world: ActionWorld) throws -> WeightCommitment {
    WeightCommitment(
        try QuantizedWeights(uids: [0, 1], weights: [1, 2]), by: world.hotkey.accountID, on: 1, salt: [1, 2],
        versionKey: 3)
}

@Suite("Actions on recorded runtimes")
struct ActionTests {
    @Test(
        "each finds its call in a runtime, or says what replaced it; nothing is sent",
        arguments: [218, 293, 343].enumerated().map { ($0, $1) })
    func composes(place: Int, spec: Int) async throws {
        let world = try await ActionWorld(spec: spec)
        for trial in trials {
            guard let call = trial.calls[place] else {
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

    @Test("a preview says what, by whom, where, for how much")
    func preview() async throws {
        let world = try await ActionWorld()
        let preview = try await world.subtensor.preview(
            .addStake(tao, on: .uid(0), netuid: 1), for: world.coldkey.accountID)
        #expect(preview.cost == tao)
        #expect(preview.fee == Balance(rao: ActionWorld.fee))
        #expect(preview.balance == ActionWorld.balance)
        #expect(preview.balanceAfter.rao == ActionWorld.balance.rao - tao.rao - ActionWorld.fee)
        #expect(preview.signer == world.coldkey.accountID)
        #expect(preview.role == .coldkey)
        #expect(preview.chain == "Bittensor")
        #expect(preview.specVersion == 343)
        let text = "\(preview)"
        for part in ["add stake", "τ1.000000000", world.hotkey.accountID.ss58(), world.coldkey.accountID.ss58()] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(text.contains("Stake there now: α5.000000000"))
    }

    @Test("all is what is left beside the fee and what has to stay")
    func everything() async throws {
        let world = try await ActionWorld()
        let account = world.coldkey.accountID
        let all = try await world.subtensor.preview(.transferAll(to: receiver), for: account)
        #expect(all.cost.rao == ActionWorld.balance.rao - ActionWorld.fee)
        let kept = try await world.subtensor.preview(.transferAll(to: receiver, keepAlive: true), for: account)
        #expect(kept.cost.rao == ActionWorld.balance.rao - ActionWorld.fee - 500)
    }

    @Test("a prepared action is good for its own signer only")
    func otherSigner() async throws {
        let world = try await ActionWorld()
        let prepared = try await world.subtensor.prepare(.transfer(tao, to: receiver), for: world.coldkey.accountID)
        await #expect(throws: BittensorError(.wrongSigner, "")) {
            try await world.subtensor.submit(prepared, signedBy: world.stranger)
        }
        #expect(!world.node.hasSent)
    }

    /// The parameter, what a person writes, and the numbers that are sent.
    private static let units: [(String, String, [UInt64])] = [
        ("max_burn", "1000000000", [1_000_000_000]), ("max_burn", "100tao", [100_000_000_000]),
        ("min_burn", "τ0.001", [1_000_000]), ("min_burn", "0.001", [1_000_000]), ("min_burn", "500 rao", [500]),
        ("bonds_penalty", "0.6", [39321]), ("bonds_penalty", "0.5", [32768]), ("bonds_penalty", "60%", [39321]),
        ("bonds_penalty", "1", [1]), ("bonds_penalty", "1.0", [65535]), ("bonds_penalty", "0.49999", [32767]),
        ("alpha_values", "0.6,0.8", [39321, 52428]), ("bonds_moving_avg", "0.9", [900_000]),
        ("adjustment_alpha", "1.0", [.max]), ("adjustment_alpha", "0.5", [1 << 63]), ("adjustment_alpha", "0.0", [0]),
    ]

    @Test("numbers may have units, and their meaning is shown", arguments: units)
    func hyperparameterUnits(name: String, text: String, numbers: [UInt64]) async throws {
        let world = try await ActionWorld()
        try world.node.set(StorageQuery("SubtensorModule", "LiquidAlphaOn", NetUID(1)), .bool(true))
        let preview = try await world.subtensor.preview(
            .setHyperparameter(name, to: text, on: 1), for: world.coldkey.accountID)
        #expect(preview.call.arguments.dropFirst().map(\.value) == numbers.map { .number($0) })
        let shown = try #require(preview.effects.first { $0.label == "Set \(name)" }?.value)
        let meaning = try #require(Hyperparameter.named(name)?.unit.meaning(of: Int128(numbers[0])))
        #expect(shown.contains(numbers.map { "\($0)" }.joined(separator: ",")))
        #expect(shown.contains(meaning))
    }

    @Test(
        "numbers with a unit that is missing or none are refused, with what it takes",
        arguments: [
            ("min_burn", "α1", "100tao"), ("min_burn", "0,5", "a comma is no point"),
            ("bonds_penalty", "1.1", "0.0 to 1.0"), ("bonds_penalty", "101%", "0.0 to 1.0"),
            ("bonds_penalty", "1tao", "0.0 to 1.0"), ("bonds_penalty", "65536", "u16"),
            ("immunity_period", "1.5", "a whole number of blocks"),
            ("liquid_alpha_enabled", "2", "true or false"),
        ])
    func foreignUnits(name: String, text: String, wanted: String) async throws {
        let world = try await ActionWorld()
        let error = await #expect(throws: BittensorError.self) {
            try await world.subtensor.preview(
                .setHyperparameter(name, to: text, on: 1), for: world.coldkey.accountID)
        }
        #expect(error?.code == .invalidOption)
        #expect(error?.reason.contains(wanted) == true)
    }

    @Test("alpha values are two numbers, flags are words")
    func parameters() async throws {
        let world = try await ActionWorld()
        try world.node.set(StorageQuery("SubtensorModule", "LiquidAlphaOn", NetUID(1)), .bool(true))
        let account = world.coldkey.accountID
        let two = try await world.subtensor.preview(
            .setHyperparameter("alpha_values", to: "45875, 58982", on: 1), for: account)
        #expect(
            two.call.arguments.map(\.value) == [.number(UInt16(1)), .number(UInt16(45875)), .number(UInt16(58982))])
        let flag = try await world.subtensor.preview(
            .setHyperparameter("liquid_alpha_enabled", to: "True", on: 1), for: account)
        #expect(flag.call.arguments.last?.value == .bool(true))
        func authority(_ name: String) -> Hyperparameter.Authority? {
            Hyperparameter.all(on: world.subtensor).first { $0.name == name }?.authority(on: world.subtensor)
        }
        #expect(authority("tempo") == .root)
        #expect(authority("rho") == .owner)
        #expect(authority("activity_cutoff_factor") == nil)
        for text in ["", "-1", "65536", "1,2", "many"] {
            await #expect(throws: BittensorError(.invalidOption, ""), "\(text)") {
                try await world.subtensor.preview(.setHyperparameter("tempo", to: text, on: 1), for: account)
            }
        }
    }
}

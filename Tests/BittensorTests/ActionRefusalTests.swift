// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import Testing

private let tao = Balance(rao: 1_000_000_000)

@Suite("Actions that the chain would refuse are not sent")
struct ActionRefusalTests {
    private func refuse<Outcome>(
        _ action: Action<Outcome>, _ code: BittensorError.Code, in world: ActionWorld, _ words: String = "",
        location: SourceLocation = #_sourceLocation
    ) async {
        let signer = action.signer == .coldkey ? world.coldkey : world.hotkey
        let error = await #expect(throws: BittensorError.self, sourceLocation: location) {
            try await world.subtensor.perform(action, signedBy: signer)
        }
        #expect(error?.code == code, "\(error?.reason ?? "nothing")", sourceLocation: location)
        #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")", sourceLocation: location)
        #expect(error?.reason.contains("\n") == false, sourceLocation: location)
        #expect(!world.node.hasSent, sourceLocation: location)
    }

    @Test("money: nothing, too much, too little to exist")
    func money() async throws {
        let world = try await ActionWorld()
        let receiver = AccountID(unchecked: [UInt8](repeating: 9, count: 32))
        await refuse(.transfer(.zero, to: receiver), .invalidAmount, in: world)
        await refuse(.transfer(Balance(rao: 499), to: receiver), .invalidAmount, in: world, "500")
        await refuse(.transfer(Balance(rao: .max), to: receiver), .insufficientBalance, in: world)
        // Fee and existential deposit leave one rao less than this.
        let most = ActionWorld.balance.rao - ActionWorld.fee - 500
        await refuse(.transfer(Balance(rao: most + 1), to: receiver), .insufficientBalance, in: world, "500")
        let fits = try await world.subtensor.preview(
            .transfer(Balance(rao: most), to: receiver), for: world.coldkey.accountID)
        #expect(fits.balanceAfter == Balance(rao: 500))
        await refuse(.addStake(.zero, on: .uid(0), netuid: 1), .invalidAmount, in: world)
        await refuse(.addStake(ActionWorld.balance, on: .uid(0), netuid: 1), .insufficientBalance, in: world)
        for text in ["-1", "0.0000000001", "", "1e-10", "1,5"] {
            #expect(throws: AmountError(.invalidAmount, "")) { try Balance(tao: text) }
        }
    }

    @Test("stake: more than there is, of an unknown uid, on an unknown hotkey")
    func stake() async throws {
        let world = try await ActionWorld()
        await refuse(
            .removeStake(Alpha(rao: ActionWorld.stake + 1), from: .uid(0), netuid: 1), .insufficientStake, in: world,
            "α5.000000000")
        await refuse(.removeStake(.zero, from: .uid(0), netuid: 1), .invalidAmount, in: world)
        await refuse(.addStake(tao, on: .uid(77), netuid: 1), .notRegistered, in: world, "77")
        await refuse(.addStake(tao, on: .hotkey(world.stranger.accountID), netuid: 1), .notRegistered, in: world)
        try world.setStake(0)
        await refuse(.removeStake(nil, from: .uid(0), netuid: 1), .insufficientStake, in: world, "nothing to take")
    }

    @Test("a subnet that does not exist, a hotkey that is there or not there")
    func registration() async throws {
        let world = try await ActionWorld()
        let (hotkey, stranger) = (world.hotkey.accountID, world.stranger.accountID)
        await refuse(.burnedRegister(stranger, on: 9), .subnetMissing, in: world, "9")
        await refuse(.burnedRegister(stranger, on: 0), .registrationNotAllowed, in: world)
        await refuse(.burnedRegister(hotkey, on: 1), .alreadyRegistered, in: world, "uid 0")
        await refuse(.addStake(tao, on: .uid(0), netuid: 9), .subnetMissing, in: world)
        await refuse(.rootRegister(hotkey), .alreadyRegistered, in: world)
        await refuse(.rootRegister(stranger), .notRegistered, in: world)
        await refuse(.setWeights([1], for: [0], on: 9), .subnetMissing, in: world)
        await refuse(.serveAxon(try IPAddress("203.0.113.7"), port: 1, on: 9), .subnetMissing, in: world)
        try world.node.set(.registrationAllowed(1), false)
        await refuse(.burnedRegister(stranger, on: 1), .registrationNotAllowed, in: world)
        try world.node.set(.registrationAllowed(1), true)
        try world.node.set(.burn(1), Balance(rao: .max))
        await refuse(.burnedRegister(stranger, on: 1), .insufficientBalance, in: world)
    }

    @Test("weights: all zero, twice the same uid, lists of two lengths, an unknown uid, too few")
    func weights() async throws {
        let world = try await ActionWorld()
        await refuse(.setWeights([0, 0], for: [0, 1], on: 1), .invalidWeights, in: world, "0")
        await refuse(.setWeights([1, 1], for: [1, 1], on: 1), .invalidWeights, in: world, "uid 1")
        await refuse(.setWeights([1], for: [0, 1], on: 1), .invalidWeights, in: world, "2 uids and 1 weights")
        await refuse(.setWeights([-1], for: [0], on: 1), .invalidWeights, in: world)
        await refuse(.setWeights([Double.nan], for: [0], on: 1), .invalidWeights, in: world)
        await refuse(.setWeights([(0, 1), (0, 2)], on: 1), .invalidWeights, in: world, "uid 0 has two weights")
        await refuse(.setWeights([1], for: [2], on: 1), .invalidWeights, in: world, "no uid 2")
        await refuse(.setWeights([1], for: [0], on: 0), .invalidWeights, in: world)
        await refuse(.setWeights([1], for: [0], on: 1, versionKey: 2), .invalidWeights, in: world, "3")
        func item(_ name: String, _ value: ScaleValue) throws {
            try world.node.set(StorageQuery("SubtensorModule", name, NetUID(1)), value)
        }
        try item("MinAllowedWeights", .number(UInt16(3)))
        await refuse(.setWeights([1, 1], for: [0, 1], on: 1), .invalidWeights, in: world, "3 weights or more")
        // Itself alone it may name.
        _ = try await world.subtensor.preview(.setWeights([1], for: [0], on: 1), for: world.hotkey.accountID)
        try item("MinAllowedWeights", .number(UInt16(1)))
        try item("ValidatorPermit", .list([.bool(false), .bool(false)]))
        await refuse(.setWeights([1, 1], for: [0, 1], on: 1), .invalidWeights, in: world, "permit")
        try item("ValidatorPermit", .list([.bool(true), .bool(false)]))
        try item("CommitRevealWeightsEnabled", .bool(true))
        await refuse(.setWeights([1, 1], for: [0, 1], on: 1), .invalidWeights, in: world, "committed")
        let weights = try QuantizedWeights(uids: [0, 1], weights: [1, 2])
        let other = WeightCommitment(weights, by: world.stranger.accountID, on: 1, versionKey: 3)
        await refuse(.commitWeights(other), .invalidWeights, in: world, "another hotkey")
        await refuse(.revealWeights(other), .invalidWeights, in: world, "another hotkey")
        let own = WeightCommitment(weights, by: world.hotkey.accountID, on: 1, versionKey: 3)
        let preview = try await world.subtensor.preview(.commitWeights(own), for: world.hotkey.accountID)
        #expect(preview.call.arguments.last?.value == .hash(own.commitHash))
    }

    @Test("what belongs to somebody else")
    func ownership() async throws {
        let world = try await ActionWorld()
        let hotkey = world.hotkey.accountID
        try world.node.set(.owner(of: hotkey), world.stranger.accountID)
        await refuse(.setTake(Proportion(rawValue: 1), of: hotkey), .hotkeyOfAnotherColdkey, in: world)
        await refuse(.setChildren([], of: hotkey, on: 1), .hotkeyOfAnotherColdkey, in: world)
        await refuse(.createSubnet(hotkey: hotkey), .hotkeyOfAnotherColdkey, in: world)
        await refuse(
            .swapHotkey(hotkey, for: AccountID(unchecked: [UInt8](repeating: 3, count: 32))), .hotkeyOfAnotherColdkey,
            in: world)
        try world.node.set(
            StorageQuery("SubtensorModule", "SubnetOwner", NetUID(1)), .account(world.stranger.accountID))
        await refuse(.setHyperparameter("tempo", to: "10", on: 1), .notOwner, in: world)
        await refuse(.setHyperparameter("tempo", to: "10", on: 1, asRoot: true), .notOwner, in: world)
    }

    @Test("what only the root of the chain sets, by the runtime's own words")
    func rootOnly() async throws {
        let world = try await ActionWorld()
        for name in ["tempo", "max_regs_per_block", "adjustment_interval", "weights_rate_limit"] {
            await refuse(.setHyperparameter(name, to: "10", on: 1), .notOwner, in: world, "only the root of the chain")
        }
    }

    @Test("a take beyond the chain's limits, which are told")
    func takes() async throws {
        let world = try await ActionWorld()
        let hotkey = world.hotkey.accountID
        await refuse(.setTake(Proportion(rawValue: 12000), of: hotkey), .invalidOption, in: world, "0.17999")
        await refuse(
            .setChildkeyTake(Proportion(rawValue: 12000), of: hotkey, on: 1), .invalidOption, in: world, "0.17999")
        try world.node.set(StorageQuery("SubtensorModule", "MinDelegateTake"), .number(UInt16(5898)))
        await refuse(.setTake(Proportion(rawValue: 1), of: hotkey), .invalidOption, in: world, "0.0899")
    }

    @Test("weights that round to nothing are named where too few are left, and in the preview")
    func lostWeights() async throws {
        let world = try await ActionWorld()
        let account = world.hotkey.accountID
        let action = Action.setWeights([1e-9, 1], for: [0, 1], on: 1)
        let preview = try await world.subtensor.preview(action, for: account)
        #expect(preview.effects.last?.value.hasPrefix("the weight 1e-09 of uid 0 rounds to nothing") == true)
        try world.node.set(StorageQuery("SubtensorModule", "MinAllowedWeights", NetUID(1)), .number(UInt16(2)))
        let error = await #expect(throws: BittensorError.self) {
            try await world.subtensor.preview(action, for: account)
        }
        #expect(error?.reason.contains("the weight 1e-09 of uid 0 rounds to nothing") == true)
    }

    @Test("children: too much, twice, oneself")
    func children() async throws {
        let world = try await ActionWorld()
        let (hotkey, child) = (world.hotkey.accountID, world.stranger.accountID)
        let half = try ChildKey(child, part: 0.5)
        #expect(half.share == 1 << 63)
        #expect(try ChildKey(child, part: 1).share == .max)
        #expect(throws: BittensorError(.invalidOption, "")) { try ChildKey(child, part: 1.1) }
        await refuse(.setChildren([half, half], of: hotkey, on: 1), .invalidOption, in: world)
        await refuse(.setChildren([ChildKey(hotkey, share: 1)], of: hotkey, on: 1), .invalidOption, in: world)
        await refuse(.setChildren([half], of: hotkey, on: 0), .invalidOption, in: world)
        let rest = ChildKey(AccountID(unchecked: [UInt8](repeating: 3, count: 32)), share: .max)
        await refuse(.setChildren([half, rest], of: hotkey, on: 1), .invalidOption, in: world, "more than all")
    }

    @Test("addresses that nobody can reach")
    func serving() async throws {
        let world = try await ActionWorld()
        for text in ["255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"] {
            await refuse(.serveAxon(try IPAddress(text), port: 1, on: 1), .invalidOption, in: world)
        }
        // Why not, what to announce instead, and where it would do.
        for text in ["127.0.0.1", "127.1.2.3", "::1"] {
            await refuse(
                .serveAxon(try IPAddress(text), port: 1, on: 1), .invalidOption, in: world,
                "only an embedded chain takes \(text)")
        }
        for own in IPAddress.ofThisMachine.prefix(1) {
            await refuse(
                .serveAxon(try IPAddress("127.0.0.1"), port: 1, on: 1), .invalidOption, in: world,
                "announce \(own), which")
        }
        await refuse(.serveAxon(try IPAddress("203.0.113.7"), port: 0, on: 1), .invalidOption, in: world)
    }

    @Test("a senate vote without a proposal, a seat, or a change of mind")
    func senate() async throws {
        let world = try await ActionWorld(spec: 293)
        let hotkey = world.hotkey.accountID
        await refuse(.vote(true, on: .zero, as: hotkey), .invalidOption, in: world)
        try world.node.set(StorageQuery("SenateMembers", "Members"), .list([]))
        await refuse(.vote(true, on: ActionWorld.proposal, as: hotkey), .notOwner, in: world)
    }

    @Test("an unknown parameter is answered with all that there are")
    func parameters() async throws {
        let world = try await ActionWorld()
        await refuse(.setHyperparameter("nonsense", to: "1", on: 1), .callMissing, in: world, "tempo")
    }

    @Test("what the pool refuses is named and explained")
    func pool() async throws {
        let world = try await ActionWorld()
        let refusal = RPCError(
            remote: .init(code: 1010, message: "Invalid Transaction", data: "Custom error: 5"),
            method: "author_submitAndWatchExtrinsic", endpoint: "mock")
        world.node.connection.fail("author_submitAndWatchExtrinsic", with: refusal)
        let error = await #expect(throws: BittensorError.self) {
            try await world.subtensor.perform(
                .removeStake(Alpha(rao: 5), from: .uid(0), netuid: 1), signedBy: world.coldkey,
                options: .withoutWaiting)
        }
        #expect(error?.code == .insufficientStake)
        #expect(error?.reason.contains("NotEnoughStakeToWithdraw") == true)
    }
}

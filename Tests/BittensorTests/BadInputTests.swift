// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstrateRPC
import Testing

/// Something that a person gets wrong, and how they are told.
private struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: BittensorError.Code
    /// What the message names.
    let words: String
    let make: @Sendable (ActionWorld) async throws -> Void

    init(
        _ what: String, _ code: BittensorError.Code, _ words: String,
        _ make: @escaping @Sendable (ActionWorld) async throws -> Void
    ) {
        testDescription = what
        self.code = code
        self.words = words
        self.make = make
    }

    /// An action that its signer's key is at hand for.
    init<Outcome: Sendable>(
        _ what: String, _ code: BittensorError.Code, _ words: String,
        action: @escaping @Sendable (ActionWorld) throws -> Action<Outcome>
    ) {
        self.init(what, code, words) { world in
            let action = try action(world)
            let signer = action.signer == .coldkey ? world.coldkey : world.hotkey
            try await world.subtensor.perform(action, signedBy: signer)
        }
    }
}

private let tao = Balance(rao: 1_000_000_000)
private let receiver = AccountID(unchecked: [UInt8](repeating: 9, count: 32))

private let mistakes: [Mistake] = [
    Mistake("an unknown netuid", .subnetMissing, "no subnet 9") { .burnedRegister($0.stranger.accountID, on: 9) },
    Mistake("stake on an unknown netuid", .subnetMissing, "no subnet 9") { _ in
        .addStake(tao, on: .uid(0), netuid: 9)
    },
    Mistake("a move to an unknown netuid", .subnetMissing, "no subnet 9") { _ in
        .swapStake(nil, on: .uid(0), from: 1, to: 9)
    },
    Mistake("weights by a hotkey that is not registered", .notRegistered, "not registered on subnet 1") { world in
        try await world.subtensor.perform(.setWeights([1], for: [0], on: 1), signedBy: world.stranger)
    },
    Mistake("an axon of a hotkey that is not registered", .notRegistered, "not registered on subnet 1") { world in
        try await world.subtensor.perform(
            .serveAxon(try IPAddress("203.0.113.7"), port: 1, on: 1), signedBy: world.stranger)
    },
    Mistake("stake on a hotkey that the chain does not know", .notRegistered, "does not know the hotkey") {
        .addStake(tao, on: .hotkey($0.stranger.accountID), netuid: 1)
    },
    Mistake("stake moved to a hotkey that the chain does not know", .notRegistered, "does not know the hotkey") {
        .moveStake(nil, from: .uid(0), netuid: 1, to: .hotkey($0.stranger.accountID), netuid: 1)
    },
    Mistake("a uid that nobody has", .notRegistered, "no uid 77") { _ in .addStake(tao, on: .uid(77), netuid: 1) },
    Mistake("an amount of nothing", .invalidAmount, "nothing") { _ in .transfer(.zero, to: receiver) },
    Mistake("an amount above the balance", .insufficientBalance, "τ1000.000000000") { _ in
        .transfer(Balance(rao: 2000 * tao.rao), to: receiver)
    },
    Mistake("an amount that leaves less than the existential deposit", .insufficientBalance, "0.000000500 has to stay")
    {
        _ in .transfer(Balance(rao: ActionWorld.balance.rao - ActionWorld.fee - 499), to: receiver)
    },
    Mistake("an amount below the existential deposit, to a new account", .invalidAmount, "0.000000500 to exist") { _ in
        .transfer(Balance(rao: 499), to: receiver)
    },
    Mistake("more stake than there is", .insufficientStake, "α5.000000000") { _ in
        .removeStake(Alpha(rao: ActionWorld.stake + 1), from: .uid(0), netuid: 1)
    },
    Mistake("more stake moved than there is", .insufficientStake, "α5.000000000") { _ in
        .swapStake(Alpha(rao: ActionWorld.stake + 1), on: .uid(0), from: 1, to: 0)
    },
    Mistake("stake moved to where it is", .invalidOption, "there already") { _ in
        .moveStake(nil, from: .uid(0), netuid: 1, to: .uid(0), netuid: 1)
    },
    Mistake("weights that sum to zero", .invalidWeights, "all weights are 0") { _ in
        .setWeights([0, 0], for: [0, 1], on: 1)
    },
    Mistake("a uid with two weights", .invalidWeights, "uid 1 has two weights") { _ in
        .setWeights([1, 1], for: [1, 1], on: 1)
    },
    Mistake("lists of different lengths", .invalidWeights, "2 uids and 1 weights") { _ in
        .setWeights([1], for: [0, 1], on: 1)
    },
    Mistake("root claims of a kind that the runtime does not know", .invalidOption, "'Burn'") { _ in
        .setRootClaimType(RootClaimType("Burn"))
    },
    Mistake("a new subnet that is started too early", .invalidOption, "start it from block") { world in
        try world.node.set(
            StorageQuery("SubtensorModule", "NetworkRegisteredAt", NetUID(1)), .number(UInt64(99_999)))
        return .startCall(on: 1)
    },
]

@Suite("Bad input")
struct BadInputTests {
    @Test("is answered with one line that names it, and nothing is sent", arguments: mistakes)
    private func refused(mistake: Mistake) async throws {
        let world = try await ActionWorld()
        let error = await #expect(throws: BittensorError.self) { try await mistake.make(world) }
        #expect(error?.code == mistake.code)
        #expect(error?.reason.contains(mistake.words) == true, "\(error?.reason ?? "")")
        #expect(error?.reason.contains("\n") == false)
        #expect(!world.node.hasSent)
    }

    @Test("a block that the node has discarded is named, with the network that has it")
    func discarded() async throws {
        let world = try await ActionWorld()
        let refusal = RPCError(
            remote: .init(code: 4003, message: "Client error: UnknownBlock: State already discarded for 0x07"),
            method: "state_getRuntimeVersion", endpoint: "mock")
        world.node.connection.respond(to: "state_getRuntimeVersion") { _ throws(RPCError) in throw refusal }
        let error = await #expect(throws: ClientError.self) {
            try await world.subtensor.metagraph(1, at: .number(100_003))
        }
        #expect(error?.code == .stateDiscarded)
        #expect(error?.reason.contains("100003") == true, "\(error?.reason ?? "")")
        #expect(error?.reason.contains("'archive'") == true)
        #expect(error?.reason.contains("\n") == false)
    }
}

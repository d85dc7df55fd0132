// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BLS12381
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing
import Timelock

@testable import SubtensorClient

private let vectors = VectorFile("timelock.json")

/// A beacon whose secret is known, so that the tests can sign for it.
private struct OwnBeacon {
    let beacon: DrandBeacon

    init() throws {
        beacon = try DrandBeacon(
            publicKey: vectors.root["test_key"]["public_key"].bytes, genesis: DrandBeacon.quicknet.genesis,
            period: 3)
    }

    /// What opens everything until a round.
    func signature(of round: UInt64) throws -> BeaconSignature {
        let number = withUnsafeBytes(of: round.bigEndian) { [UInt8]($0) }
        let identity = G1.hash(
            Hashing.sha256(number), domain: Array(vectors.root["quicknet"]["dst"].string.utf8))
        let secret = vectors.root["test_key"]["secret_scalar"].bytes
        return try BeaconSignature(secret.withUnsafeBytes { identity.multiplied(bySecret: $0) }.compressed)
    }
}

extension Call {
    fileprivate subscript(name: String) -> ScaleValue? { arguments.first { $0.name == name }?.value }
}

@Suite("Timelocked weights")
struct TimelockedWeightsTests {
    @Test("what is encrypted has the bytes of Python's packages", arguments: vectors.cases("payloads"))
    func payloads(vector: Vector) throws {
        let weights = try QuantizedWeights(
            uids: vector["uids"].list.map { UInt16($0.uint64) }, values: vector["values"].list.map { UInt16($0.uint64) }
        )
        let hotkey = try AccountID(vector["hotkey"].bytes)
        let (payload, key) = (vector["payload"].bytes, vector["version_key"].uint64)
        for call in TimelockedCommitCall.allCases {
            let made = call.payload(weights, of: hotkey, versionKey: key)
            // The oldest call's payload lacks the hotkey and its length.
            #expect(made == (call == .crv3 ? Array(payload.dropFirst(33)) : payload))
        }
        #expect(payload.count + TimelockCiphertext.overhead == Int(vector["ciphertext_length"].uint64))
    }

    /// A world whose subnet wants weights committed.
    private func world(_ spec: Int) async throws -> ActionWorld {
        let world = try await ActionWorld(spec: spec)
        try world.node.set(.commitRevealEnabled(1), true)
        try world.node.set(.tempo(1), 99)
        try world.node.set(.revealPeriodEpochs(1), 2)
        try world.node.set(.timestamp, 1_800_000_000_000)
        if spec >= 423 { try world.node.set(.lastEpochBlock(1), 99_950) }
        return world
    }

    private let weights: QuantizedWeights

    init() throws { weights = try QuantizedWeights(uids: [0, 1], weights: [1, 2]) }

    @Test(
        "each runtime's highest call carries weights that the round's signature opens",
        arguments: [
            (293, "commit_crv3_weights"), (343, "commit_timelocked_mechanism_weights"),
            (424, "commit_timelocked_mechanism_weights"),
        ])
    func commit(spec: Int, name: String) async throws {
        let world = try await world(spec)
        let own = try OwnBeacon()
        let (hotkey, subtensor) = (world.hotkey.accountID, world.subtensor)
        #expect(try await subtensor.weightsMode(on: 1) == .timelocked)
        let action = Action.commitTimelockedWeights(weights, on: 1, beacon: own.beacon)
        let prepared = try await subtensor.prepare(action, for: hotkey)
        #expect(prepared.call.name == name)
        let round = try #require(prepared.call["reveal_round"]?.uint64)
        let schedule = try await subtensor.revealSchedule(on: 1)
        // By formula: 100,002 is 2 after the beginning of an epoch. By state: 50 after the last, 99 from one to the next.
        let first: UInt64 = spec >= 423 ? 100_148 : 100_198
        #expect(try schedule.firstRevealBlock() == BlockNumber(first))
        // The recorded runtime 293 makes a block every second.
        let moment = 1_800_000_000 + Double(first + 3 - 100_000) * (spec == 293 ? 1 : 12)
        #expect(round == UInt64((moment - 1_692_803_367) / 3))

        let bytes = try [UInt8](dynamic: try #require(prepared.call["commit"]))
        let opened = try TimelockCiphertext(bytes).opened(with: own.signature(of: round))
        let call = try #require(TimelockedCommitCall(rawValue: name))
        #expect(opened == call.payload(weights, of: hotkey, versionKey: 3))
        #expect((prepared.call["commit_reveal_version"]?.uint64 ?? 4) == 4)
        let text = "\(prepared.preview)"
        for part in ["Mode: timelocked", "from block \(first) on", "Round: \(round)", "2027-01-15T"] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        #expect(!world.node.hasSent)
    }

    @Test("looked at again before it is signed, a commitment is still the same bytes")
    func renewed() async throws {
        let world = try await world(424)
        let action = Action.commitTimelockedWeights(weights, on: 1)
        let prepared = try await world.subtensor.prepare(action, for: world.hotkey.accountID)
        let again = try await world.subtensor.prepare(action, for: world.hotkey.accountID)
        #expect(prepared.call == again.call)
        // The owner changes the period meanwhile: then it is another round, and other bytes.
        try world.node.set(.revealPeriodEpochs(1), 5)
        let later = try await world.subtensor.prepare(action, for: world.hotkey.accountID)
        #expect(later.call["commit"] != prepared.call["commit"])
        let rounds = [prepared, later].map { $0.call["reveal_round"]?.uint64 ?? 0 }
        #expect(rounds[0] > 0 && rounds[1] > rounds[0])
    }

    @Test("what the chain would not take is refused before anything is sent, in words")
    func refusals() async throws {
        func refuse(
            _ code: BittensorError.Code, _ part: String, mechanism: UInt8 = 0, weights: QuantizedWeights? = nil,
            in spec: Int = 424, _ change: (ActionWorld) throws -> Void
        ) async throws {
            let world = try await world(spec)
            try change(world)
            let action = Action.commitTimelockedWeights(weights ?? self.weights, on: 1, mechanism: mechanism)
            let error = await #expect(throws: BittensorError.self, "\(part)") {
                try await world.subtensor.prepare(action, for: world.hotkey.accountID)
            }
            #expect(error?.code == code && error?.reason.contains(part) == true, "\(error?.reason ?? "")")
            #expect(error?.reason.contains("\n") == false && !world.node.hasSent)
        }
        let index = MechanismIndex(1)
        try await refuse(.callMissing, "takes no timelocked weights", in: 218) { _ in }
        try await refuse(.invalidOption, "no mechanism 1", mechanism: 1) { _ in }
        try await refuse(.invalidWeights, "without commitment") { try $0.node.set(.commitRevealEnabled(1), false) }
        try await refuse(.invalidWeights, "tempo is 0") { try $0.node.set(.tempo(1), 0) }
        try await refuse(.invalidWeights, "beyond all reckoning") { try $0.node.set(.revealPeriodEpochs(1), .max) }
        try await refuse(.attemptsUsedUp, "from block 100100 on") {
            try $0.node.set(.weightsRateLimit(1), 150)
            try $0.node.set(.lastUpdates(index), [99_950, 0])
        }
        try await refuse(.invalidWeights, "has stored round") { try $0.node.set(.lastDrandRound, 50_000_000) }
        try await refuse(.attemptsUsedUp, "10 commitments") { world in
            let hotkey = world.hotkey.accountID
            try world.node.set(
                StorageQuery("SubtensorModule", "TimelockedWeightCommits", index, UInt64(0)),
                .list(
                    (0..<10).map { _ in
                        .list([.account(hotkey), .number(UInt64(1)), .bytes([1]), .number(UInt64(2))])
                    }))
        }
        let many = try QuantizedWeights(uids: Array(0..<1178), values: [UInt16](repeating: 1, count: 1178))
        try await refuse(.invalidWeights, "1177 weights", weights: many) { try $0.node.set(.subnetworkN(1), 2000) }
    }

    @Test("weights that rounding makes the same are named, and those that stay apart are not")
    func together() throws {
        let same = QuantizedWeights.roundedTogether(uids: [4, 5, 6], weights: [1.0, 0.500001, 0.5])
        #expect(same?.0 == 6 && same?.1 == 5)
        #expect(QuantizedWeights.roundedTogether(uids: [4, 5, 6], weights: [1.0, 0.5, 0.5]) == nil)
        #expect(QuantizedWeights.roundedTogether(uids: [4, 5], weights: [1.0, 1e-9]) == nil)
        #expect(QuantizedWeights.roundedTogether(uids: [], weights: [Float]()) == nil)
    }

    @Test("a subnet takes weights as its owner and the runtime say", arguments: [218, 293, 343, 424])
    func modes(spec: Int) async throws {
        let world = try await world(spec)
        #expect(try await world.subtensor.weightsMode(on: 1) == (spec == 218 ? .salted : .timelocked))
        try world.node.set(.commitRevealEnabled(1), false)
        let open = try await ActionWorld(spec: spec)
        #expect(try await open.subtensor.weightsMode(on: 1) == .plain)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubtensorLocalnet
import Synchronization
import Testing

/// What a loop told, and how far it is.
private final class LoopWatch: Sendable {
    private let events = Mutex<[WeightsEvent]>([])

    func take(_ event: WeightsEvent) { events.withLock { $0.append(event) } }

    /// All but the blocks that were looked at.
    var told: [WeightsEvent] {
        events.withLock { $0.filter { if case .looked = $0 { false } else { true } } }
    }

    /// The last block that was dealt with.
    var block: UInt64 {
        events.withLock { events in
            events.reversed().lazy.compactMap { event in
                if case .looked(let look) = event { look.block.rawValue } else { nil }
            }.first ?? 0
        }
    }

    func count(_ isMeant: (WeightsEvent) -> Bool) -> Int { told.count(where: isMeant) }

    var sent: [WeightsOutcome] {
        told.compactMap { if case .sent(let outcome, _, _) = $0 { outcome } else { nil } }
    }

    func waits(for words: String) -> Bool {
        told.contains { if case .waiting(let reason) = $0 { reason.contains(words) } else { false } }
    }
}

/// Commitments as a test keeps them.
private final class KeptCommitments: WeightCommitmentStore {
    private let kept = Mutex<[Hash256: WeightCommitment]>([:])

    var count: Int { kept.withLock(\.count) }

    func keep(_ commitment: WeightCommitment, of _: AccountID) {
        kept.withLock { $0[commitment.commitHash] = commitment }
    }
    func commitment(_ hash: Hash256, of _: AccountID) -> WeightCommitment? { kept.withLock { $0[hash] } }
    func forget(_ hash: Hash256) { kept.withLock { $0[hash] = nil } }
}

extension TestChain {
    /// Makes blocks up to one, the next when all loops have dealt with the last, or one of them waits for it.
    fileprivate func advance(to block: UInt64, with loops: [LoopWatch]) async throws {
        var head = try await subtensor.block().rawValue
        while head < block {
            head = await localnet.advance(by: 1).number.rawValue
            while loops.contains(where: { $0.block < head }), await localnet.waitingExtrinsics == 0 {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
    }

    /// Runs a loop while `body` runs.
    fileprivate func running(
        _ loops: [(WeightsLoop, KeyPair)], _ body: @escaping @Sendable ([LoopWatch]) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            var watches: [LoopWatch] = []
            for (loop, hotkey) in loops {
                let watch = LoopWatch()
                var loop = loop
                loop.onEvent = { watch.take($0) }
                watches.append(watch)
                group.addTask { [loop] in
                    try await withSubtensor(Network(url)) { try await loop.run(on: $0, signedBy: hotkey) }
                    return false
                }
            }
            group.addTask { [watches] in
                try await body(watches)
                return true
            }
            defer { group.cancelAll() }
            while let isOver = try await group.next() { if isOver { return } }
        }
    }
}

extension ChainTests {
    @Suite("A validator's loop on the embedded chain")
    struct WeightsLoopTests {
        /// Epochs of ten blocks. Epoch n of subnet 1 begins with block 10 n, which runs the consensus.
        private static func firstBlock(of epoch: UInt64) -> UInt64 { 10 * epoch }

        /// In which epoch a block is.
        private static func epoch(of block: UInt64) -> UInt64 { block / 10 }

        /// The weights of two validators for four miners, uids 2 to 5, and the incentive that they come to.
        ///
        /// Validator 0 has six tenths of the stake, validator 1 four. More than half of the stake makes consensus, so that what
        /// validator 0 gives is consensus for each miner: w. Validator 1's weights v are cut at it. A miner's rank is
        /// 0.6 w + 0.4 min(v, w), and its incentive its part of all ranks.
        private static let rounds: [(first: [Double], second: [Double], incentive: [Double])] = [
            // w = 0.4 0.3 0.2 0.1; v = 0.1 0.2 0.3 0.4, cut to 0.1 0.2 0.2 0.1
            // ranks 0.24 + 0.04, 0.18 + 0.08, 0.12 + 0.08, 0.06 + 0.04 = 0.28 0.26 0.20 0.10, together 0.84
            ([4, 3, 2, 1], [1, 2, 3, 4], [28.0 / 84, 26.0 / 84, 20.0 / 84, 10.0 / 84]),
            // Both give the same: that is the incentive.
            ([4, 3, 2, 1], [4, 3, 2, 1], [0.4, 0.3, 0.2, 0.1]),
            // w = 1 0 0 0; of v = 0 0 0 1 nothing is left. Only miner 2 has a rank.
            ([1, 0, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0]),
            // w = 0.25 each; v = 0.5 0.5 0 0, cut to 0.25 0.25 0 0
            // ranks 0.15 + 0.10 twice, 0.15 twice, together 0.8
            ([1, 1, 1, 1], [1, 1, 0, 0], [0.3125, 0.3125, 0.1875, 0.1875]),
            // w = 0 0.5 0.5 0; v = 0.25 each, cut to 0 0.25 0.25 0: two ranks of 0.3 + 0.1
            ([0, 1, 1, 0], [1, 1, 1, 1], [0, 0.5, 0.5, 0]),
        ]

        @Test("two validators and four miners through five epochs earn what was worked out by hand")
        func fiveEpochs() async throws {
            try await TestChain.with(.powRegister, blockTime: nil, tempo: 10) { chain in
                let coldkey = try KeyPair(uri: "//Alice")
                let hotkeys = try (0..<6).map { try KeyPair(uri: "//Alice//\($0)") }
                for (place, hotkey) in hotkeys.enumerated() {
                    let uid = try await chain.perform(.burnedRegister(hotkey.accountID, on: 1), by: coldkey).outcome.uid
                    #expect(Int(uid) == place)
                }
                // At the root, so that what they earn meanwhile moves their parts by less than a thousandth.
                for (hotkey, amount) in [(hotkeys[0], UInt64(60_000)), (hotkeys[1], 40_000)] {
                    let stake = Balance(rao: amount * SmallSubnet.tao.rao)
                    try await chain.perform(.addStake(stake, on: .hotkey(hotkey.accountID), netuid: 0), by: coldkey)
                }
                // The next epoch gives the permits with its first block.
                let start = Self.epoch(of: try await chain.subtensor.block().rawValue) + 1
                try await chain.produceBlocks(until: Self.firstBlock(of: start))
                let loops = [\(first: [Double], second: [Double], incentive: [Double]).first, \.second].map { list in
                    WeightsLoop(on: 1) { round in
                        let weights = Self.rounds[min(Int(round.epoch - start), 4)][keyPath: list]
                        return Dictionary(uniqueKeysWithValues: zip(UInt16(2)..., weights))
                    }
                }
                try await chain.running(Array(zip(loops, hotkeys))) { watches in
                    for (place, round) in Self.rounds.enumerated() {
                        // What is committed in one epoch is opened when the next begins, and counts at once.
                        let end = Self.firstBlock(of: start + UInt64(place) + 1)
                        try await chain.advance(to: end, with: watches)
                        let metagraph = try await chain.subtensor.metagraph(1)
                        for (uid, incentive) in zip(2..., round.incentive) {
                            let earned = Double(metagraph.incentive[uid].rawValue) / 65535
                            #expect(abs(earned - incentive) < 0.001, "round \(place), uid \(uid): \(earned)")
                        }
                        guard place == 0 else { continue }
                        // Of the first bonds each validator has its part of each rank: 0.6 and 0.4 × 0.6 of 0.84.
                        let dividends = metagraph.dividends.prefix(2).map { Double($0.rawValue) / 65535 }
                        #expect(abs(dividends[0] - 0.6 / 0.84) < 0.001 && abs(dividends[1] - 0.24 / 0.84) < 0.001)
                        let trust = metagraph.validatorTrust.prefix(2).map { Double($0.rawValue) / 65535 }
                        #expect(abs(trust[0] - 1) < 0.001 && abs(trust[1] - 0.6) < 0.001, "\(trust)")
                    }
                    try await chain.advance(to: Self.firstBlock(of: start + 6) - 1, with: watches)
                    for watch in watches {
                        #expect(watch.sent.count == 6 && watch.count { $0 == .mode(.timelocked) } == 1, "\(watch.told)")
                        #expect(watch.count { if case .opened = $0 { true } else { false } } == 5)
                        #expect(watch.told.count == 12, "\(watch.told)")
                    }
                }
            }
        }

        @Test("a loop that is started again finds on the chain what it has committed, and commits no second time")
        func restarted() async throws {
            try await SmallSubnet.with { subnet in
                let loop = WeightsLoop(on: 1) { _ in [subnet.minerUID: 1] }
                let block = try await subnet.subtensor.block().rawValue
                let epoch = Self.epoch(of: block) + 1
                try await subnet.chain.produceBlocks(until: Self.firstBlock(of: epoch))
                for run in 0..<2 {
                    try await subnet.chain.running([(loop, subnet.validator)]) { watches in
                        try await subnet.chain.advance(
                            to: Self.firstBlock(of: epoch) + 4 + UInt64(run) * 3, with: watches)
                        #expect(watches[0].sent.count == 1 - run, "\(watches[0].told)")
                        #expect(watches[0].told.contains(.found(epoch: epoch)) == (run == 1))
                    }
                }
                let commits = try await subnet.subtensor.timelockedWeightCommits(on: 1)
                #expect(commits[epoch]?.count == 1)
            }
        }

        @Test(
            "a subnet whose owner changes how it takes weights gets them that way; uids that are not there are left out"
        )
        func modes() async throws {
            try await SmallSubnet.with { subnet in
                let chain = subnet.chain
                let loop = WeightsLoop(on: 1) { _ in [subnet.minerUID: 1, 77: 5] }
                try await chain.running([(loop, subnet.validator)]) { watches in
                    let watch = watches[0]
                    let start = Self.epoch(of: try await subnet.subtensor.block().rawValue) + 1
                    try await chain.advance(to: Self.firstBlock(of: start) + 4, with: watches)
                    #expect(watch.sent.contains { if case .timelocked = $0 { true } else { false } })
                    #expect(watch.told.contains(.leftOut([77])))
                    try await chain.perform(
                        .setHyperparameter("commit_reveal_weights_enabled", to: "false", on: 1), by: subnet.coldkey)
                    try await chain.advance(to: Self.firstBlock(of: start) + 9, with: watches)
                    let stored = [UIDValue(uid: subnet.minerUID, value: 65535)]
                    #expect(watch.told.contains(.mode(.plain)) && watch.sent.last == .stored(stored), "\(watch.told)")
                    let count = watch.sent.count
                    try await chain.advance(to: Self.firstBlock(of: start + 1) - 2, with: watches)
                    #expect(watch.sent.count == count)
                    try await chain.advance(to: Self.firstBlock(of: start + 1) + 4, with: watches)
                    #expect(watch.sent.count == count + 1)
                }
            }
        }

        @Test("a hotkey that has too little stake, or a source that fails, is told once and waited for")
        func waits() async throws {
            try await SmallSubnet.with { subnet in
                let chain = subnet.chain
                let isThere = Atomic(false)
                let loop = WeightsLoop(on: 1) { _ in
                    guard isThere.load(ordering: .relaxed) else {
                        throw BittensorError(.damagedFile, "there is no such file")
                    }
                    return [subnet.minerUID: 1]
                }
                @Sendable func setThreshold(_ rao: UInt64) async throws {
                    try await chain.withBlocksOnDemand {
                        try await chain.sudo("sudo_set_stake_threshold", ["min_stake": .number(rao)])
                    }
                }
                try await chain.running([(loop, subnet.validator)]) { watches in
                    let watch = watches[0]
                    let start = Self.epoch(of: try await subnet.subtensor.block().rawValue) + 1
                    try await chain.advance(to: Self.firstBlock(of: start), with: watches)
                    #expect(watch.waits(for: "no such file"))
                    try await setThreshold(1_000_000 * SmallSubnet.tao.rao)
                    isThere.store(true, ordering: .relaxed)
                    try await chain.advance(to: Self.firstBlock(of: start) + 9, with: watches)
                    #expect(watch.waits(for: "add stake to it"), "\(watch.told)")
                    // The epoch takes the permit.
                    try await chain.advance(to: Self.firstBlock(of: start + 2) + 9, with: watches)
                    #expect(watch.waits(for: "no validator permit"), "\(watch.told)")
                    #expect(watch.sent.isEmpty)
                    #expect(watch.count { if case .waiting = $0 { true } else { false } } == 3, "\(watch.told)")
                    try await setThreshold(0)
                    try await chain.advance(to: Self.firstBlock(of: start + 4) + 9, with: watches)
                    #expect(!watch.sent.isEmpty, "\(watch.told)")
                }
            }
        }

        @Test("a hotkey that is not on the subnet ends it with a clear word")
        func unregistered() async throws {
            try await SmallSubnet.with { subnet in
                let loop = WeightsLoop(on: 1) { _ in [0: 1] }
                let stranger = try KeyPair(uri: "//Bob")
                let error = await #expect(throws: BittensorError.self) {
                    try await loop.run(on: subnet.subtensor, signedBy: stranger)
                }
                #expect(error?.code == .notRegistered && error?.reason.contains("subnet 1") == true)
                let nowhere = WeightsLoop(on: 9) { _ in [0: 1] }
                let missing = await #expect(throws: BittensorError.self) {
                    try await nowhere.run(on: subnet.subtensor, signedBy: stranger)
                }
                #expect(missing?.code == .subnetMissing)
            }
        }

        @Test("salted weights are revealed in their epoch, and those that are too late are told and forgotten")
        func salted() async throws {
            try await SmallSubnet.with(.registerBigEndian) { subnet in
                let (chain, kept) = (subnet.chain, KeptCommitments())
                var loop = WeightsLoop(on: 1) { _ in [subnet.minerUID: 1] }
                // Epochs of eleven blocks: by formula epoch n of subnet 1 begins with block 11 n - 2.
                @Sendable func firstBlock(of epoch: UInt64) -> UInt64 { 11 * epoch - 2 }
                let start = (try await subnet.subtensor.block().rawValue + 2) / 11 + 1
                try await chain.running([(loop, subnet.validator)]) { watches in
                    try await chain.advance(to: firstBlock(of: start) + 3, with: watches)
                    #expect(watches[0].waits(for: "no place to keep"), "\(watches[0].told)")
                }
                loop.store = kept
                try await chain.running([(loop, subnet.validator)]) { watches in
                    try await chain.advance(to: firstBlock(of: start) + 8, with: watches)
                    #expect(watches[0].sent.count == 1 && kept.count == 1, "\(watches[0].told)")
                    try await chain.advance(to: firstBlock(of: start + 1) + 8, with: watches)
                    #expect(watches[0].count { if case .revealed = $0 { true } else { false } } == 1)
                    #expect(watches[0].sent.count == 2 && kept.count == 1, "\(watches[0].told)")
                }
                let weights = try await subnet.subtensor.weights(of: subnet.validatorUID, on: 1)
                #expect(weights == [UIDValue(uid: subnet.minerUID, value: 65535)])
                // Nobody is there for an epoch.
                try await chain.produceBlocks(until: firstBlock(of: start + 3) + 1)
                try await chain.running([(loop, subnet.validator)]) { watches in
                    try await chain.advance(to: firstBlock(of: start + 3) + 6, with: watches)
                    #expect(watches[0].count { if case .expired = $0 { true } else { false } } == 1)
                    #expect(watches[0].sent.count == 1 && kept.count == 1, "\(watches[0].told)")
                }
            }
        }

        @Test("weights for the second mechanism go to it alone")
        func mechanism() async throws {
            try await SmallSubnet.with { subnet in
                let chain = subnet.chain
                try await chain.perform(.setMechanismCount(2, on: 1), by: subnet.coldkey)
                let loop = WeightsLoop(on: 1, mechanism: 1) { _ in [subnet.minerUID: 1] }
                let start = Self.epoch(of: try await subnet.subtensor.block().rawValue) + 1
                try await chain.running([(loop, subnet.validator)]) { watches in
                    try await chain.advance(to: Self.firstBlock(of: start + 1) + 1, with: watches)
                    #expect(watches[0].count { if case .opened = $0 { true } else { false } } > 0, "\(watches[0].told)")
                }
                let stored = [UIDValue(uid: subnet.minerUID, value: 65535)]
                #expect(try await subnet.subtensor.weights(on: 1, mechanism: 1) == [subnet.validatorUID: stored])
                #expect(try await subnet.subtensor.weights(on: 1).isEmpty)
            }
        }
    }
}

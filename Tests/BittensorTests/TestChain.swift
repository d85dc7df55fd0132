// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet

/// Everything that searches runs one after the other: the searches share the processors, and some tests count threads.
@Suite("On the embedded chain", .serialized)
enum ChainTests {}

/// An embedded chain and a connection to it.
struct TestChain: Sendable {
    let localnet: Localnet
    let subtensor: Subtensor
    let url: String

    /// - Parameter blockTime: nil makes blocks on demand only.
    static func with<Result: Sendable>(
        _ rules: RuleSet, difficulty: UInt64 = 500, blockTime: Duration? = .milliseconds(100), tempo: UInt16 = 360,
        commitReveal: Bool = true, takesEncrypted: Bool = false,
        _ body: @escaping @Sendable (TestChain) async throws -> Result
    ) async throws -> Result {
        var configuration = LocalnetConfiguration(
            rules: rules, blockTime: blockTime, difficulty: difficulty, isDifficultyPinned: true, tempo: tempo,
            takesEncrypted: takesEncrypted)
        configuration.commitReveal = commitReveal
        return try await Localnet.with(configuration) { running in
            await running.chain.produceBlock()
            return try await withSubtensor(Network(running.url)) { subtensor in
                try await body(TestChain(localnet: running.chain, subtensor: subtensor, url: running.url))
            }
        }
    }

    /// A difficulty at which no test's search ends by itself.
    static let unsolvable: UInt64 = 1 << 60

    /// Carries out a call as root, and waits for its block.
    func sudo(_ name: String, _ arguments: KeyValuePairs<String, ScaleValue>) async throws {
        let call = Call("Sudo", "sudo", ["call": Call("AdminUtils", name, arguments).value])
        let extrinsic = try await subtensor.client.sign(call, by: try KeyPair(uri: "//Alice"))
        #expect(try await subtensor.client.submitAndWatch(extrinsic).failure == nil)
    }

    func setDifficulty(_ difficulty: UInt64) async throws {
        try await sudo("sudo_set_difficulty", ["netuid": .number(UInt16(1)), "difficulty": .number(difficulty)])
    }

    func produceBlocks(_ count: Int) async {
        for _ in 0..<count { await localnet.produceBlock() }
    }

    func produceBlocks(until number: UInt64) async throws {
        while try await subtensor.block().rawValue < number { await localnet.produceBlock() }
    }

    /// Carries out an action on a chain that makes blocks on demand: one for whatever waits in the pool.
    @discardableResult
    func perform<Outcome: Sendable>(
        _ action: Action<Outcome>, by signer: KeyPair
    ) async throws -> CompletedAction<Outcome> {
        try await withBlocksOnDemand {
            try await subtensor.perform(action, signedBy: signer, options: .withoutWaiting)
        }
    }

    /// Runs `body` while there is a block for whatever waits in the pool.
    func withBlocksOnDemand<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    if await localnet.pool.isEmpty { await Task.yield() } else { await localnet.produceBlock() }
                }
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }
}

extension SubmissionOptions {
    /// For chains on which no block comes by itself: whether the next one holds what was refused is known at once.
    static var withoutWaiting: SubmissionOptions {
        var options = SubmissionOptions()
        options.clock = ShortWaitClock()
        return options
    }
}

/// A hotkey nobody knows, and the funded coldkey that it is to belong to.
struct TestKeys: Sendable {
    let coldkey: KeyPair
    let hotkey: KeyPair

    init(coldkey: String = "//Bob", hotkey: String = "//Bob//hotkey") throws {
        self.coldkey = try KeyPair(uri: coldkey)
        self.hotkey = try KeyPair(uri: hotkey)
    }

    var work: WorkKeys { WorkKeys(hotkey: hotkey.accountID, coldkey: coldkey.accountID) }

    /// The one that a rule set wants.
    func signer(_ rules: RuleSet) -> KeyPair {
        switch rules {
        case .registerBigEndian, .registerLittleEndian: hotkey
        case .burn, .powRegister: coldkey
        }
    }
}

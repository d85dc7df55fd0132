// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import SubstrateClient
import Synchronization
import Testing

@testable import SubtensorLocalnet

extension ChainTests {
    @Suite("createPOW with a wallet on disk")
    struct CreatePOWTests {
        private func withWallet<Result>(_ body: (Wallet, TestKeys) async throws -> Result) async throws -> Result {
            let folder = FileManager.default.temporaryDirectory.appending(path: "createPOW-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let wallet = try Wallet(name: "miner", hotkey: "first", path: folder.path)
            let keys = try TestKeys()
            try wallet.createColdkey(keys.coldkey, password: nil)
            return try await body(wallet, keys)
        }

        @Test("works for the hotkey on a subnet", arguments: RegistrationTests.rulesThatCheckWork)
        func subnet(rules: RuleSet) async throws {
            try await withWallet { wallet, keys in
                try wallet.createHotkey(keys.hotkey)
                try await TestChain.with(rules, blockTime: nil) { chain in
                    let solution = try #require(
                        try await createPOW(subtensor: chain.subtensor, wallet: wallet, netuid: 1))
                    let head = try await chain.subtensor.client.header()
                    let message =
                        rules == .powRegister
                        ? SealMessage.powRegister(
                            blockHash: head.hash, netuid: 1, hotkey: keys.hotkey.accountID,
                            coldkey: keys.coldkey.accountID)
                        : .register(blockHash: head.hash, account: keys.hotkey.accountID)
                    #expect(solution.seal == message.seal(of: solution.nonce))
                    #expect(solution.blockNumber == head.number)
                    #expect(solution.difficulty == 500)
                    // The four fields alone are believed when the chain's block and the reference say the same.
                    let (subtensor, purpose) = (chain.subtensor, WorkPurpose.registration(1))
                    let mine = try WorkKeys(wallet, for: purpose)
                    #expect(try await subtensor.solution(solution.fields, keys: mine, purpose: purpose) == solution)
                    let others = WorkKeys(hotkey: keys.coldkey.accountID, coldkey: keys.hotkey.accountID)
                    await #expect(throws: ProofOfWorkError(.otherPuzzle, "")) {
                        try await subtensor.solution(solution.fields, keys: others, purpose: purpose)
                    }
                    #expect(try await solution.isStale(subtensor: subtensor) == false)
                    await chain.produceBlocks(Int(solution.scheme.maximumHeadAge) + 1)
                    #expect(try await solution.isStale(subtensor: subtensor))
                }
            }
        }

        @Test(
            "takes what is found elsewhere, for the puzzle that it has told",
            arguments: RegistrationTests.rulesThatCheckWork)
        func helper(rules: RuleSet) async throws {
            try await withWallet { wallet, keys in
                try wallet.createHotkey(keys.hotkey)
                try await TestChain.with(rules, blockTime: nil) { chain in
                    let helper = Helper()
                    var options = POWOptions()
                    options.helper = helper
                    // Nothing is found here.
                    let control = SearchControl()
                    control.pause()
                    options.control = control
                    let solution = try #require(
                        try await createPOW(subtensor: chain.subtensor, wallet: wallet, netuid: 1, options: options))
                    let all = helper.told.withLock(\.self)
                    let told = try #require(all.last)
                    #expect(told.puzzle == solution.puzzle)
                    #expect(told.purpose == .registration(1))
                    #expect(told.keys == WorkKeys(hotkey: keys.hotkey.accountID, coldkey: keys.coldkey.accountID))
                    #expect(told.lifetime == chain.subtensor.blockTime * Int(solution.scheme.maximumHeadAge + 1))
                }
            }
        }

        @Test("works for the coldkey at the faucet's difficulty when the netuid is −1, without a hotkey")
        func faucet() async throws {
            try await withWallet { wallet, keys in
                try await TestChain.with(.powRegister, blockTime: nil) { chain in
                    let solution = try #require(
                        try await createPOW(subtensor: chain.subtensor, wallet: wallet, netuid: -1))
                    let message = SealMessage.register(
                        blockHash: solution.puzzle.blockHash, account: keys.coldkey.accountID)
                    #expect(solution.seal == message.seal(of: solution.nonce))
                    #expect(solution.difficulty == 1_000_000)
                }
            }
        }

        @Test("gives nil when the hotkey is registered")
        func registered() async throws {
            try await withWallet { wallet, keys in
                try wallet.createHotkey(keys.hotkey)
                try await TestChain.with(.powRegister) { chain in
                    _ = try await chain.subtensor.burnedRegister(keys.hotkey.accountID, on: 1, signedBy: keys.coldkey)
                    #expect(try await createPOW(subtensor: chain.subtensor, wallet: wallet, netuid: 1) == nil)
                }
            }
        }

        @Test("says which key file is missing, and which netuid is none")
        func wrongArguments() async throws {
            try await withWallet { wallet, _ in
                try await TestChain.with(.powRegister, blockTime: nil) { chain in
                    await #expect(throws: WalletError.self) {
                        try await createPOW(subtensor: chain.subtensor, wallet: wallet, netuid: 1)
                    }
                    await #expect(throws: BittensorError(.invalidOption, "")) {
                        try await createPOW(subtensor: chain.subtensor, wallet: wallet, netuid: -2)
                    }
                }
            }
        }
    }
}

/// Searches elsewhere, as soon as it is told for what.
private final class Helper: WorkHelper {
    typealias Told = (puzzle: SealPuzzle, purpose: WorkPurpose, keys: WorkKeys, lifetime: Duration)

    let solutions: AsyncStream<POWSolution>
    let told = Mutex<[Told]>([])
    private let feed: AsyncStream<POWSolution>.Continuation

    init() { (solutions, feed) = AsyncStream.makeStream() }

    func take(_ puzzle: SealPuzzle, of purpose: WorkPurpose, by keys: WorkKeys, lifetime: Duration) {
        told.withLock { $0.append((puzzle, purpose, keys, lifetime)) }
        let nonce = (UInt64(0)...).first { puzzle.target.accepts(puzzle.seal(of: $0)) }
        if let solution = nonce.flatMap({ try? puzzle.solution(nonce: $0) }) { feed.yield(solution) }
    }
}

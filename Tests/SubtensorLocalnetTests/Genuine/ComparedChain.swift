// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import TestRuntimes
import Testing

@testable import SubtensorLocalnet

/// A chain on which steps are taken as on another one, with the same accounts, which have the same money.
struct ComparedChain: Sendable {
    static let money: UInt64 = 5_000_000_000_000
    static let difficulty: UInt64 = 20

    let node: Node
    /// A subnet that is open for registration by work.
    let netuid: UInt16
    let order: SealByteOrder
    let coldkey, hotkey, other: KeyPair

    /// The embedded chain, under the rules of the time of spec 293.
    static func embedded<Result: Sendable>(
        _ body: @Sendable @escaping (ComparedChain) async throws -> Result
    ) async throws -> Result {
        let (coldkey, hotkey, other) = try keys()
        var configuration = LocalnetConfiguration(
            rules: .registerBigEndian, blockTime: nil, difficulty: difficulty, isDifficultyPinned: true,
            balances: [coldkey.accountID: money, hotkey.accountID: money, other.accountID: money],
            now: { 1_800_000_000_000 })
        configuration.commitReveal = false
        return try await GenuineChainTests.with(configuration) { node in
            try await body(
                ComparedChain(node: node, netuid: 1, order: .big, coldkey: coldkey, hotkey: hotkey, other: other))
        }
    }

    /// The chain of a real runtime.
    ///
    /// - Parameter storage: what else its first state is to have.
    static func genuine<Result: Sendable>(
        _ runtime: RealRuntime, with storage: [(key: [UInt8], value: [UInt8]?)] = [],
        _ body: @Sendable @escaping (ComparedChain) async throws -> Result
    ) async throws -> Result {
        let (coldkey, hotkey, other) = try keys()
        var configuration = LocalnetConfiguration(blockTime: nil, now: { 1_800_000_000_000 })
        var chain = try GenuineChainTests.genuine(runtime)
        chain.plan = GenesisPlan(
            endowments: [coldkey.accountID: money, hotkey.accountID: money, other.accountID: money],
            openSubnets: [7: difficulty], storage: storage)
        configuration.genuine = chain
        return try await GenuineChainTests.with(configuration) { node in
            try await body(
                ComparedChain(node: node, netuid: 7, order: .little, coldkey: coldkey, hotkey: hotkey, other: other))
        }
    }

    private static func keys() throws -> (KeyPair, KeyPair, KeyPair) {
        (try KeyPair(uri: "//Cold"), try KeyPair(uri: "//Hot"), try KeyPair(uri: "//Other"))
    }

    /// Whose accounts these are.
    enum Holder: String, CaseIterable {
        case coldkey, hotkey, other
    }

    func pair(_ holder: Holder) -> KeyPair {
        switch holder {
        case .coldkey: coldkey
        case .hotkey: hotkey
        case .other: other
        }
    }

    // MARK: - What comes of a step

    /// What came of an extrinsic, as far as two chains can be compared: what its numbers are depends on what is on a chain.
    struct Observation: Hashable, Sendable {
        /// Such as `done`, `SubtensorModule.InvalidSeal`, or the pool's refusal, `1010 Custom error: 5`.
        var verdict: String
        /// The names of what it caused, in order.
        var events: [String] = []
        /// In rao; nil where nothing was paid.
        var fee: UInt64?
        /// By how much the balances of the three accounts have changed, without the fee, and how many neurons there are more.
        var changes: [String: Int64] = [:]
    }

    /// Sends an extrinsic, makes the block that takes it, and tells what came of it.
    func observe(_ bytes: [UInt8], by signer: Holder) async throws -> Observation {
        let before = try await measures()
        let extrinsic: Extrinsic
        do {
            extrinsic = try await node.chain.submit(bytes)
        } catch let fault {
            await node.chain.produceBlock()
            return Observation(verdict: "\(fault.code) \(fault.data ?? fault.message)")
        }
        let block = await node.chain.produceBlock()
        let done = try await node.client.outcome(of: extrinsic.hash, in: block.hash)
        let paid = done.events.first { $0.matches("TransactionPayment", "TransactionFeePaid") }?["actual_fee"]?.uint64
        var changes: [String: Int64] = [:]
        for (name, value) in try await measures() where value != before[name] {
            changes[name] = value - (before[name] ?? 0)
        }
        if let paid, paid > 0 {
            let change = (changes[signer.rawValue] ?? 0) + Int64(clamping: paid)
            changes[signer.rawValue] = change == 0 ? nil : change
        }
        return Observation(
            verdict: done.failure.map { "\($0)" } ?? "done",
            events: done.events.map { "\($0.pallet).\($0.name)" },
            fee: paid.flatMap { $0 > 0 ? $0 : nil }, changes: changes)
    }

    private func measures() async throws -> [String: Int64] {
        var measures = ["neurons": Int64(try await read("SubnetworkN", UInt16.self) ?? 0)]
        for holder in Holder.allCases {
            measures[holder.rawValue] = Int64(clamping: try await node.free(pair(holder).accountID))
        }
        return measures
    }

    private func read<Value: ScaleDecodable & Sendable>(_ item: String, _: Value.Type) async throws -> Value? {
        try await node.client.state().value(StorageAddress<Value>("SubtensorModule", item, netuid))
    }

    // MARK: - What is sent

    func signed(_ call: Call, by signer: KeyPair, nonce: UInt32? = nil) async throws -> [UInt8] {
        let next = try await node.chain.nextNonce(of: signer.accountID)
        return try node.signed(call, by: signer, nonce: nonce ?? next).bytes
    }

    /// A registration by work upon the newest block, or upon one so many before it.
    func register(
        _ hotkey: AccountID, on netuid: UInt16? = nil, blocksAgo: UInt64 = 0, spoiled: Bool = false
    ) async throws -> Call {
        let head = await node.chain.head.header.number.rawValue
        let number = BlockNumber(head - min(blocksAgo, head))
        let hash = try #require(try await node.client.blockHash(number))
        let puzzle = SealPuzzle.register(
            blockNumber: number, blockHash: hash, account: hotkey,
            target: try SealTarget(difficulty: UInt256(Self.difficulty), order: order))
        var nonce: UInt64 = 0
        while !puzzle.target.accepts(puzzle.seal(of: nonce)) { nonce += 1 }
        var work = puzzle.seal(of: nonce).bytes
        // In its last bit: it meets the difficulty as before.
        if spoiled { work[order == .big ? work.count - 1 : 0] ^= 1 }
        return Call(
            "SubtensorModule", "register",
            [
                "netuid": .number(netuid ?? self.netuid), "block_number": .number(number.rawValue),
                "nonce": .number(nonce), "work": .bytes(work), "hotkey": .account(hotkey),
                "coldkey": .account(coldkey.accountID),
            ])
    }

    func transfer(_ rao: UInt64, to target: AccountID, _ name: String = "transfer_keep_alive") -> Call {
        Call("Balances", name, ["dest": .variant("Id", .account(target)), "value": .number(rao)])
    }

    func stake(_ name: String, _ hotkey: AccountID, _ rao: UInt64, on netuid: UInt16? = nil) -> Call {
        let amount = name == "add_stake" ? "amount_staked" : "amount_unstaked"
        return Call(
            "SubtensorModule", name,
            [
                "hotkey": .account(hotkey), "netuid": .number(netuid ?? self.netuid), amount: .number(rao),
            ])
    }

    func setWeights(_ weights: [(uid: UInt16, weight: UInt16)], on netuid: UInt16? = nil) -> Call {
        Call(
            "SubtensorModule", "set_weights",
            [
                "netuid": .number(netuid ?? self.netuid), "dests": .list(weights.map { .number($0.uid) }),
                "weights": .list(weights.map { .number($0.weight) }), "version_key": .number(UInt64(0)),
            ])
    }
}

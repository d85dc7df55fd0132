// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubtensorLocalnet
import Synchronization
import Testing

/// Keeps what it is told, in order.
private final class NotedJournal: SubmissionJournal {
    private let state = Mutex<(records: [SubmissionRecord], notes: [Hash256: [SubmissionState]])>(([], [:]))

    var records: [SubmissionRecord] { state.withLock(\.records) }
    func notes(of hash: Hash256) -> [SubmissionState] { state.withLock { $0.notes[hash] ?? [] } }

    func keep(_ record: SubmissionRecord) { state.withLock { $0.records.append(record) } }
    func note(_ state: SubmissionState, of extrinsic: Hash256) {
        self.state.withLock { $0.notes[extrinsic, default: []].append(state) }
    }
}

extension ChainTests {
    @Suite("Encrypted transactions on the embedded chain")
    struct ShieldLocalnetTests {
        private static let tao = SmallSubnet.tao

        private func with(
            takesEncrypted: Bool = true,
            _ body: @escaping @Sendable (TestChain, KeyPair, AccountID) async throws -> Void
        ) async throws {
            try await TestChain.with(.powRegister, blockTime: nil, takesEncrypted: takesEncrypted) { chain in
                let coldkey = try KeyPair(uri: "//Alice")
                let hotkey = try KeyPair(uri: "//Alice//validator").accountID
                try await chain.perform(.burnedRegister(hotkey, on: 1), by: coldkey)
                try await body(chain, coldkey, hotkey)
            }
        }

        @Test("a stake trade is carried out from within an encrypted transaction, once, and both are in the journal")
        func stake() async throws {
            try await with { chain, coldkey, hotkey in
                let subtensor = chain.subtensor
                let action = Action.addStake(Self.tao, on: .hotkey(hotkey), netuid: 1)
                let prepared = try await subtensor.prepare(action, for: coldkey.accountID)
                let open = try await subtensor.shielding(.never).prepare(action, for: coldkey.accountID)
                #expect(prepared.preview.passage?.contains("encrypted") == true)
                #expect(prepared.preview.call == open.preview.call)
                #expect(prepared.preview.fee > open.preview.fee + open.preview.fee)
                #expect(prepared.preview.lifetime == .blocks(8))

                let journal = NotedJournal()
                let options = Mutex(SubmissionOptions())
                options.withLock { $0.journal = journal }
                let nonce = prepared.transaction.nonce
                let done = try await chain.withBlocksOnDemand {
                    try await subtensor.submit(prepared, signedBy: coldkey, options: options.withLock { $0 })
                }
                #expect(done.outcome.after > done.outcome.before)
                #expect(done.extrinsic.submission?.nonce == nonce + 1)
                let records = journal.records
                #expect(records.map(\.call) == ["SubtensorModule.\(prepared.call.name)", "MevShield.submit_encrypted"])
                #expect(records.map(\.trace.nonce) == [nonce + 1, nonce])
                #expect(Set(records.map(\.intent)) == [records[0].trace.hash.hex])
                for record in records {
                    let notes = journal.notes(of: record.trace.hash)
                    #expect(notes.first == .written)
                    #expect(notes.last?.isSettled == true)
                }
                // The account's next nonce is the one after both, and the fee was that of both.
                #expect(try await subtensor.client.nextNonce(of: coldkey.accountID) == nonce + 2)
                let block = try await subtensor.client.extrinsics(at: done.extrinsic.blockHash)
                #expect(Array(block.suffix(2).map(\.hash)) == [records[1].trace.hash, records[0].trace.hash])
                let balance = try await subtensor.balance(of: coldkey.accountID)
                #expect(balance == prepared.preview.balanceAfter)
            }
        }

        @Test("what buys a place is not sent openly, and nothing else is encrypted unasked")
        func policies() async throws {
            try await with { chain, coldkey, hotkey in
                let (subtensor, account) = (chain.subtensor, coldkey.accountID)
                let other = try KeyPair(uri: "//Alice//miner").accountID
                let register = Action.burnedRegister(other, on: 1)
                await #expect(throws: BittensorError(.shieldRequired, "")) {
                    try await subtensor.shielding(.never).prepare(register, for: account)
                }
                #expect(try await subtensor.prepare(register, for: account).transaction.carrier != nil)
                let transfer = Action.transfer(Self.tao, to: other)
                #expect(try await subtensor.prepare(transfer, for: account).transaction.carrier == nil)
                #expect(try await subtensor.prepare(transfer, for: account).preview.passage == nil)
                let encrypted = try await subtensor.shielding(.always).prepare(transfer, for: account)
                let done = try await chain.withBlocksOnDemand {
                    try await subtensor.submit(encrypted, signedBy: coldkey)
                }
                #expect(done.extrinsic.failure == nil)
                #expect(try await subtensor.balance(of: other) == Self.tao)
                let batch = try await subtensor.prepareBatch(
                    [encrypted.call, try await subtensor.prepare(register, for: account).call], .allOrNothing,
                    for: account)
                let included = try await chain.withBlocksOnDemand {
                    try await subtensor.submit(batch, signedBy: coldkey)
                }
                #expect(included.failure == nil)
                #expect(try await subtensor.balance(of: other) == Self.tao + Self.tao)
            }
        }

        @Test("a chain that takes nothing encrypted is told of, and refused where it must be")
        func missing() async throws {
            try await with(takesEncrypted: false) { chain, coldkey, hotkey in
                let (subtensor, account) = (chain.subtensor, coldkey.accountID)
                let stake = Action.addStake(Self.tao, on: .hotkey(hotkey), netuid: 1)
                let prepared = try await subtensor.prepare(stake, for: account)
                #expect(prepared.transaction.carrier == nil)
                #expect(prepared.preview.passage?.contains("openly") == true)
                #expect(try await subtensor.shielding(.never).prepare(stake, for: account).preview.passage == nil)
                await #expect(throws: BittensorError(.shieldUnavailable, "")) {
                    try await subtensor.shielding(.always).prepare(stake, for: account)
                }
            }
        }

        @Test("what the chain refuses inside is refused as if it had been sent openly")
        func failureInside() async throws {
            try await with { chain, coldkey, hotkey in
                let price = try await chain.subtensor.alphaPrice(of: 1)
                let action = Action.addStake(
                    Balance(rao: 500 * Self.tao.rao), on: .hotkey(hotkey), netuid: 1, limit: PriceLimit(price))
                let error = await #expect(throws: BittensorError.self) { try await chain.perform(action, by: coldkey) }
                #expect(error?.code == .refusedByChain)
                #expect(error?.reason.contains("ZeroMaxStakeAmount") == true)
                #expect(error?.submission != nil)
            }
        }

        @Test("a carrier whose content nobody takes out: proved to be in no block before anything is denied")
        func neverOpened() async throws {
            try await with { chain, coldkey, hotkey in
                let lost = ExtrinsicCarrier(name: "lost", longestLifetime: 8) { _ throws(ClientError) in
                    Call("System", "remark", ["remark": .bytes([])])
                } call: { extrinsic, _ in
                    Call("System", "remark", ["remark": .bytes(extrinsic.bytes)])
                }
                let call = Call(
                    "Balances", "transfer_keep_alive", ["dest": .account(hotkey), "value": .number(UInt64(1_000))])
                let signing = SigningOptions(carrier: lost)
                let plan = try await chain.subtensor.client.plan(call, for: coldkey.accountID, options: signing)
                let journal = NotedJournal()
                var options = SubmissionOptions(signing: signing)
                options.blockTime = .milliseconds(10)
                options.journal = journal
                let fixed = options
                let error = await #expect(throws: ClientError.self) {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask {
                            while await chain.localnet.waitingExtrinsics == 0 {
                                try Task.checkCancellation()
                                await Task.yield()
                            }
                            // The block that takes the carrier, and all that could take its content.
                            await chain.localnet.advance(by: 12)
                        }
                        defer { group.cancelAll() }
                        _ = try await chain.subtensor.client.submit(plan.agreed(), signedBy: coldkey, options: fixed)
                    }
                }
                #expect(error?.code == .notIncluded)
                #expect(error?.reason.contains("carries it") == true, "\(error?.reason ?? "")")
                #expect(error?.submission?.hash == journal.records.first?.trace.hash)
                #expect(journal.records.count == 2)
                let carrier = journal.records[1].trace.hash
                if case .succeeded = journal.notes(of: carrier).last {
                } else {
                    Issue.record("the carrier is in a block")
                }
                if case .notIncludable = journal.notes(of: journal.records[0].trace.hash).last {
                } else {
                    Issue.record("the content is in none")
                }
                // Its nonce is free again.
                let transfer = Action.transfer(Self.tao, to: hotkey)
                let done = try await chain.perform(transfer, by: coldkey)
                #expect(done.extrinsic.submission?.nonce == plan.nonce + 1)
            }
        }
    }
}

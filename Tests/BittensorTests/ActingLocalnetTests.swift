// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import SubtensorLocalnet
import Testing

extension ChainTests {
    @Suite("Acting for others on the embedded chain")
    struct ActingLocalnetTests {
        private static let tao = SmallSubnet.tao

        /// A chain with money for three people, and one who has nothing.
        private struct People: Sendable {
            let chain: TestChain
            let alice: KeyPair
            let bob: KeyPair
            let carol: KeyPair

            var subtensor: Subtensor { chain.subtensor }
            func free(_ account: AccountID) async throws -> Balance { try await subtensor.balance(of: account) }

            func send<Outcome: Sendable>(
                _ action: Action<Outcome>, by signer: KeyPair, as capacity: Capacity = .own
            ) async throws -> ActionEnding<Outcome> {
                try await chain.withBlocksOnDemand {
                    let prepared = try await subtensor.prepare(action, for: signer.accountID, as: capacity)
                    return try await subtensor.send(prepared, signedBy: signer)
                }
            }

            @discardableResult
            func perform<Outcome: Sendable>(
                _ action: Action<Outcome>, by signer: KeyPair, as capacity: Capacity = .own
            ) async throws -> CompletedAction<Outcome> {
                try await chain.withBlocksOnDemand {
                    try await subtensor.perform(action, signedBy: signer, as: capacity)
                }
            }

            func refuse<Outcome: Sendable>(
                _ action: Action<Outcome>, by signer: KeyPair, as capacity: Capacity, _ code: BittensorError.Code,
                _ words: String, location: SourceLocation = #_sourceLocation
            ) async {
                let error = await #expect(throws: BittensorError.self, sourceLocation: location) {
                    _ = try await subtensor.prepare(action, for: signer.accountID, as: capacity)
                }
                #expect(error?.code == code, "\(error?.reason ?? "nothing")", sourceLocation: location)
                #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")", sourceLocation: location)
            }
        }

        private func withPeople(_ body: @escaping @Sendable (People) async throws -> Void) async throws {
            try await TestChain.with(.powRegister, blockTime: nil) { chain in
                try await body(
                    People(
                        chain: chain, alice: try KeyPair(uri: "//Alice"), bob: try KeyPair(uri: "//Bob"),
                        carol: try KeyPair(uri: "//Charlie")))
            }
        }

        @Test("stake goes on through a proxy: the account pays, and the proxy its fee")
        func stake() async throws {
            try await withPeople { people in
                let (alice, bob) = (people.alice, people.bob)
                let hotkey = try KeyPair(uri: "//Alice//validator")
                try await people.perform(.burnedRegister(hotkey.accountID, on: 1), by: alice)
                let stake = Action.addStake(Self.tao, on: .hotkey(hotkey.accountID), netuid: 1)
                let acting = Capacity.proxy(for: alice.accountID)
                await people.refuse(stake, by: bob, as: acting, .notProxy, "is no proxy of")

                let added = try await people.perform(.addProxy(bob.accountID, kind: .staking), by: alice).outcome
                #expect(added.proxies == [ProxyDefinition(delegate: bob.accountID, kind: .staking, delay: 0)])
                #expect(added.deposit == Balance(rao: 93_000_000))
                let before = (try await people.free(alice.accountID), try await people.free(bob.accountID))
                let prepared = try await people.subtensor.prepare(stake, for: bob.accountID, as: acting)
                #expect(prepared.preview.account == alice.accountID)
                #expect(prepared.preview.feePayer == bob.accountID)
                #expect(prepared.preview.call.name == "proxy")
                #expect(prepared.preview.balance == before.0)
                #expect("\(prepared.preview)".contains("by its proxy \(bob.accountID) (Staking)"))

                let done = try await people.perform(stake, by: bob, as: acting).outcome
                #expect(done.after > done.before)
                #expect(try await people.free(alice.accountID).rao == before.0.rao - Self.tao.rao)
                #expect(try await people.free(bob.accountID) < before.1)
            }
        }

        @Test("what a kind does not allow is refused before it is sent, and the right that fits is chosen")
        func kinds() async throws {
            try await withPeople { people in
                let (alice, bob) = (people.alice, people.bob)
                let transfer = Action.transfer(Self.tao, to: people.carol.accountID)
                let acting = Capacity.proxy(for: alice.accountID)
                try await people.perform(.addProxy(bob.accountID, kind: .staking), by: alice)
                await people.refuse(transfer, by: bob, as: acting, .notProxy, "a proxy for Staking may not call")
                await people.refuse(
                    .addProxy(bob.accountID, kind: ProxyKind("Nonsense")), by: alice, as: .own, .invalidOption,
                    "Staking")
                await people.refuse(
                    .addProxy(bob.accountID, kind: .staking), by: alice, as: .own, .invalidOption, "already")
                try await people.perform(.addProxy(bob.accountID, kind: .transfer), by: alice)
                await people.refuse(
                    transfer, by: bob, as: .proxy(for: alice.accountID, kind: .staking), .notProxy, "may not call")
                let sent = try await people.perform(transfer, by: bob, as: acting)
                #expect(sent.outcome.amount == Self.tao)
                #expect(sent.outcome.from == alice.accountID)
                let everything = try await people.free(alice.accountID)
                await people.refuse(
                    .transfer(everything, to: people.carol.accountID), by: bob, as: acting, .insufficientBalance,
                    "\(alice.accountID) owns")
            }
        }

        @Test("a call that fails inside is a failure, though the extrinsic succeeds")
        func inner() async throws {
            try await withPeople { people in
                let (alice, bob) = (people.alice, people.bob)
                try await people.perform(.addProxy(bob.accountID, kind: .any), by: alice)
                let much = Call(
                    "Balances", "transfer_keep_alive",
                    ["dest": .account(people.carol.accountID), "value": .number(UInt64.max / 2)])
                let error = await #expect(throws: BittensorError.self) {
                    try await people.perform(.deferred(much), by: bob, as: .proxy(for: alice.accountID))
                }
                #expect(error?.reason.contains("FundsUnavailable") == true, "\(error?.reason ?? "")")
                #expect(error?.block != nil)
            }
        }

        @Test("a proxy with a delay announces, waits, and carries out what it announced")
        func announced() async throws {
            try await withPeople { people in
                let (alice, bob, carol) = (people.alice, people.bob, people.carol)
                try await people.perform(.addProxy(bob.accountID, kind: .any, delay: 3), by: alice)
                let transfer = Action.transfer(Self.tao, to: carol.accountID)
                await people.refuse(
                    transfer, by: bob, as: .proxy(for: alice.accountID), .tooSoon, "announce the call first")
                let before = try await people.free(bob.accountID)
                let ending = try await people.send(transfer, by: bob, as: .own.announcing(for: alice.accountID))
                guard case .waiting(let waiting) = ending, case .announced(let first) = waiting.step else {
                    Issue.record("an announcement carries nothing out")
                    return
                }
                #expect(waiting.deferred.account == alice.accountID)
                #expect(waiting.deferred.call.name == "transfer_keep_alive")
                #expect(try await people.free(bob.accountID).rao < before.rao - 104_000_000)
                let announcements = try await people.subtensor.proxyAnnouncements(of: bob.accountID)
                #expect(announcements.announcements.map(\.callHash) == [waiting.deferred.hash])

                let call = Action.deferred(waiting.deferred.call)
                let executing = Capacity.own.carryingOutAnnounced(by: bob.accountID, for: alice.accountID)
                await people.refuse(call, by: carol, as: executing, .tooSoon, "from block \(first)")
                try await people.chain.produceBlocks(until: first.rawValue)
                let free = try await people.free(alice.accountID)
                try await people.perform(call, by: carol, as: executing)
                #expect(try await people.free(alice.accountID).rao == free.rao - Self.tao.rao)
                await people.refuse(call, by: carol, as: executing, .notAnnounced, "has not announced")

                // What was announced is rejected by the account, or taken back.
                _ = try await people.send(transfer, by: bob, as: .own.announcing(for: alice.accountID))
                let rejected = try await people.perform(
                    .rejectAnnouncement(of: waiting.deferred.hash, by: bob.accountID), by: alice)
                #expect(rejected.outcome == .none)
                _ = try await people.send(transfer, by: bob, as: .own.announcing(for: alice.accountID))
                let withdrawn = try await people.perform(
                    .removeAnnouncement(of: waiting.deferred.hash, for: alice.accountID), by: bob)
                #expect(withdrawn.outcome == .none)
            }
        }

        @Test("an account without a key is where it was computed, acts through its proxy, and ends")
        func pure() async throws {
            try await withPeople { people in
                let alice = people.alice
                let pure = try await people.perform(.createPure(kind: .any, index: 3), by: alice).outcome
                try await people.perform(.transfer(Balance(rao: 5 * Self.tao.rao), to: pure.account), by: alice)
                let acting = Capacity.proxy(for: pure.account)
                try await people.perform(.transfer(Self.tao, to: people.bob.accountID), by: alice, as: acting)
                #expect(try await people.free(pure.account).rao == 4 * Self.tao.rao)
                let wrong = PureProxy(
                    account: pure.account, spawner: pure.spawner, kind: pure.kind, index: 4, height: pure.height,
                    extrinsicIndex: pure.extrinsicIndex)
                await people.refuse(.killPure(wrong), by: alice, as: acting, .invalidOption, "check spawner")
                let preview = try await people.subtensor.prepare(.killPure(pure), for: alice.accountID, as: acting)
                    .preview
                #expect("\(preview)".contains("FOR EVER"))
                #expect(try await people.perform(.killPure(pure), by: alice, as: acting).outcome == pure.account)
                #expect(try await people.subtensor.proxies(of: pure.account) == .none)
            }
        }

        @Test("two of three members approve; what was begun can be taken back; one is enough where one is")
        func members() async throws {
            try await withPeople { people in
                let (alice, bob, carol) = (people.alice, people.bob, people.carol)
                let members = [alice, bob, carol].map(\.accountID)
                let shared = try MultisigAccount(members: members, threshold: 2)
                try await people.perform(.transfer(Balance(rao: 10 * Self.tao.rao), to: shared.account), by: alice)
                let transfer = Action.transfer(Self.tao, to: try KeyPair(uri: "//Dave").accountID)
                let acting = Capacity.member(of: shared)
                await people.refuse(
                    transfer, by: try KeyPair(uri: "//Dave"), as: acting, .invalidMultisig, "is no member")

                let before = try await people.free(alice.accountID)
                guard case .waiting(let waiting) = try await people.send(transfer, by: alice, as: acting) else {
                    Issue.record("one of two has approved it")
                    return
                }
                #expect(waiting.step == .approved(by: 1, of: 2))
                #expect(try await people.free(alice.accountID).rao < before.rao - 196_000_000)
                await people.refuse(transfer, by: alice, as: acting, .alreadyApproved, "1 of 2")
                let operations = try await people.subtensor.multisigOperations(of: shared.account)
                #expect(operations.keys.map { $0 } == [waiting.deferred.hash])
                let operation = try #require(operations[waiting.deferred.hash])
                let call = try await people.subtensor.call(of: operation, hash: waiting.deferred.hash)
                let metadata = people.subtensor.client.runtime.metadata
                #expect(try call.map(metadata.encode) == waiting.deferred.bytes)

                let done = try await people.perform(transfer, by: bob, as: acting)
                #expect(done.outcome.from == shared.account)
                #expect(done.outcome.amount == Self.tao)
                #expect(try await people.free(shared.account).rao == 9 * Self.tao.rao)
                #expect(try await people.free(alice.accountID).rao > before.rao - 1_000_000)

                _ = try await people.send(transfer, by: alice, as: acting)
                await people.refuse(
                    .cancelMultisig(waiting.deferred.hash, of: shared), by: bob, as: .own, .notOwner, "began it")
                let held = try await people.free(alice.accountID)
                let cancelled = try await people.perform(
                    .cancelMultisig(waiting.deferred.hash, of: shared), by: alice)
                #expect(cancelled.outcome == nil)
                #expect(try await people.free(alice.accountID) > held)

                let single = try MultisigAccount(members: members, threshold: 1)
                try await people.perform(.transfer(Balance(rao: 2 * Self.tao.rao), to: single.account), by: alice)
                let alone = try await people.perform(transfer, by: carol, as: .member(of: single))
                #expect(alone.outcome.from == single.account)
            }
        }

        @Test("an account of several keys is itself a proxy")
        func nested() async throws {
            try await withPeople { people in
                let (alice, bob, carol) = (people.alice, people.bob, people.carol)
                let shared = try MultisigAccount(members: [alice.accountID, bob.accountID], threshold: 2)
                try await people.perform(.addProxy(shared.account, kind: .transfer), by: carol)
                let acting = Capacity.member(of: shared).acting(for: carol.accountID)
                let transfer = Action.transfer(Self.tao, to: try KeyPair(uri: "//Dave").accountID)
                guard case .waiting(let waiting) = try await people.send(transfer, by: alice, as: acting) else {
                    Issue.record("one of two has approved it")
                    return
                }
                #expect(waiting.deferred.call.name == "proxy")
                let done = try await people.perform(transfer, by: bob, as: acting)
                #expect(done.outcome.from == carol.accountID)
            }
        }

        @Test("the article's programs: a proxy transfers, and a member begins")
        func article() async throws {
            try await withPeople { people in
                let (subtensor, coldkey, hotkey) = (people.subtensor, people.alice, people.bob)
                let (receiver, account) = (people.carol.accountID, try KeyPair(uri: "//Dave").accountID)
                try await people.perform(.addProxy(hotkey.accountID, kind: .transfer), by: coldkey)
                try await people.chain.withBlocksOnDemand {
                    let prepared = try await subtensor.prepare(
                        .transfer(try Balance(tao: "1"), to: receiver), for: hotkey.accountID,
                        as: .proxy(for: coldkey.accountID))
                    print(prepared.preview)
                    let done = try await subtensor.submit(prepared, signedBy: hotkey)
                    print(done.outcome.from, done.outcome.balance)
                    #expect(done.outcome.from == coldkey.accountID)
                }
                try await people.chain.withBlocksOnDemand {
                    let shared = try MultisigAccount(
                        members: [coldkey.accountID, hotkey.accountID, receiver], threshold: 2)
                    let begun = try await subtensor.prepare(
                        .transfer(try Balance(tao: "1"), to: account), for: coldkey.accountID, as: .member(of: shared))
                    switch try await subtensor.send(begun, signedBy: coldkey) {
                    case .carriedOut(let done): print(done.outcome)
                    case .waiting(let waiting): print(waiting, waiting.deferred.hash)
                    }
                    #expect(try await subtensor.multisigOperations(of: shared.account).count == 1)
                }
            }
        }

        @Test("members that make no account are refused")
        func noAccount() throws {
            let (alice, bob) = (try KeyPair(uri: "//Alice").accountID, try KeyPair(uri: "//Bob").accountID)
            for (members, threshold) in [
                ([alice], 1), ([alice, alice], 1), ([alice, bob], 0), ([alice, bob], 3),
                ((0..<101).map { AccountID(unchecked: [UInt8](repeating: $0, count: 32)) }, 2),
            ] as [([AccountID], UInt16)] {
                let error = #expect(throws: BittensorError.self) {
                    try MultisigAccount(members: members, threshold: threshold)
                }
                #expect(error?.code == .invalidMultisig)
            }
        }
    }
}

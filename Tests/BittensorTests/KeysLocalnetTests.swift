// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubtensorLocalnet
import Testing

extension ChainTests {
    @Suite("Money, hotkeys and the senate on the embedded chain")
    struct KeysLocalnetTests {
        private static let tao = SmallSubnet.tao

        @Test("a registration pays no more than its limit")
        func priceLimit() async throws {
            try await SmallSubnet.with { subnet in
                let (chain, subtensor) = (subnet.chain, subnet.subtensor)
                let hotkey = try KeyPair(uri: "//Alice//limited").accountID
                let price = try await subtensor.burn(1)
                await subnet.refuse(
                    .register(hotkey, on: 1, payingAtMost: Balance(rao: price.rao - 1)), by: subnet.coldkey,
                    .registrationNotAllowed, "\(price)")
                let done = try await chain.perform(.register(hotkey, on: 1, payingAtMost: price), by: subnet.coldkey)
                #expect(try await subtensor.uid(of: hotkey, on: 1) == done.outcome.uid)
            }
        }

        @Test("a transfer may end its account only when that is allowed")
        func allowDeath() async throws {
            try await SmallSubnet.with { subnet in
                let (chain, subtensor) = (subnet.chain, subnet.subtensor)
                let (bob, receiver) = (try KeyPair(uri: "//Bob"), try KeyPair(uri: "//Receiver").accountID)
                let balance = try await subtensor.balance(of: bob.accountID)
                // The fee follows the length, and small amounts are shorter.
                let nearly = Balance(rao: balance.rao - Self.tao.rao)
                let fee = try await subtensor.preview(.transfer(nearly, to: receiver), for: bob.accountID).fee
                let all = Balance(rao: balance.rao - fee.rao)
                await subnet.refuse(.transfer(all, to: receiver), by: bob, .insufficientBalance, "has to stay")
                let done = try await chain.perform(.transfer(all, to: receiver, allowDeath: true), by: bob).outcome
                #expect(done.amount == all)
                #expect(done.balance == .zero)
                #expect(try await subtensor.account(bob.accountID) == .zero)
            }
        }

        @Test("a transfer of everything ends the account")
        func transferAll() async throws {
            try await TestChain.with(.powRegister) { chain in
                let subtensor = chain.subtensor
                let (bob, receiver) = (try KeyPair(uri: "//Bob"), try KeyPair(uri: "//Receiver").accountID)
                let prepared = try await subtensor.prepare(.transferAll(to: receiver), for: bob.accountID)
                let done = try await subtensor.submit(prepared, signedBy: bob)
                #expect(done.outcome.amount == prepared.preview.cost)
                #expect(done.outcome.balance == .zero)
                #expect(prepared.preview.balanceAfter == .zero)
            }
        }

        @Test("a hotkey belongs to a coldkey without a registration, and registrations are found on all subnets")
        func hotkeys() async throws {
            try await SmallSubnet.with { subnet in
                let (chain, subtensor, coldkey) = (subnet.chain, subnet.subtensor, subnet.coldkey.accountID)
                let hotkey = try KeyPair(uri: "//Alice//unregistered").accountID
                let done = try await chain.perform(.associateHotkey(hotkey), by: subnet.coldkey).outcome
                #expect(done.coldkey == coldkey)
                await subnet.refuse(.associateHotkey(hotkey), by: subnet.coldkey, .invalidOption, "already")
                await subnet.refuse(
                    .associateHotkey(hotkey), by: try KeyPair(uri: "//Bob"), .hotkeyOfAnotherColdkey)

                let netuid = try await chain.perform(
                    .createSubnet(hotkey: subnet.miner.accountID), by: subnet.coldkey
                ).outcome
                #expect(try await subtensor.hotkeys(ownedBy: coldkey).contains(hotkey))
                let registrations = try await subtensor.registrations(ownedBy: coldkey)
                #expect(
                    Set(registrations) == [
                        NeuronRegistration(hotkey: subnet.validator.accountID, netuid: 1, uid: subnet.validatorUID),
                        NeuronRegistration(hotkey: subnet.miner.accountID, netuid: 1, uid: subnet.minerUID),
                        NeuronRegistration(hotkey: subnet.miner.accountID, netuid: netuid, uid: 0),
                    ])
                #expect(try await subtensor.registrations(of: [hotkey]).isEmpty)

                let identity = ChainIdentity(name: "me")
                try await chain.perform(.setIdentity(identity), by: subnet.coldkey)
                #expect(try await subtensor.identities(of: [hotkey, coldkey]) == [coldkey: identity])
            }
        }

        @Test("a senator's vote carries a proposal")
        func senate() async throws {
            try await SmallSubnet.with { subnet in
                let (chain, subtensor, alice) = (subnet.chain, subnet.subtensor, subnet.coldkey)
                let hotkey = subnet.validator.accountID
                func send(_ call: Call) async throws {
                    let included = try await chain.withBlocksOnDemand {
                        try await subtensor.client.include(call, signedBy: alice)
                    }
                    #expect(included.failure == nil, "\(call)")
                }
                try await chain.perform(.delegate(Self.tao, to: hotkey), by: alice)
                try await chain.perform(.rootRegister(hotkey), by: alice)
                try await send(Call("SubtensorModule", "adjust_senate", ["hotkey": .account(hotkey)]))
                #expect(try await subtensor.senateMembers() == [hotkey])

                let wanted = Call(
                    "AdminUtils", "sudo_set_tempo", ["netuid": .number(UInt16(1)), "tempo": .number(UInt16(99))])
                try await send(
                    Call(
                        "Triumvirate", "propose",
                        [
                            "proposal": wanted.value, "length_bound": .number(UInt32(100)),
                            "duration": .number(UInt32(100)),
                        ]))
                let proposal = try #require(try await subtensor.proposals().first)
                #expect(proposal.call == wanted)
                #expect(proposal.votes?.ayes.isEmpty == true)

                let votes = try await chain.perform(.vote(true, on: proposal.hash, as: hotkey), by: alice).outcome
                #expect(votes?.ayes == [hotkey])
                await subnet.refuse(.vote(true, on: proposal.hash, as: hotkey), by: alice, .invalidOption, "already")
                try await send(
                    Call(
                        "Triumvirate", "close",
                        [
                            "proposal_hash": .hash(proposal.hash), "index": .number(UInt32(0)),
                            "proposal_weight_bound": .record([
                                .init("ref_time", .number(UInt64(0))), .init("proof_size", .number(UInt64(0))),
                            ]), "length_bound": .number(UInt32(100)),
                        ]))
                #expect(try await subtensor.proposals().isEmpty)
                #expect(try await subtensor.parameters(of: 1).tempo == 99)
            }
        }

        @Test("anything is read by the names in the metadata")
        func byName() async throws {
            try await SmallSubnet.with { subnet in
                let subtensor = subnet.subtensor
                let netuid = ScaleValue.number(UInt16(1))
                #expect(try await subtensor.storage("SubtensorModule", "Tempo", netuid)?.uint64 == 10)
                let keys = try await subtensor.storageEntries(of: "SubtensorModule", "Keys", under: netuid)
                #expect(
                    keys.first { $0.key.uint64 == UInt64(subnet.minerUID) }?.value.account == subnet.miner.accountID)
                let neuron = try await subtensor.call(
                    "NeuronInfoRuntimeApi", "get_neuron_lite", netuid, .number(subnet.minerUID))
                #expect(neuron[0]?["hotkey"]?.account == subnet.miner.accountID)
                #expect(try await subtensor.constant("Balances", "ExistentialDeposit").uint64 == 500)

                await #expect(throws: ClientError(.notInRuntime, "")) {
                    try await subtensor.storage("SubtensorModule", "Nonsense")
                }
                await #expect(throws: ClientError(.encoding, "")) {
                    try await subtensor.storage("SubtensorModule", "Tempo")
                }
                await #expect(throws: ClientError(.encoding, "")) {
                    try await subtensor.storage("SubtensorModule", "Tempo", .text("one"))
                }
                await #expect(throws: ClientError(.encoding, "")) {
                    try await subtensor.storageEntries(of: "SubtensorModule", "Keys")
                }
                await #expect(throws: ClientError(.notInRuntime, "")) { try await subtensor.call("Nothing", "at_all") }
            }
        }
    }
}

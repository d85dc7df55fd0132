import Bittensor
import SubstrateClient
import Testing

@testable import SubtensorLocalnet

extension ChainTests {
    @Suite("Transfers and burned registrations")
    struct MoneyTests {
        @Test("a transfer shows its fee first, and does what it said")
        func transfer() async throws {
            try await TestChain.with(.powRegister) { chain in
                let (sender, receiver) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Nobody").accountID)
                let preview = try await chain.subtensor.previewTransfer(
                    of: Balance(tao: "2.5"), to: receiver, by: sender)
                #expect(preview.amount == (try Balance(tao: "2.5")))
                #expect(preview.fee > .zero)
                #expect(preview.balance == (try await chain.subtensor.balance(of: sender.accountID)))
                let included = try await chain.subtensor.transfer(preview, signedBy: sender)
                #expect(included.failure == nil)
                #expect(try await chain.subtensor.balance(of: receiver) == preview.amount)
                let after = try await chain.subtensor.balance(of: sender.accountID)
                #expect(after + preview.amount + preview.fee == preview.balance)
            }
        }

        @Test("a transfer that cannot be paid is refused before it is sent")
        func refusals() async throws {
            try await TestChain.with(.powRegister, blockTime: nil) { chain in
                let subtensor = chain.subtensor
                let sender = try KeyPair(uri: "//Alice")
                let receiver = try KeyPair(uri: "//Bob").accountID
                let balance = try await subtensor.balance(of: sender.accountID)
                // The fee follows the length, and small amounts are shorter.
                let nearly = Balance(rao: balance.rao - Balance.raoPerTAO)
                let fee = try await subtensor.previewTransfer(of: nearly, to: receiver, by: sender).fee
                let most = Balance(rao: balance.rao - fee.rao - (try subtensor.existentialDeposit()).rao)
                #expect(try await subtensor.previewTransfer(of: most, to: receiver, by: sender).amount == most)
                for amount in [most + Balance(rao: 1), balance, Balance(rao: .max)] {
                    let error = await #expect(throws: BittensorError.self) {
                        try await subtensor.previewTransfer(of: amount, to: receiver, by: sender)
                    }
                    #expect(error?.code == .insufficientBalance)
                    #expect(error?.reason.contains("\(amount)") == true)
                }
                let all = Balance(rao: balance.rao - fee.rao)
                #expect(
                    try await subtensor.previewTransfer(of: all, to: receiver, by: sender, allowDeath: true).amount
                        == all)
                await #expect(throws: BittensorError(.insufficientBalance, "")) {
                    try await subtensor.previewTransfer(
                        of: all + Balance(rao: 1), to: receiver, by: sender, allowDeath: true)
                }
                await #expect(throws: BittensorError(.insufficientBalance, "")) {
                    try await subtensor.previewTransfer(
                        of: Balance(rao: 1), to: receiver, by: try KeyPair(uri: "//Poor"))
                }
            }
        }

        @Test("a preview is good for its own sender only")
        func otherSigner() async throws {
            try await TestChain.with(.powRegister, blockTime: nil) { chain in
                let (alice, bob) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Bob"))
                let preview = try await chain.subtensor.previewTransfer(
                    of: Balance(rao: 1000), to: bob.accountID, by: alice)
                await #expect(throws: BittensorError(.wrongSigner, "")) {
                    try await chain.subtensor.transfer(preview, signedBy: bob)
                }
                #expect(await chain.localnet.pool.isEmpty)
            }
        }

        @Test("an error of the pallet is thrown with its name")
        func dispatchError() async throws {
            try await TestChain.with(.powRegister) { chain in
                let (alice, new) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//New").accountID)
                let preview = try await chain.subtensor.previewTransfer(of: Balance(rao: 1), to: new, by: alice)
                let error = await #expect(throws: BittensorError.self) {
                    try await chain.subtensor.transfer(preview, signedBy: alice)
                }
                #expect(error?.code == .refusedByChain)
                #expect(error?.reason.contains("Balances.transfer_keep_alive") == true)
            }
        }

        @Test("a burned registration costs what its preview says", arguments: RuleSet.allCases)
        func burnedRegister(rules: RuleSet) async throws {
            try await TestChain.with(rules) { chain in
                let keys = try TestKeys()
                let subtensor = chain.subtensor
                let preview = try await subtensor.previewBurnedRegister(on: 1, keys: keys.work, signer: keys.coldkey)
                let before = try await subtensor.balance(of: keys.coldkey.accountID)
                #expect(preview.price > .zero)
                #expect(preview.fee > .zero)
                let burned = try await subtensor.burnedRegister(on: 1, keys: keys.work, signer: keys.coldkey)
                let block = try #require(burned.extrinsic).blockHash
                #expect(burned.registration.outcome == .registered)
                #expect(
                    try await subtensor.uid(of: keys.hotkey.accountID, on: 1, at: .hash(block))
                        == burned.registration.uid)
                let after = try await subtensor.balance(of: keys.coldkey.accountID)
                // The price may fall from block to block; it never rises without a registration.
                #expect(after.rao >= before.rao - preview.price.rao - preview.fee.rao)
                #expect(after.rao < before.rao - preview.fee.rao)
                let again = try await subtensor.burnedRegister(on: 1, keys: keys.work, signer: keys.coldkey)
                #expect(again.extrinsic == nil)
                #expect(again.registration.uid == burned.registration.uid)
                #expect(again.registration.outcome == .alreadyRegistered)
                await #expect(throws: BittensorError(.subnetMissing, "")) {
                    try await subtensor.burnedRegister(on: 9, keys: keys.work, signer: keys.coldkey)
                }
            }
        }

        @Test("subnets are listed as someone sees them who wants to join")
        func subnets() async throws {
            try await TestChain.with(.powRegister, difficulty: 12_345) { chain in
                let keys = try TestKeys()
                _ = try await chain.subtensor.burnedRegister(on: 1, keys: keys.work, signer: keys.coldkey)
                let subnets = try await chain.subtensor.subnets()
                #expect(subnets.map(\.netuid) == [0, 1])
                #expect(subnets[1].neurons == 1)
                #expect(subnets[1].maxNeurons == 256)
                #expect(subnets[1].difficulty == 12_345)
                #expect(subnets[1].allowsPOW)
                #expect(subnets[1].burn > .zero)
                #expect(try await chain.subtensor.difficulty(1) == 12_345)
                #expect(try await chain.subtensor.subnetExists(1))
                #expect(!(try await chain.subtensor.subnetExists(2)))
            }
        }
    }
}

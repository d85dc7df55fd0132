import Bittensor
import Foundation
import SubstrateClient
import SubtensorLocalnet
import Testing

extension ChainTests {
    /// What the Python SDK's README shows a program doing, as a program here does it, on the embedded chain.
    @Suite("The README's programs")
    struct SnippetTests {
        private static func withWallet(_ body: @Sendable (Wallet) async throws -> Void) async throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "snippet-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try await body(Wallet(name: "default", hotkey: "default", path: folder.path))
        }

        @Test("a wallet: new coldkey, new hotkey, a signature")
        func wallet() async throws {
            #expect("\(try Wallet())" == "Wallet (default, default, ~/.bittensor/wallets/)")
            try await Self.withWallet { wallet in
                try wallet.createColdkey(KeyPair(mnemonic: .generate()), password: nil)
                try wallet.createHotkey(KeyPair(mnemonic: .generate()))
                let data = Array("data".utf8)
                let signature = try wallet.coldkey().sign(data)
                #expect(signature.isValid(for: data, by: try wallet.coldkeyPublic()))
                #expect(try wallet.hotkey().accountID == wallet.hotkeyPublic())
            }
        }

        @Test("the current block, a transfer of 10.0 TAO, a registration on subnet 1")
        func chain() async throws {
            try await TestChain.with(.powRegister) { chain in
                let subtensor = chain.subtensor
                #expect(try await subtensor.block() >= 1)

                let coldkey = try KeyPair(uri: "//Alice")
                let receiver = try KeyPair(uri: "//Receiver").accountID
                let transfer = try await subtensor.perform(
                    .transfer(try Balance(tao: "10.0"), to: receiver), signedBy: coldkey)
                #expect(transfer.outcome.amount == (try Balance(tao: "10")))
                #expect(try await subtensor.balance(of: receiver) == transfer.outcome.amount)
                #expect(try await subtensor.balance(of: coldkey.accountID) == transfer.outcome.balance)

                let hotkey = try KeyPair(uri: "//Alice//snippet").accountID
                let registered = try await subtensor.perform(.burnedRegister(hotkey, on: 1), signedBy: coldkey)
                #expect(try await subtensor.uid(of: hotkey, on: 1) == registered.outcome.uid)
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

        @Test("a metagraph: sync, stakes, endpoints, an old block, save and load")
        func metagraph() async throws {
            try await TestChain.with(.powRegister) { chain in
                let subtensor = chain.subtensor
                let coldkey = try KeyPair(uri: "//Alice")
                let old = try await subtensor.block()
                for place in 0..<3 {
                    let hotkey = try KeyPair(uri: "//Alice//\(place)").accountID
                    try await subtensor.perform(.burnedRegister(hotkey, on: 1), signedBy: coldkey)
                }
                var metagraph = try await subtensor.metagraph(1)
                #expect(metagraph.S.count == metagraph.n)
                #expect(metagraph.axons.count == metagraph.n)
                let last = try KeyPair(uri: "//Alice//2").accountID
                let neuron = try #require(metagraph[hotkey: last])
                #expect(metagraph.hotkeys[Int(neuron.uid)] == last)
                #expect(neuron.coldkey == coldkey.accountID)

                let now = metagraph
                try await metagraph.sync(with: subtensor, at: .number(old), lite: false)
                #expect(metagraph.block == old)
                #expect(metagraph[hotkey: last] == nil)
                #expect(try now.difference(from: metagraph).replaced.contains { $0.after == last })

                try await MetagraphFileTests.withFolder { folder in
                    try metagraph.save(in: folder)
                    #expect(try Metagraph.load(from: folder) == metagraph)
                }
            }
        }

        @Test("root weights, where the runtime still has them; else what replaced them")
        func rootWeights() async throws {
            try await TestChain.with(.powRegister) { chain in
                let subtensor = chain.subtensor
                let (coldkey, hotkey) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Alice//root").accountID)
                let action = Action.setRootWeights([0.5, 10.0], for: [0, 1], as: hotkey)
                guard subtensor.client.runtime.metadata.hasCall("SubtensorModule", "set_root_weights") else {
                    let error = await #expect(throws: BittensorError.self) {
                        try await subtensor.perform(action, signedBy: coldkey)
                    }
                    #expect(error?.code == .callMissing)
                    return
                }
                try await subtensor.perform(.burnedRegister(hotkey, on: 1), signedBy: coldkey)
                try await subtensor.perform(.rootRegister(hotkey), signedBy: coldkey)
                let done = try await subtensor.perform(action, signedBy: coldkey)
                #expect(done.outcome.normalized.map { ($0 * 10000).rounded() / 10000 } == [0.0476, 0.9524])
                let uid = try #require(try await subtensor.uid(of: hotkey, on: 0))
                #expect(try await subtensor.weights(of: uid, on: 0).map(\.value) == [3277, 65535])
            }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import SubstrateClient
import SubtensorLocalnet
import Testing

// What the Python SDK's README shows a program doing, as a program here does it, on the embedded chain. The article "What
// a program does" shows the same lines.

/// Shows nothing; whatever is shown can be described.
private func print(_ item: some Any) { #expect(!"\(item)".isEmpty) }

extension ChainTests {
    @Suite("The README's programs")
    struct ReadmeExamplesTests {
        private static func withFolder(_ body: @Sendable (URL) async throws -> Void) async throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "readme-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try await body(folder)
        }

        @Test("a wallet: new coldkey, new hotkey, a signature")
        func wallet() async throws {
            #expect("\(try Wallet())" == "Wallet (default, default, ~/.bittensor/wallets/)")
            try await Self.withFolder { folder in
                let (path, password, data) = (folder.path, SecretBytes?.none, Array("data".utf8))

                let wallet = try Wallet(name: "default", hotkey: "default", path: path)
                try wallet.createColdkey(KeyPair(mnemonic: .generate()), password: password)
                try wallet.createHotkey(KeyPair(mnemonic: .generate()))
                print(wallet)

                let hotkey = try wallet.hotkey()
                let coldkey = try wallet.coldkey(password: password)
                let signature = coldkey.sign(data)

                #expect(signature.isValid(for: data, by: try wallet.coldkeyPublic()))
                #expect(hotkey.accountID == (try wallet.hotkeyPublic()))
            }
        }

        @Test("the current block, a transfer of 10.0 TAO, a registration on subnet 1")
        func chain() async throws {
            try await TestChain.with(.powRegister) { chain in
                let url = chain.url
                let coldkey = try KeyPair(uri: "//Alice")
                let hotkey = try KeyPair(uri: "//Alice//readme")
                let receiver = try KeyPair(uri: "//Receiver").accountID

                try await withSubtensor(Network(url)) { subtensor in
                    print(try await subtensor.block())

                    let transfer = Action.transfer(try Balance(tao: "10.0"), to: receiver)
                    let prepared = try await subtensor.prepare(transfer, for: coldkey.accountID)
                    print(prepared.preview)
                    let done = try await subtensor.submit(prepared, signedBy: coldkey)
                    print(done.outcome.balance)

                    let registration = try await subtensor.burnedRegister(hotkey.accountID, on: 1, signedBy: coldkey)
                    print(registration.uid)
                }

                let subtensor = chain.subtensor
                #expect(try await subtensor.balance(of: receiver) == (try Balance(tao: "10.0")))
                let again = try await subtensor.burnedRegister(hotkey.accountID, on: 1, signedBy: coldkey)
                #expect(again.outcome == .alreadyRegistered)
                #expect(again.uid == (try await subtensor.uid(of: hotkey.accountID, on: 1)))
            }
        }

        @Test("a metagraph: sync, stakes, endpoints, an old block, save and load")
        func metagraph() async throws {
            try await TestChain.with(.powRegister, blockTime: nil) { chain in
                let (subtensor, coldkey) = (chain.subtensor, try KeyPair(uri: "//Alice"))
                let old = BlockReference.number(try await subtensor.block())
                for place in 0...10 {
                    let hotkey = try KeyPair(uri: "//Alice//\(place)").accountID
                    try await chain.perform(.burnedRegister(hotkey, on: 1), by: coldkey)
                }
                try await Self.withFolder { folder in
                    var metagraph = try await subtensor.metagraph(1)
                    print(metagraph.S)
                    print(metagraph.axons)
                    print(metagraph.hotkeys[10])

                    let now = metagraph
                    try await metagraph.sync(with: subtensor, at: old)
                    print(try now.difference(from: metagraph))

                    try metagraph.save(in: folder)
                    metagraph = try Metagraph.load(from: folder)

                    #expect(now.n == 11)
                    #expect(now.S.count == 11)
                    #expect(now.hotkeys[10] == (try KeyPair(uri: "//Alice//10").accountID))
                    #expect(metagraph.n == 0)
                    #expect(try now.difference(from: metagraph).replaced.count == 11)
                }
            }
        }

        @Test("root weights, where the runtime still has them; else what replaced them", arguments: RuleSet.allCases)
        func rootWeights(rules: RuleSet) async throws {
            try await TestChain.with(rules, blockTime: nil) { chain in
                let subtensor = chain.subtensor
                let (coldkey, hotkey) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Alice//root"))
                try await chain.perform(.burnedRegister(hotkey.accountID, on: 1), by: coldkey)
                try await chain.perform(.delegate(try Balance(tao: "10"), to: hotkey.accountID), by: coldkey)
                try await chain.perform(.rootRegister(hotkey.accountID), by: coldkey)
                guard subtensor.client.runtime.metadata.hasCall("SubtensorModule", "set_root_weights") else {
                    let error = await #expect(throws: BittensorError.self) {
                        try await subtensor.preview(
                            .setRootWeights([0.5, 10.0], for: [0, 1], as: hotkey.accountID), for: coldkey.accountID)
                    }
                    #expect(error?.code == .callMissing)
                    #expect(error?.reason.contains("price of each subnet's alpha") == true)
                    return
                }
                try await chain.withBlocksOnDemand {
                    let weights = Action.setRootWeights([0.5, 10.0], for: [0, 1], as: hotkey.accountID)
                    let prepared = try await subtensor.prepare(weights, for: coldkey.accountID)
                    print(prepared.preview)
                    let done = try await subtensor.submit(prepared, signedBy: coldkey)
                    print(done.outcome.normalized)

                    #expect(done.outcome.normalized.map { ($0 * 10000).rounded() / 10000 } == [0.0476, 0.9524])
                }
                let uid = try #require(try await subtensor.uid(of: hotkey.accountID, on: 0))
                #expect(try await subtensor.weights(of: uid, on: 0).map(\.value) == [3277, 65535])
            }
        }
    }
}

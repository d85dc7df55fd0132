// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import BittensorWallet
import Foundation
import SubtensorLocalnet
import Testing

// The programs that show a whole task: README, "Getting Started", "A miner and a validator". See `ArticleStage`.

// The same signature as the standard library's, which it stands in for.
private func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
    ArticleStage.note(items.map { "\($0)" }.joined(separator: separator))
}

private func withSubtensor<Value: Sendable>(
    _ network: Network, isolation: isolated (any Actor)? = #isolation, _ body: (Subtensor) async throws -> Value
) async throws -> Value {
    let stage = try #require(ArticleStage.current)
    return try await Bittensor.withSubtensor(
        network.isNamed ? Network(stage.url) : network, isolation: isolation, body)
}

// swift-format-ignore: AlwaysUseLowerCamelCase
private func Wallet(name: String, hotkey: String) throws -> BittensorWallet.Wallet {
    try BittensorWallet.Wallet(name: name, hotkey: hotkey, path: ArticleStage.folder.path)
}

// swift-format-ignore: AlwaysUseLowerCamelCase
private func SecretFile(path: String) throws -> BittensorWallet.SecretFile {
    BittensorWallet.SecretFile(path: try ArticleStage.folder.appending(path: path).path)
}

// MARK: - The README's program

private struct Program {
    static func main() async {
        do {
            try await run()
        } catch {
            // One line: an error that leaves `main` ends the program with a page of backtrace.
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(1)
        }
    }

    static func run() async throws {
        try await withSubtensor(.local) { subtensor in
            print(try await subtensor.block(), try await subtensor.subnets().count)

            let wallet = try Wallet(name: "me", hotkey: "miner")
            let keys = try WorkKeys(wallet, for: .registration(1))
            // From a file or a pipe of its own: coldkeys are encrypted.
            let password = try SecretFile(path: "coldkey.password").firstLine()
            let coldkey = try wallet.coldkey(password: password)
            let neuron = try await subtensor.register(on: 1, keys: keys, signer: coldkey)
            print("registered as uid", neuron.uid)

            // Any reading takes a block: an old one needs a node that keeps it.
            print(try await subtensor.parameters(of: 1, at: 1).tempo ?? 0)
        }
    }
}

// MARK: - A miner and a validator

private struct Backwards: Synapse {
    var text = ""
    var reversed: String?

    static let fields: [SynapseField<Self>] = [
        .field("text", \.text, .required, .frozen),
        .field("reversed", \.reversed),
    ]
}

private func mine(
    on netuid: NetUID, of subtensor: Subtensor, as hotkey: KeyPair, at address: IPAddressNumber,
    _ configuration: AxonConfiguration, while body: @Sendable () async throws -> Void
) async throws {
    var axon = try Axon(hotkey: hotkey.accountID, configuration: configuration)
    try axon.attach(Backwards.self) { message, _ in
        var answer = message
        answer.reversed = String(message.text.reversed())
        return answer
    }
    let miner = axon
    try await miner.serve { ports in
        let isNews = try await miner.serve(
            netuid: netuid, subtensor: subtensor, address: address, port: ports.calls, signer: hotkey)
        print(isNews ? "announced" : "known already", "at port", ports.calls)
        try await body()
    }
}

private func validate(
    _ netuid: NetUID, of subtensor: Subtensor, with dendrite: Dendrite, as hotkey: KeyPair
) async throws -> WeightsOutcome? {
    let metagraph = try await subtensor.metagraph(netuid)
    var question = Backwards()
    question.text = "bittensor"

    var scores: [UInt16: Double] = [:]
    for answer in await dendrite.call(question, metagraph, timeout: .seconds(5)) {
        print(answer)
        scores[answer.uid] = answer.answer?.reversed == "rosnettib" ? 1 : 0
    }
    guard scores.values.contains(where: { $0 > 0 }) else { return nil }
    return try await subtensor.setWeights(scores, on: netuid, signedBy: hotkey)
}

private func validator() async throws {
    let hotkey = try Wallet(name: "me", hotkey: "validator").hotkey()
    try await withSubtensor(.local) { subtensor in
        try await Dendrite.with(hotkey) { dendrite in
            let tempo = UInt64(try await subtensor.parameters(of: 1).tempo ?? 360)
            for try await head in try await subtensor.heads() where head.number.rawValue % (tempo + 1) == 0 {
                let outcome = try await validate(1, of: subtensor, with: dendrite, as: hotkey)
                print(outcome.map { "\($0)" } ?? "nobody answered")
            }
        }
    }
}

// MARK: - Timelocked weights

private func set(
    _ scores: [UInt16: Double], on netuid: NetUID, of subtensor: Subtensor, as hotkey: KeyPair
) async throws {
    switch try await subtensor.setWeights(scores, on: netuid, signedBy: hotkey) {
    case .stored(let values): print("in force:", values)
    case .timelocked(let pending): print("the chain opens them from block", pending.revealBlock, "on")
    case .committed(let commitment): print("to be revealed:", commitment.commitHash)
    }
}

func validate(
    on subtensor: Subtensor, as hotkey: KeyPair, _ scores: @escaping @Sendable () async throws -> [UInt16: Double]
) async throws {
    var loop = WeightsLoop(on: 1) { _ in try await scores() }
    loop.onEvent = { print($0) }
    try await loop.run(on: subtensor, signedBy: hotkey)
}

extension ChainTests {
    @Suite("The programs of README and articles")
    struct ArticleProgramTests {
        @Test("Timelocked weights: what became of weights that were set")
        func weights() async throws {
            try await SmallSubnet.with { subnet in
                try await ArticleStage.with(subnet.chain) {
                    try await subnet.chain.withBlocksOnDemand {
                        try await set([subnet.minerUID: 1], on: 1, of: subnet.subtensor, as: subnet.validator)
                    }
                    #expect(ArticleStage.text.hasPrefix("the chain opens them from block"))
                }
            }
        }

        @Test("Timelocked weights: a loop for as long as a validator runs", .timeLimit(.minutes(2)))
        func loop() async throws {
            try await SmallSubnet.with { subnet in
                try await ArticleStage.with(subnet.chain) {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask {
                            try await validate(on: subnet.subtensor, as: subnet.validator) { [subnet.minerUID: 1] }
                        }
                        group.addTask {
                            while !ArticleStage.text.contains("opens") {
                                await subnet.chain.localnet.produceBlock()
                                await Task.yield()
                            }
                        }
                        // The loop ends with nothing but an error, so that this is the second.
                        try await group.next()
                        group.cancelAll()
                    }
                }
                #expect(try await subnet.subtensor.block().rawValue > 0)
            }
        }

        @Test("README: a wallet's hotkey is registered by work")
        func readme() async throws {
            try await TestChain.with(.powRegister) { chain in
                try await ArticleStage.with(chain) {
                    let wallet = try Wallet(name: "me", hotkey: "miner")
                    try wallet.createColdkey(
                        KeyPair(mnemonic: .generate()), password: try SecretFile(path: "coldkey.password").firstLine())
                    try wallet.createHotkey(KeyPair(mnemonic: .generate()))
                    try await Program.run()
                    let uid = try #require(try await chain.subtensor.uid(of: wallet.hotkeyPublic(), on: 1))
                    #expect(ArticleStage.text.contains("registered as uid \(uid)\n360"))
                }
            }
        }

        @Test("Getting Started: from a wallet to a neuron, with and without a network")
        func gettingStarted() async throws {
            try await TestChain.with(.powRegister) { chain in
                try await ArticleStage.with(chain) {
                    let wallet = try Wallet(name: "miner", hotkey: "first")
                    let password = try SecretFile(path: "coldkey.password").firstLine()
                    try wallet.createColdkey(KeyPair(mnemonic: .generate()), password: password)
                    try wallet.createHotkey(KeyPair(mnemonic: .generate()))

                    try await withSubtensor(.test) { subtensor in
                        let rules = try await subtensor.rules(of: .registration(1))
                        print(rules.call, "signed by the", rules.signer.rawValue, "under spec", rules.specVersion)
                        print("difficulty", try await subtensor.difficulty(1) ?? 0)
                    }

                    let keys = try WorkKeys(wallet, for: .registration(1))
                    let registration = try await withSubtensor(.test) { subtensor in
                        let rules = try await subtensor.rules(of: .registration(1))
                        let signer =
                            rules.signer == .hotkey ? try wallet.hotkey() : try wallet.coldkey(password: password)
                        return try await subtensor.register(on: 1, keys: keys, signer: signer)
                    }
                    print("uid", registration.uid, registration.wasAlreadyRegistered ? "already" : "now")
                    #expect(ArticleStage.text.hasSuffix("difficulty 500\nuid \(registration.uid) now"))

                    let subtensor = chain.subtensor
                    if let solution = try await createPOW(subtensor: subtensor, wallet: wallet, netuid: 1) {
                        print(solution.blockNumber, solution.nonce, solution.seal)
                    }

                    let configuration = LocalnetConfiguration(blockTime: .seconds(1), difficulty: 100_000)
                    try await Localnet.with(configuration) { localnet in
                        try await withSubtensor(Network(localnet.url)) { subtensor in
                            let coldkey = try KeyPair(uri: "//Alice")
                            let hotkey = try KeyPair(uri: "//Alice//hotkey")
                            let keys = WorkKeys(hotkey: hotkey.accountID, coldkey: coldkey.accountID)
                            print(try await subtensor.register(on: 1, keys: keys, signer: coldkey).uid)
                        }
                    }
                    #expect(ArticleStage.text.hasSuffix(" now\n0"))
                }
            }
        }

        @Test("A miner and a validator: the miner's uid gets the weight")
        func minerAndValidator() async throws {
            try await TestChain.with(.powRegister, tempo: 10) { chain in
                try await ArticleStage.with(chain) {
                    let (subtensor, coldkey) = (chain.subtensor, try KeyPair(uri: "//Alice"))
                    let (miner, hotkey) = (try KeyPair(uri: "//Alice//mine"), try KeyPair(uri: "//Alice//validate"))
                    try Wallet(name: "me", hotkey: "validator").createHotkey(hotkey)
                    var uids: [UInt16] = []
                    for neuron in [hotkey, miner] {
                        uids.append(
                            try await subtensor.burnedRegister(neuron.accountID, on: 1, signedBy: coldkey).uid)
                    }
                    try await subtensor.perform(
                        .addStake(Balance(tao: "100"), on: .uid(uids[0]), netuid: 1), signedBy: coldkey)
                    // The next epoch but one counts the permit.
                    try await subtensor.waitForBlock(try await subtensor.block().advanced(by: 23))

                    var configuration = AxonConfiguration()
                    (configuration.host, configuration.port) = ("127.0.0.1", 0)
                    try await mine(
                        on: 1, of: subtensor, as: miner, at: IPAddressNumber("127.0.0.1"), configuration
                    ) { [uids] in
                        try await withThrowingTaskGroup(of: Void.self) { tasks in
                            tasks.addTask { try await validator() }
                            tasks.addTask {
                                for try await _ in try await subtensor.heads()
                                where !(try await subtensor.weights(of: uids[0], on: 1)).isEmpty { return }
                            }
                            try await tasks.next()
                            tasks.cancelAll()
                        }
                        #expect(
                            try await subtensor.weights(of: uids[0], on: 1) == [UIDValue(uid: uids[1], value: .max)])
                    }
                    #expect(ArticleStage.text.contains("announced at port"))
                    #expect(
                        ArticleStage.text.contains("uid \(uids[0]): 503 no axon is announced\nuid \(uids[1]): answered")
                    )
                }
            }
        }
    }
}

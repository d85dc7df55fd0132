// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubtensorLocalnet
import Testing

// The README's axon and dendrite. The article "What a program does" shows the same lines.

struct Topk: Synapse {
    var topk = 2
    var input = Tensor([] as [Float])
    var v: Tensor?
    var i: Tensor?

    static let fields: [SynapseField<Self>] = [
        .field("topk", \.topk),
        .field("input", \.input, .required, .frozen),
        .field("v", \.v),
        .field("i", \.i),
    ]
}

func largest(_ message: SynapseMessage<Topk>) -> SynapseMessage<Topk> {
    var answer = message
    let input = message.input.elements(Float.self)
    let best = input.indices.sorted { input[$0] > input[$1] }.prefix(message.topk)
    answer.v = Tensor(best.map { input[$0] })
    answer.i = Tensor(best.map { Int64($0) })
    return answer
}

private func print(_ item: some Any) { #expect(!"\(item)".isEmpty) }

extension ChainTests {
    @Suite("The README's programs for peers")
    struct ReadmePeersTests {
        /// The address that the chain shows: one of documentation's, which the dendrites here take for this machine.
        private static let externalIP = "203.0.113.0"

        private static func dendrite(
            of key: KeyPair, _ body: @Sendable (Dendrite) async throws -> Void
        ) async throws {
            var configuration = DendriteConfiguration()
            configuration.externalIP = externalIP
            try await Dendrite.with(key, configuration: configuration, body)
        }

        private static func axon(hotkey: KeyPair, _ subtensor: Subtensor, banned: Set<AccountID>) async throws -> Axon {
            var configuration = AxonConfiguration()
            configuration.host = "127.0.0.1"
            configuration.port = 0

            let metagraph = try await subtensor.metagraph(1)
            var axon = try Axon(hotkey: hotkey.accountID, configuration: configuration)
            try axon.attach(
                Topk.self,
                blacklist: { caller in banned.contains(caller.hotkey) ? .refused("banned") : .allowed },
                priority: { caller in metagraph[hotkey: caller.hotkey].map { Double($0.totalStake.rao) } ?? 0 },
                verify: { caller in
                    guard metagraph[hotkey: caller.hotkey] != nil else { throw CallerRefused("not on the subnet") }
                },
                handler: { message, _ in largest(message) })
            return axon
        }

        @Test("an axon serves Topk and judges its callers; a dendrite asks one, some, and the whole metagraph")
        func topk() async throws {
            try await SmallSubnet.with { subnet in
                let (subtensor, miner, validator) = (subnet.subtensor, subnet.miner, subnet.validator)
                let axon = try await Self.axon(hotkey: miner, subtensor, banned: [miner.accountID])
                try await axon.serve { ports in
                    let place = Action.serveAxon(
                        try IPAddress(Self.externalIP), port: UInt16(clamping: ports.calls), on: 1)
                    let announced = try await subnet.chain.perform(place, by: miner).outcome
                    let target = try #require(announced.flatMap { AxonTarget($0, hotkey: miner.accountID) })
                    #expect(target.description == "\(Self.externalIP):\(ports.calls)")
                    try await Self.dendrite(of: validator) { dendrite in
                        try await Self.ask(dendrite, target, subtensor, validator.accountID)
                    }
                    // Who may not ask is told so.
                    for (key, status) in [(try KeyPair(uri: "//Stranger"), 401), (miner, 403)] {
                        try await Self.dendrite(of: key) { dendrite in
                            #expect(await dendrite.call(Topk(), target).message().dendrite.statusCode == status)
                        }
                    }
                }
            }
        }

        private static func ask(
            _ dendrite: Dendrite, _ target: AxonTarget, _ subtensor: Subtensor, _ validator: AccountID
        ) async throws {
            var question = Topk()
            question.input = Tensor([1, 5, 3, 4] as [Float])

            let answer = try await dendrite.call(question, target).get()
            print(answer.v?.elements(Float.self) ?? [])

            let answers = await dendrite.call(question, [target, target], timeout: .seconds(5))
            let metagraph = try await subtensor.metagraph(1)
            for result in await dendrite.call(Ping(), metagraph) {
                print(result)
            }

            #expect(answer.v?.elements(Float.self) == [5, 4])
            #expect(answer.i?.elements(Int64.self) == [1, 3])
            #expect(answer.input == question.input)
            #expect(answers.compactMap { try? $0.get().v?.elements(Float.self) } == [[5, 4], [5, 4]])
            let (asking, serving) = (
                try #require(metagraph[hotkey: validator]), try #require(metagraph.axonTargets.first)
            )
            #expect(metagraph.axonTargets.count == 1)
            #expect(serving.target == target)
            #expect(asking.axonTarget == nil)
            // Everybody is answered for, each by its uid.
            let called = await dendrite.call(Ping(), metagraph)
            #expect(called.map(\.uid) == Array(metagraph.uids))
            #expect(called.map(\.hotkey) == metagraph.hotkeys)
            #expect(called[Int(serving.uid)].answer?.isSuccess == true)
            #expect(called[Int(serving.uid)].failure == nil)
            let silent = called[Int(asking.uid)]
            #expect(!silent.isServing)
            #expect(silent.answer == nil)
            #expect(silent.failure?.statusCode == 503)
            #expect("\(silent)" == "uid \(asking.uid): 503 no axon is announced")
            #expect(await dendrite.call(Ping(), [asking]).map(\.uid) == [asking.uid])
        }
    }
}

import Bittensor
import SubtensorLocalnet
import Testing

/// The largest numbers of a list: the synapse of the Python SDK's README.
struct Topk: Synapse {
    var topk = 2
    /// The answer does not change it.
    var input = Tensor([] as [Float])
    var v: Tensor?
    var i: Tensor?

    static let fields: [SynapseField<Self>] = [
        .field("topk", \.topk), .field("input", \.input, .required, .frozen), .field("v", \.v), .field("i", \.i),
    ]
}

/// What the miner does with it.
func topk(_ message: SynapseMessage<Topk>) -> SynapseMessage<Topk> {
    var answer = message
    let input = message.input.elements(Float.self)
    let best = input.indices.sorted { input[$0] > input[$1] }.prefix(message.topk)
    answer.v = Tensor(best.map { input[$0] })
    answer.i = Tensor(best.map { Int64($0) })
    return answer
}

extension ChainTests {
    /// What the Python SDK's README shows of peers, as programs here do it: an axon that the embedded chain knows.
    @Suite("The README's programs for peers")
    struct ReadmePeersTests {
        /// The address that the chain shows: documentation's own, which a dendrite here takes for this machine.
        private static let externalIP = "203.0.113.0"

        private static func configuration() -> DendriteConfiguration {
            var configuration = DendriteConfiguration()
            configuration.externalIP = externalIP
            return configuration
        }

        @Test("an axon serves Topk, judges its callers, and a dendrite asks one, some, and the whole metagraph")
        func topkAxon() async throws {
            try await SmallSubnet.with { subnet in
                let subtensor = subnet.subtensor
                let (miner, validator, stranger) = (subnet.miner, subnet.validator, try KeyPair(uri: "//Stranger"))
                let known = try await subtensor.metagraph(1)

                var configuration = AxonConfiguration()
                configuration.host = "127.0.0.1"
                configuration.port = 0
                var axon = try Axon(hotkey: miner.accountID, configuration: configuration)
                try axon.attach(
                    Topk.self,
                    blacklist: { caller in caller.hotkey == miner.accountID ? .refused("I do not ask myself") : .allowed
                    },
                    priority: { caller in known[hotkey: caller.hotkey].map { Double($0.totalStake.rao) } ?? 0 },
                    verify: { caller in
                        guard known[hotkey: caller.hotkey] != nil else { throw CallerRefused("not on the subnet") }
                    },
                    handler: { message, _ in topk(message) })

                let serving = axon
                try await serving.serve { ports in
                    let announced = try await subnet.chain.perform(
                        .serveAxon(try IPAddress(Self.externalIP), port: UInt16(clamping: ports.calls), on: 1),
                        by: miner)
                    let target = try #require(announced.outcome.flatMap { AxonTarget($0, hotkey: miner.accountID) })
                    #expect(target.description == "\(Self.externalIP):\(ports.calls)")

                    try await Dendrite.with(validator, configuration: Self.configuration()) { dendrite in
                        // One axon; a list of them; who is there?
                        #expect(await dendrite.call(Ping(), target).message().isSuccess)
                        let pings = await dendrite.call(Ping(), [target, target])
                        #expect(pings.map { $0.message().isSuccess } == [true, true])

                        // With a synapse.
                        var question = Topk()
                        question.input = Tensor([1, 5, 3, 4] as [Float])
                        let answer = try await dendrite.call(question, target).get()
                        #expect(answer.v?.elements(Float.self) == [5, 4])
                        #expect(answer.i?.elements(Int64.self) == [1, 3])
                        #expect(answer.input == question.input)

                        // The whole metagraph.
                        let metagraph = try await subtensor.metagraph(1)
                        #expect(metagraph.axonTargets == [target])
                        #expect(metagraph[hotkey: validator.accountID]?.axonTarget == nil)
                        question.topk = 1
                        let answers = await dendrite.call(question, metagraph.axonTargets)
                        #expect(answers.compactMap { try? $0.get().v?.elements(Float.self) } == [[5]])
                    }
                    // Who may not ask is told so.
                    for (key, status) in [(stranger, 401), (miner, 403)] {
                        try await Dendrite.with(key, configuration: Self.configuration()) { dendrite in
                            let refused = await dendrite.call(Topk(), target).message()
                            #expect(refused.dendrite.statusCode == status)
                        }
                    }
                }
            }
        }
    }
}

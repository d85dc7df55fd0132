// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import TestVectors
import Testing

@Suite("The metagraph")
struct MetagraphTests {
    static func read(
        _ way: MetagraphSubnet.Way = .metagraph, count: Int = 12, lite: Bool = false
    ) async throws -> Metagraph {
        let node = try await ActionNode()
        try MetagraphSubnet(count: count).install(way, on: node)
        return try await node.subtensor.metagraph(1, lite: lite)
    }

    @Test("has the same columns by whatever way the runtime offers", arguments: MetagraphSubnet.Way.allCases)
    func columns(way: MetagraphSubnet.Way) async throws {
        let subnet = MetagraphSubnet(count: 12)
        let metagraph = try await Self.read(way)
        #expect(metagraph.n == 12)
        #expect(metagraph.netuid == 1)
        #expect(metagraph.block == 1000)
        #expect(metagraph.uids == 0..<12)
        #expect(metagraph.hotkeys == (0..<12).map { subnet.account(1, $0) })
        #expect(metagraph.coldkeys == (0..<12).map { subnet.account(2, $0) })
        #expect(metagraph.axons[3].ipText == "203.0.113.3")
        #expect(metagraph.axons[3].port == 8003)
        #expect(metagraph.active == (0..<12).map { $0 % 3 != 0 })
        #expect(metagraph.validatorPermit == (0..<12).map { $0 % 4 == 0 })
        #expect(metagraph.lastUpdate == (500..<512).map { BlockNumber($0) })
        #expect(metagraph.registeredAt == (100..<112).map { BlockNumber($0) })
        #expect(metagraph.alphaStake.map(\.rao) == (0..<12).map { subnet.amount($0, 0) })
        #expect(metagraph.taoStake.map(\.rao) == (0..<12).map { subnet.amount($0, 1) })
        #expect(metagraph.emission.map(\.rao) == (0..<12).map { subnet.amount($0, 3) })
        for (uid, stake) in metagraph.totalStake.enumerated() { #expect(stake.rao == subnet.total(uid)) }
        for (salt, column) in [
            (1, metagraph.dividends), (2, metagraph.incentive), (3, metagraph.consensus), (4, metagraph.trust),
            (5, metagraph.rank), (6, metagraph.validatorTrust),
        ] {
            #expect(column.map { UInt64($0.rawValue) } == (0..<12).map { subnet.part($0, salt) })
        }
        #expect(metagraph == (try await Self.read(.metagraph)))
    }

    @Test("weights are shares of their row, bonds are the chain's numbers")
    func matrices() async throws {
        let metagraph = try await Self.read()
        #expect(metagraph.W.count == 12)
        let shares: [Float] = [0, 0.125, 0.25, 0, 0, 0.625, 0, 0, 0, 0, 0, 0]
        #expect(metagraph.W[0] == shares)
        let bonds: [Float] = [0, 0, 0, 0, 0, 10000, 20000, 0, 0, 50000, 0, 0]
        #expect(metagraph.B[4] == bonds)
        #expect(metagraph.W[1].allSatisfy { $0 == 0 })
        #expect(metagraph.weights?.givers == [0, 4, 8])
        #expect(metagraph.weights?[4].map(\.uid) == [5, 6, 9])
        #expect(metagraph.weights?[99].isEmpty == true)
        let lite = try await Self.read(lite: true)
        #expect(lite.isLite && lite.weights == nil && lite.W.isEmpty && lite.B.isEmpty)
    }

    @Test("a matrix leaves out what is given to nobody")
    func foreignUIDs() {
        let matrix = NeuronMatrix(count: 2, rows: [0: [.init(uid: 1, value: 5), .init(uid: 2, value: 7)], 5: []])
        #expect(matrix.values == [[0, 5], [0, 0]])
        #expect(matrix.shares == [[0, 1], [0, 0]])
    }

    @Test("the letters are the Python SDK's numbers, to the last bit")
    func letters() async throws {
        let node = try await ActionNode()
        // The made-up answers hold any uids and any numbers.
        for vector in VectorFile("sdk_objects.json").cases("cases")
        where vector["method"].string == "get_neurons_lite" {
            let neurons = try node.metadata.decode(vector["result"].bytes, of: .neuronsLite(1))
            for (neuron, python) in zip(neurons, vector["object"].list) {
                func float(_ name: String) throws -> Float { Float(try #require(Double(python[name].string))) }
                #expect(Float(neuron.incentive.value) == (try float("incentive")))
                #expect(Float(neuron.consensus.value) == (try float("consensus")))
                #expect(Float(neuron.dividends.value) == (try float("dividends")))
                #expect(Float(neuron.validatorTrust.value) == (try float("validator_trust")))
            }
        }
        let metagraph = try await Self.read(.neurons)
        let subnet = MetagraphSubnet(count: 12)
        #expect(metagraph.I == (0..<12).map { Float(Double(subnet.part($0, 2)) / 65535) })
        #expect(metagraph.S == (0..<12).map { Float(Double(subnet.total($0)) / 1e9) })
        #expect(metagraph.TS == (0..<12).map { Float(Double(subnet.amount($0, 1)) / 1e9 * 0.18) })
        #expect(metagraph.E == (0..<12).map { Float(Double(subnet.amount($0, 3)) / 1e9) })
        #expect(
            [metagraph.R, metagraph.T, metagraph.Tv, metagraph.C, metagraph.D, metagraph.AS].allSatisfy {
                $0.count == 12
            })
    }

    @Test("on the root all stakes are the root's")
    func root() async throws {
        let node = try await ActionNode()
        try MetagraphSubnet(count: 3, netuid: 0).install(.neurons, on: node)
        let metagraph = try await node.subtensor.metagraph(0)
        #expect(metagraph.S == metagraph.taoStake.map { Float(Double($0.rao) / 1e9) })
        #expect(metagraph.AS == metagraph.S && metagraph.TS == metagraph.S)
    }

    @Test("a neuron is found by uid and by hotkey")
    func subscripts() async throws {
        let metagraph = try await Self.read()
        let neuron = try #require(metagraph[uid: 7])
        #expect(neuron.uid == 7)
        #expect(neuron.hotkey == metagraph.hotkeys[7])
        #expect(metagraph[hotkey: neuron.hotkey] == neuron)
        #expect(metagraph[uid: 12] == nil)
        #expect(metagraph[hotkey: neuron.coldkey] == nil)
        #expect(metagraph.neurons.map(\.uid) == Array(metagraph.uids))
    }

    @Test("a subnet that does not exist is named", arguments: MetagraphSubnet.Way.allCases)
    func missing(way: MetagraphSubnet.Way) async throws {
        let node = try await ActionNode()
        if way == .metagraph { try node.answer("SubnetInfoRuntimeApi", "get_metagraph", .none) }
        if way == .neurons {
            try node.answer("SubnetInfoRuntimeApi", "get_subnet_state", .none)
            try node.answer("NeuronInfoRuntimeApi", "get_neurons_lite", .list([]))
        }
        let error = await #expect(throws: BittensorError.self) { try await node.subtensor.metagraph(7) }
        #expect(error?.code == .subnetMissing)
        #expect(error?.reason.contains("7") == true)
    }

    @Test("lists of different lengths are refused")
    func uneven() async throws {
        let node = try await ActionNode()
        let subnet = MetagraphSubnet(count: 3)
        try subnet.install(.neurons, on: node)
        try MetagraphSubnet(count: 2).install(.neurons, on: try await ActionNode())
        try node.answer("NeuronInfoRuntimeApi", "get_neurons_lite", .list([]))
        let error = await #expect(throws: ClientError.self) { try await node.subtensor.metagraph(1) }
        #expect(error?.code == .malformedAnswer)
    }

    @Test("reading it takes the same few requests for any number of neurons")
    func requests() async throws {
        var counts: Set<Int> = []
        for count in [4, 40, 400] {
            let node = try await ActionNode()
            try MetagraphSubnet(count: count).install(.metagraph, on: node)
            let before = node.connection.calls.count
            _ = try await node.subtensor.metagraph(1)
            counts.insert(node.connection.calls.count - before)
        }
        #expect(counts.count == 1)
        #expect(counts.allSatisfy { $0 <= 5 })
    }

    @Test("sync reads the same subnet at another block")
    func sync() async throws {
        let node = try await ActionNode()
        try MetagraphSubnet(count: 3).install(.neurons, on: node)
        var metagraph = try await node.subtensor.metagraph(1)
        #expect(metagraph.block == 1000)
        try MetagraphSubnet(count: 4).install(.neurons, on: node)
        try await metagraph.sync(with: node.subtensor, at: 1004, lite: false)
        #expect(metagraph.block == 1004)
        #expect(metagraph.n == 4)
        #expect(!metagraph.isLite)
    }

    @Test("it follows new blocks")
    func following() async throws {
        let node = try await ActionNode()
        try MetagraphSubnet(count: 3).install(.neurons, on: node)
        let following = try await node.subtensor.metagraphs(1)
        node.announce(1001)
        var iterator = following.makeAsyncIterator()
        #expect(try await iterator.next()?.block == 1001)
        node.announce(1002)
        node.announce(1003)
        // Heads that came while nobody looked are left out but for the newest.
        #expect(try await iterator.next()?.block == 1003)
        node.connection.finish("chain_subscribeNewHeads", throwing: nil)
        #expect(try await iterator.next() == nil)
    }
}

@Suite("The difference between two metagraphs")
struct MetagraphDifferenceTests {
    @Test("names new hotkeys, changed neurons and changed weights")
    func difference() async throws {
        let before = try await MetagraphTests.read(count: 6)
        #expect(try before.difference(from: before).isEmpty)
        let node = try await ActionNode()
        var subnet = MetagraphSubnet(count: 8)
        try subnet.install(.storage, on: node)
        subnet = MetagraphSubnet(count: 8)
        // Uid 2 went to somebody else, uid 3 moved its axon's owner, uid 4 set other weights.
        let new = AccountID(unchecked: [UInt8](repeating: 77, count: 32))
        try node.set(.hotkey(1, uid: 2), new)
        try node.set(.owner(of: subnet.account(1, 3)), new)
        try node.set(
            StorageQuery("SubtensorModule", "Weights", NetUID(1), UInt16(4)),
            .list([.list([.number(UInt16(0)), .number(UInt16(1))])]))
        let after = try await node.subtensor.metagraph(1, at: 1005, lite: false)
        let difference = try after.difference(from: before)
        #expect(difference.from == 1000 && difference.to == 1005)
        #expect(difference.replaced.map(\.uid) == [2, 6, 7])
        #expect(difference.replaced[0].before == subnet.account(1, 2))
        #expect(difference.replaced[0].after == new)
        #expect(difference.replaced[1].before == nil)
        #expect(difference.changed.map(\.uid) == [3])
        #expect(difference.changed.first?.fields == [.coldkey])
        #expect(difference.reweighted.contains(4))
        let back = try before.difference(from: after)
        #expect(back.replaced.last?.after == nil)
    }

    @Test("is refused between two subnets")
    func otherSubnet() async throws {
        let node = try await ActionNode()
        for netuid in [1, 2] as [NetUID] { try MetagraphSubnet(count: 3, netuid: netuid).install(.storage, on: node) }
        let (one, two) = (try await node.subtensor.metagraph(1), try await node.subtensor.metagraph(2))
        #expect(throws: BittensorError(.invalidOption, "")) { try one.difference(from: two) }
    }
}

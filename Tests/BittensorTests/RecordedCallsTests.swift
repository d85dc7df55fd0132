// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import TestVectors
import Testing

@Suite("Typed calls on recorded answers of mainnet")
struct RecordedCallsTests {
    @Test("storage: money, uids, weights, bonds, delegates, parameters")
    func storage() async throws {
        let node = try await RecordedNode()
        let subtensor = node.subtensor
        let rich = try RecordedNode.account(in: "Account")
        #expect(
            try await subtensor.account(rich)
                == AccountBalance(
                    free: Balance(rao: 7_450_117_072), reserved: Balance(rao: 100_000_000), frozen: .zero))
        #expect(try await subtensor.balances(of: [rich]) == [rich: Balance(rao: 7_450_117_072)])
        let hotkey = try RecordedNode.account(in: "Uids", netuid: 23)
        #expect(try await subtensor.uid(of: hotkey, on: 23) == 5)
        #expect(try await subtensor.uids(of: [hotkey, rich], on: 23) == [hotkey: 5])
        #expect(try await subtensor.burn(23) == Balance(rao: 1))
        #expect(try await subtensor.parameters(of: 23).tempo == 1000)
        #expect(try await subtensor.weights(on: 23) == [10: [UIDValue(uid: 10, value: 65535)]])
        #expect(try await subtensor.weights(of: 10, on: 23) == [UIDValue(uid: 10, value: 65535)])
        #expect(try await subtensor.bonds(on: 23).allSatisfy { $0.value.isEmpty })
        let delegate = try RecordedNode.account(in: "Delegates")
        #expect(try await subtensor.take(of: delegate) == Proportion(rawValue: 11796))
        #expect(try await subtensor.isDelegate(rich) == false)
        #expect(try await subtensor.axon(of: hotkey, on: 23) == nil)
        #expect(try await subtensor.prometheus(of: hotkey, on: 23) == nil)
        #expect(try await subtensor.commitment(of: hotkey, on: 23) == nil)
        #expect(try subtensor.existentialDeposit() == Balance(rao: 500))
        #expect(try await subtensor.owner(of: hotkey) == nil)
        #expect(try await subtensor.identity(of: rich) == nil)
        #expect(try await subtensor.subnetIdentity(23) == nil)
        let updates = try await subtensor.lastUpdates(on: 1)
        #expect(updates.first == 2_543_521)
        #expect(try await subtensor.blocksSinceUpdate(of: 0, on: 1) == 6_553_223 - 2_543_521)
        #expect(try await subtensor.blocksSinceUpdate(of: .max, on: 1) == nil)
    }

    @Test("runtime APIs: neurons, subnets, costs")
    func runtimeCalls() async throws {
        let node = try await RecordedNode()
        let subtensor = node.subtensor
        let neurons = try await subtensor.neuronsLite(on: 1)
        #expect(neurons.map(\.uid) == neurons.indices.map { UInt16($0) })
        #expect(neurons.allSatisfy { $0.netuid == 1 })
        #expect(!neurons.isEmpty)
        let neuron = try #require(try await subtensor.neuron(uid: 29, on: 14))
        #expect(neuron.uid == 29)
        let hotkey = try RecordedNode.account(in: "Uids", netuid: 14)
        #expect(try await subtensor.neuron(of: hotkey, on: 14)?.hotkey == hotkey)
        #expect(try await subtensor.neuron(of: hotkey, on: 15) == nil)
        #expect(try await subtensor.subnetInfos().first?.netuid == 0)
        #expect(try await subtensor.subnetRegistrationCost() == Balance(rao: 1_485_558_848))
    }

    @Test("all readings of one call are of one block")
    func oneBlock() async throws {
        let node = try await RecordedNode()
        let hotkey = try RecordedNode.account(in: "Uids", netuid: 14)
        _ = try await node.subtensor.neuron(of: hotkey, on: 14)
        _ = try await node.subtensor.subnets()
        _ = try await node.subtensor.bonds(on: 23)
        let hash = JSONValue.string(node.head.hash.hex)
        let places = ["state_queryStorageAt": 1, "state_getKeysPaged": 3, "state_call": 2]
        var count = 0
        for call in node.connection.calls {
            guard let place = places[call.method], call.params[0] != "Metadata_metadata_at_version" else { continue }
            #expect(call.params[place] == hash)
            count += 1
        }
        #expect(count > 4)
    }

    @Test("the parameters of many subnets are few requests")
    func fewRequests() async throws {
        let node = try await RecordedNode()
        let before = node.connection.calls.count { $0.method == "state_queryStorageAt" }
        let subnets = try await node.subtensor.subnets()
        #expect(!subnets.isEmpty)
        // All their parameters at once, and among them whether they are there.
        #expect(node.connection.calls.count { $0.method == "state_queryStorageAt" } - before == 1)
    }

    @Test("what a runtime does not have is said: spec 343 has no senate")
    func noSenate() async throws {
        let node = try await RecordedNode()
        await #expect(throws: ClientError(.notInRuntime, "")) { try await node.subtensor.senateMembers() }
        await #expect(throws: ClientError(.notInRuntime, "")) { try await node.subtensor.proposals() }
        await #expect(throws: ClientError(.notInRuntime, "")) { try await node.subtensor.delegates() }
    }

    @Test("a value of the wrong shape is an error that names the item")
    func wrongShape() async throws {
        let node = try await RecordedNode()
        node.connection.respond(to: "state_queryStorageAt") { params in
            let changes = (params[0]?.array ?? []).map { key -> JSONValue in [key, "0x01"] }
            return [["block": params[1] ?? .null, "changes": .array(changes)]]
        }
        let error = await #expect(throws: ClientError.self) { try await node.subtensor.burn(1) }
        #expect(error?.code == .malformedAnswer)
        #expect(error?.reason.contains("SubtensorModule.Burn") == true)
        await #expect(throws: ClientError(.malformedAnswer, "")) { try await node.subtensor.parameters(of: 1) }
        await #expect(throws: ClientError(.malformedAnswer, "")) {
            try await node.subtensor.balance(of: .init(unchecked: [UInt8](repeating: 1, count: 32)))
        }
    }
}

@Suite("Typed calls on older runtimes")
struct OlderRuntimeTests {
    /// A node with the metadata of spec 293, which had a senate, and storage that the test writes.
    @Test("senate, proposals, identities and commitments of spec 293")
    func senate() async throws {
        let connection = MockRPCConnection()
        let head = BlockHeader(parentHash: .zero, number: 9, stateRoot: .zero, extrinsicsRoot: .zero, digest: [])
        connection.respond(to: "chain_getBlockHash") { _ in .string(head.hash.hex) }
        connection.respond(to: "chain_getHeader") { _ in head.json }
        connection.reply(
            to: "state_getRuntimeVersion",
            with: ["specName": "node-subtensor", "specVersion": 293, "transactionVersion": 1])
        let bytes = VectorFile.bytes("metadata/metadata-v14-spec293.bin")
        connection.reply(to: "state_getMetadata", with: .string(bytes.hex))
        let metadata = try RuntimeMetadata(bytes)
        let member = AccountID(unchecked: [UInt8](repeating: 4, count: 32))
        let hash = Hash256(unchecked: [UInt8](repeating: 5, count: 32))
        let call = Call("System", "remark", ["remark": .bytes([1])])
        func key(_ pallet: String, _ item: String, _ keys: [UInt8]...) throws -> String {
            try metadata.storageKey(pallet, item, keys: keys).hex
        }
        let text: (String) -> [UInt8] = { [UInt8($0.utf8.count << 2)] + $0.utf8 }
        let storage: [String: [UInt8]] = [
            try key("SenateMembers", "Members"): [4] + member.bytes,
            try key("Triumvirate", "Proposals"): [4] + hash.bytes,
            try key("Triumvirate", "ProposalOf", hash.bytes): try metadata.encode(call),
            try key("Triumvirate", "Voting", hash.bytes): [7, 0, 0, 0, 2, 0, 0, 0, 4] + member.bytes + [
                0, 99, 0, 0, 0,
            ],
            try key("SubtensorModule", "Identities", member.bytes): text("me") + text("url") + [0, 0, 0, 0],
            try key("SubtensorModule", "SubnetIdentities", [3, 0]): text("net") + text("repo") + text("mail"),
            try key("Commitments", "CommitmentOf", [3, 0], member.bytes):
                [1, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 4, 3, 65, 66],
        ]
        connection.respond(to: "state_queryStorageAt") { params in
            let changes = (params[0]?.array ?? []).map { key -> JSONValue in
                [key, storage[key.string ?? ""].map { .string($0.hex) } ?? .null]
            }
            return [["block": params[1] ?? .null, "changes": .array(changes)]]
        }
        let subtensor = try Subtensor(try await SubstrateClient.connect(over: connection))
        #expect(try await subtensor.senateMembers() == [member])
        let proposal = try #require(try await subtensor.proposals().first)
        #expect(proposal.hash == hash)
        #expect(proposal.call == call)
        #expect(proposal.votes?.threshold == 2)
        #expect(proposal.votes?.ayes == [member])
        #expect(proposal.votes?.end == 99)
        let identity = try #require(try await subtensor.identity(of: member))
        #expect(identity.name == "me")
        #expect(identity.url == "url")
        #expect(identity.githubRepo == "")
        #expect(try await subtensor.subnetIdentity(3)?.subnetContact == "mail")
        let commitment = try #require(try await subtensor.commitment(of: member, on: 3))
        #expect(commitment.block == 8)
        #expect(commitment.text == "AB")
    }
}

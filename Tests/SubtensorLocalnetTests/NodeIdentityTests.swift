// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet

@Suite("What the embedded node says of itself")
struct NodeIdentityTests {
    @Test("it is no node of a public network, and does not take its runtime's name", arguments: RuleSet.allCases)
    func names(rules: RuleSet) async throws {
        try await Node.with(rules) { node in
            let version = try await node.client.connection.request(method: "state_getRuntimeVersion", params: [])
            #expect(version["specName"] == "swift-bittensor-embedded")
            #expect(version["implName"] == "swift-bittensor")
            #expect(version["specVersion"]?.uint64 == UInt64(rules.specVersion))
            #expect(try await node.client.chainName() == "swift-bittensor embedded chain")
            // The metadata and the runtime itself say the same.
            let constant = try node.client.runtime.metadata.constant("System", "Version")
            let called = try await node.chain.runtimeCall("Core_version", [], at: nil)
            let name = constant["spec_name"]
            #expect((name?.text ?? name?[0]?.text) == "swift-bittensor-embedded")
            #expect(called == LocalVersion(rules).version.scaleEncoded)
            #expect(node.client.runtime.metadata.specVersion == rules.specVersion)
        }
    }

    @Test("the version lists the runtime APIs that there are, by the hashes of their names")
    func apis() async throws {
        try await Node.with { node in
            let version = try await node.client.connection.request(method: "state_getRuntimeVersion", params: [])
            let ids = (version["apis"]?.array ?? []).compactMap { $0[0]?.string }
            #expect(ids.count == node.chain.declared.metadata.apis.count)
            // As every chain of the Polkadot SDK has them: Core, Metadata, AccountNonceApi.
            for id in ["0xdf6acb689907609b", "0x37e397fc7c91f5e4", "0xbc9d89904f5b923f"] {
                #expect(ids.contains(id), "\(id)")
            }
        }
    }

    @Test("health checks, explorers and wallets of other chains find what they ask for")
    func smallMethods() async throws {
        try await Node.with { node in
            await node.chain.produceBlock()
            let number = JSONValue.string(StorageKey(bytes: StorageKey.prefix(pallet: "System", item: "Number")).hex)
            let properties = try await Self.ask(node, "system_properties")
            let expected: [(String, [JSONValue], JSONValue)] = [
                ("system_nodeRoles", [], ["Authority"]), ("system_peers", [], []),
                ("system_syncState", [], ["startingBlock": 0, "currentBlock": 1, "highestBlock": 1]),
                ("chainSpec_v1_genesisHash", [], .string(node.chain.genesisHash.hex)),
                ("chainSpec_v1_chainName", [], "swift-bittensor embedded chain"),
                ("chainSpec_v1_properties", [], properties), ("state_getStorageSize", [number], 4),
                ("state_getStorageHash", [number], .string(Hashing.blake2b256(UInt32(1).scaleEncoded).hex)),
                ("state_getStorageSize", ["0xffff"], .null),
            ]
            for (method, parameters, answer) in expected {
                let given = try await Self.ask(node, method, parameters)
                #expect(given == answer, "\(method)")
            }
            let name = try await Self.ask(node, "system_localPeerId")
            #expect(name.string?.hasPrefix("12D3KooW") == true)
        }
    }

    private static func ask(
        _ node: Node, _ method: String, _ parameters: [JSONValue] = []
    ) async throws -> JSONValue {
        try await node.client.connection.request(method: method, params: .array(parameters))
    }

    @Test("the history of a value has a set for each block that changed it, and is no longer than an answer may be")
    func storageHistory() async throws {
        try await Node.with { node in
            for _ in 0..<3 { await node.chain.produceBlock() }
            let key = JSONValue.string(StorageKey(bytes: StorageKey.prefix(pallet: "System", item: "Number")).hex)
            let other = JSONValue.string(StorageKey(bytes: StorageKey.prefix(pallet: "Sudo", item: "Key")).hex)
            let first = JSONValue.string(node.chain.genesisHash.hex)
            let sets = try await Self.ask(node, "state_queryStorage", [[key, other], first]).array ?? []
            #expect(sets.count == 4)
            #expect(sets.map { $0["changes"]?.array?.count } == [2, 1, 1, 1])
            #expect(sets[3]["changes"]?[0]?[1] == "0x03000000")
            let head = JSONValue.string(await node.chain.head.hash.hex)
            await #expect(throws: RPCError(.remote(code: 4001), "")) {
                try await Self.ask(node, "state_queryStorage", [[key], head, first])
            }
            await node.chain.advance(by: 30)
            let many = JSONValue.array(.init(repeating: key, count: 40_000))
            await #expect(throws: RPCError(.remote(code: -32008), "")) {
                try await Self.ask(node, "state_queryStorage", [many, first])
            }
        }
    }

    @Test("a fee is told in its parts")
    func feeDetails() async throws {
        try await Node.with { node in
            let call = Call("System", "remark", ["remark": .bytes([1, 2, 3])])
            let extrinsic = try await node.client.sign(call, by: try .init(uri: "//Alice"))
            let details = try await node.client.connection.request(
                method: "payment_queryFeeDetails", params: [.string(extrinsic.bytes.hex)])
            let length = UInt64(100 * extrinsic.bytes.count)
            #expect(details["inclusionFee"]?["lenFee"]?.uint64 == length)
            #expect(details["inclusionFee"]?["baseFee"] == 100_000)
        }
    }

    @Test("bytes that are left over in a runtime call are refused, instead of read as something else")
    func leftOver() async throws {
        try await Node.with { node in
            let alice = try #require(DevelopmentAccounts.sudo)
            let good = try await node.chain.runtimeCall("AccountNonceApi_account_nonce", alice.bytes, at: nil)
            #expect(good == [0, 0, 0, 0])
            await #expect(throws: RPCFault.self) {
                try await node.chain.runtimeCall("AccountNonceApi_account_nonce", [0] + alice.bytes, at: nil)
            }
        }
    }

    @Test("the address type tells what an account is, as the older Python clients look for it")
    func addressType() throws {
        let metadata = try LocalRuntime(rules: .powRegister, isDifficultyPinned: false).metadata
        let type = try metadata.types.type(metadata.extrinsic.address)
        #expect(type.parameters.map(\.name) == ["AccountId", "AccountIndex"])
        #expect(type.parameters.first?.type == 0)
    }
}

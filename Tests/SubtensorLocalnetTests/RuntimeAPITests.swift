// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet

@Suite("Runtime APIs of the embedded chain")
struct RuntimeAPITests {
    /// A subnet with two neurons, weights, stake, an identity and a commitment.
    private static func furnish(_ node: Node) async throws {
        let (alice, bob) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Bob"))
        for (coldkey, hotkey) in [(alice, "//Alice//hot"), (bob, "//Bob//hot")] {
            let hotkey = try KeyPair(uri: hotkey).accountID
            let included = try await node.include(
                Call("SubtensorModule", "burned_register", ["netuid": 1.value, "hotkey": .account(hotkey)]), by: coldkey
            )
            #expect(included.failure == nil)
            for netuid in [0, 1] {
                let staked = try await node.include(
                    Call(
                        "SubtensorModule", "add_stake",
                        [
                            "hotkey": .account(hotkey), "netuid": netuid.value,
                            "amount_staked": 1_000_000_000.value,
                        ]), by: coldkey)
                #expect(staked.failure == nil)
            }
        }
        let root = try KeyPair(uri: "//Alice//hot").accountID
        _ = try await node.include(Call("SubtensorModule", "root_register", ["hotkey": .account(root)]), by: alice)
        await node.chain.advance(by: 12)
    }

    @Test("every function answers with its declared type", arguments: RuleSet.allCases)
    func answers(rules: RuleSet) async throws {
        try await Node.with(rules, tempo: 5) { node in
            try await Self.furnish(node)
            let answer = try await node.chain.runtimeCall("Metadata_metadata_at_version", [15, 0, 0, 0], at: nil)
            let metadata = try RuntimeMetadata(optionOpaque: answer)
            var called = 0
            for api in metadata.apis where api.name.contains("Info") || api.name.contains("Swap") {
                for method in api.methods {
                    let arguments = try method.inputs.flatMap { try Self.argument($0, metadata) }
                    let bytes = try await node.chain.runtimeCall("\(api.name)_\(method.name)", arguments, at: nil)
                    #expect(throws: Never.self, "\(api.name)_\(method.name)") {
                        _ = try metadata.types.decode(bytes, as: method.output)
                    }
                    called += 1
                }
            }
            #expect(called > 25)
        }
    }

    /// Subnet 1, uid 0 and Alice's keys, whatever is asked for.
    private static func argument(_ input: RuntimeAPIMetadata.Input, _ metadata: RuntimeMetadata) throws -> [UInt8] {
        let (alice, hotkey) = (try KeyPair(uri: "//Alice").accountID, try KeyPair(uri: "//Alice//hot").accountID)
        switch input.name {
        case "netuid": return UInt16(1).scaleEncoded
        case "metagraph_indexes": return (UInt16(0)...75).map { $0 }.scaleEncoded
        case "coldkey_accounts": return [alice].scaleEncoded
        case "coldkey_account", "delegatee_account": return alice.scaleEncoded
        case "hotkey_account", "delegate_account": return hotkey.scaleEncoded
        default:
            // Zeros: number 0, no option, empty list.
            let widths = ["AccountId32": 32, "u16": 2, "u32": 4, "u64": 8]
            return [UInt8](repeating: 0, count: widths[metadata.types.name(input.type)] ?? 1)
        }
    }

    @Test("a metagraph shows what was done")
    func metagraph() async throws {
        try await Node.with(tempo: 5) { node in
            try await Self.furnish(node)
            let bytes = try await node.chain.runtimeCall(
                "SubnetInfoRuntimeApi_get_metagraph", UInt16(1).scaleEncoded, at: nil)
            let metadata = node.chain.declared.metadata
            let method = try #require(node.chain.declared.functions["SubnetInfoRuntimeApi_get_metagraph"]?.method)
            let metagraph = try #require(try metadata.types.decode(bytes, as: method.output)[0])
            let hotkeys = try ["//Alice//hot", "//Bob//hot"].map { try KeyPair(uri: $0).accountID }
            #expect(metagraph["hotkeys"]?.list?.compactMap(\.account) == hotkeys)
            #expect(metagraph["num_uids"]?.uint64 == 2)
            #expect(metagraph["tempo"]?.uint64 == 5)
            #expect(metagraph["validator_permit"]?.list?.compactMap(\.bool) == [true, true])
            let stakes = metagraph["tao_stake"]?.list?.compactMap(\.uint64)
            #expect(stakes == [1_000_000_000, 1_000_000_000])
            #expect((metagraph["emission"]?.list?.compactMap(\.uint64).reduce(0, +) ?? 0) > 0)
        }
    }

    @Test("neurons of a missing subnet are none, and arguments are checked")
    func missing() async throws {
        let chain = try Localnet(LocalnetConfiguration(blockTime: nil))
        let none = try await chain.runtimeCall("SubnetInfoRuntimeApi_get_metagraph", UInt16(9).scaleEncoded, at: nil)
        #expect(none == [0])
        let empty = try await chain.runtimeCall("NeuronInfoRuntimeApi_get_neurons", UInt16(9).scaleEncoded, at: nil)
        #expect(empty == [0])
        await #expect(throws: RPCFault.self) {
            try await chain.runtimeCall("NeuronInfoRuntimeApi_get_neurons", [1], at: nil)
        }
    }
}

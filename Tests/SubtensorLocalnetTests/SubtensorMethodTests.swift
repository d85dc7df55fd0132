// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import TestRuntimes
import Testing

@testable import SubtensorLocalnet

@Suite("What a subtensor node has besides every node's methods")
struct SubtensorMethodTests {
    @Test("the embedded chain answers the bytes that its runtime does, at any block")
    func embedded() async throws {
        try await Node.with { node in
            let alice = try KeyPair(uri: "//Alice")
            let register = Call(
                "SubtensorModule", "burned_register",
                ["netuid": .number(UInt16(1)), "hotkey": .account(alice.accountID)])
            #expect(try await node.include(register, by: alice).failure == nil)
            let neuron = try await node.bytes("neuronInfo_getNeuron", [1, 0])
            #expect(try await neuron == node.call("NeuronInfoRuntimeApi_get_neuron", [1, 0, 0, 0]))
            #expect(neuron.dropFirst().starts(with: alice.accountID.bytes))
            let genesis = node.chain.genesisHash.hex
            #expect(try await node.bytes("neuronInfo_getNeuron", [1, 0, .string(genesis)]) == [0])
            let account = alice.accountID
            let delegated = try await node.call("DelegateInfoRuntimeApi_get_delegated", account.bytes)
            #expect(try await node.bytes("delegateInfo_getDelegated", [.bytes(account.bytes)]) == delegated)
            #expect(try await node.bytes("delegateInfo_getDelegated", [.string(account.ss58())]) == delegated)
        }
    }

    @Test("what it is not given, or given wrong, is refused")
    func refusals() async throws {
        try await Node.with { node in
            let wrong: [(String, [JSONValue])] = [
                ("neuronInfo_getNeuron", [1]), ("neuronInfo_getNeuron", [1, 65_536]),
                ("neuronInfo_getNeuron", [1, [0, 1]]),
                ("neuronInfo_getNeuron", [1, -1]), ("delegateInfo_getDelegate", [[1, 2, 3]]),
                ("delegateInfo_getDelegate", [["a"]]), ("delegateInfo_getDelegate", [[:]]),
                ("subnetInfo_getSubnetInfo", [1, "0x01"]),
            ]
            for (method, parameters) in wrong {
                await #expect(throws: RPCError(.remote(code: -32602), ""), "\(method) \(parameters)") {
                    try await node.ask(method, parameters)
                }
            }
        }
    }

    @Test(
        "genuine runtimes of each era answer as their node: what comes in a byte string is taken out of it",
        .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)),
        arguments: [(RealRuntime.testfinney103, true), (.local200, true), (.raonet218, true), (.dev293, false)])
    func genuine(runtime: RealRuntime, isInByteString: Bool) async throws {
        try await GenuineChainTests.with(try GenuineChainTests.configuration(runtime)) { node in
            await node.chain.produceBlock()
            for (method, function) in [("getNeurons", "get_neurons"), ("getNeuronsLite", "get_neurons_lite")] {
                let answer = try await node.call("NeuronInfoRuntimeApi_\(function)", [1, 0])
                let bytes = try await node.bytes("neuronInfo_\(method)", [1])
                #expect(try bytes == (isInByteString ? [UInt8](scale: answer) : answer))
            }
            let account = [UInt8](repeating: 7, count: 32)
            let delegate = try await node.call(
                "DelegateInfoRuntimeApi_get_delegate", isInByteString ? account.scaleEncoded : account)
            let bytes = try await node.bytes("delegateInfo_getDelegate", [.bytes(account)])
            #expect(try bytes == (isInByteString ? [UInt8](scale: delegate) : delegate))
            // 103 knows no cost of a subnet.
            if runtime != .testfinney103 {
                let cost = try await node.call("SubnetRegistrationRuntimeApi_get_network_registration_cost", [])
                #expect(try await node.ask("subnetInfo_getLockCost", []).uint64 == UInt64(scale: cost))
            }
            await #expect(throws: RPCError(.remote(code: 1), "")) {
                try await node.ask("subnetInfo_getMechagraph", [1, 0])
            }
        }
    }
}

extension Node {
    fileprivate func ask(_ method: String, _ parameters: [JSONValue]) async throws -> JSONValue {
        try await client.connection.request(method: method, params: .array(parameters))
    }

    /// The answer of a method that answers bytes.
    fileprivate func bytes(_ method: String, _ parameters: [JSONValue]) async throws -> [UInt8] {
        let list = try #require(try await ask(method, parameters).array)
        return try list.map { try #require($0.uint64.flatMap(UInt8.init(exactly:))) }
    }

    fileprivate func call(_ function: String, _ input: [UInt8]) async throws -> [UInt8] {
        let answer = try await ask("state_call", [.string(function), .string(input.hex)])
        return try [UInt8](hex: try #require(answer.string))
    }
}

extension JSONValue {
    fileprivate static func bytes(_ bytes: [UInt8]) -> JSONValue { .array(bytes.map { JSONValue(UInt64($0)) }) }
}

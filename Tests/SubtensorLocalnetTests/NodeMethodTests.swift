// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet

@Suite("The embedded node's methods")
struct NodeMethodTests {
    @Test("heads are told as they come, with the hash that their header has")
    func heads() async throws {
        try await Node.with { node in
            var told: [BlockHeader] = []
            for try await head in try await node.client.heads() {
                told.append(head)
                if told.count == 4 { break }
                await node.chain.produceBlock()
            }
            #expect(told.map(\.number) == [0, 1, 2, 3])
            for head in told { #expect(try await node.client.blockHash(head.number) == head.hash) }
            #expect(told[3].parentHash == told[2].hash)
        }
    }

    @Test("state can be read at an old block")
    func history() async throws {
        try await Node.with { node in
            let first = await node.chain.produceBlock()
            await node.chain.produceBlock()
            let number = StorageAddress<UInt32>("System", "Number")
            let values = try await (
                node.client.state(at: .hash(first.hash)).value(number), node.client.state().value(number)
            )
            #expect(values == (1, 2))
        }
    }

    @Test("several values of one block are read by one request")
    func severalValues() async throws {
        try await Node.with(difficulty: 77) { node in
            let values = try await node.client.state(at: 0).values(
                StorageAddress<Bool>("SubtensorModule", "NetworksAdded", UInt16(1)),
                StorageAddress<Bool>("SubtensorModule", "NetworksAdded", UInt16(9)),
                StorageAddress<UInt64>("SubtensorModule", "Difficulty", UInt16(1)))
            #expect(values.0 == true)
            #expect(values.1 == false)
            #expect(values.2 == 77)
        }
    }

    @Test("a map is listed with its keys")
    func entries() async throws {
        try await Node.with { node in
            let subnets = try await node.client.state(at: 0).entries(
                of: "SubtensorModule", "NetworksAdded", key: UInt16.self, value: Bool.self)
            #expect(subnets.map(\.key) == [0, 1])
        }
    }

    @Test("an unknown block, method and runtime function are refused")
    func refusals() async throws {
        try await Node.with { node in
            let unknown = Hash256(unchecked: [UInt8](repeating: 9, count: 32))
            await #expect(throws: ClientError(.node(4003), "")) {
                try await node.client.storage([StorageKey(bytes: [1])], at: unknown)
            }
            await #expect(throws: RPCError(.remote(code: 4003), "")) {
                try await node.client.connection.request(method: "state_call", params: ["Nothing_at_all", "0x"])
            }
            await #expect(throws: RPCError(.remote(code: -32601), "")) {
                try await node.client.connection.request(method: "no_such_method")
            }
            await #expect(throws: RPCError(.remote(code: -32602), "")) {
                try await node.client.connection.request(method: "state_getStorage", params: ["not hex"])
            }
        }
    }

    @Test("metadata by runtime call is the same as by method, in versions 14 and 15")
    func metadataByCall() async throws {
        try await Node.with { node in
            for version in [UInt32(14), 15] {
                let bytes = try await node.client.runtimeCall("Metadata_metadata_at_version", version.scaleEncoded)
                let metadata = try RuntimeMetadata(optionOpaque: bytes)
                #expect(metadata.pallets == node.client.runtime.metadata.pallets)
                #expect(metadata.extrinsic.extensions == node.client.runtime.metadata.extrinsic.extensions)
                #expect(metadata.apis.isEmpty == (version == 14))
            }
            let none = try await node.client.runtimeCall("Metadata_metadata_at_version", UInt32(13).scaleEncoded)
            #expect(none == [0])
        }
    }

    @Test("states older than the chain retains are discarded at every block; hashes, headers and bodies stay")
    func pruning() async throws {
        let chain = try Localnet(LocalnetConfiguration(blockTime: nil, retainedBlocks: 4, now: { 1 }))
        var headers: [BlockHeader] = []
        for _ in 0..<20 { headers.append(await chain.produceBlock()) }
        let key = SystemPallet.number.declaration.key([])
        for header in headers {
            let number = header.number.rawValue
            #expect(try await chain.hash(number) == .string(header.hash.hex))
            #expect(await chain.block(header.hash)?.header == header)
            #expect(await chain.block(header.hash)?.extrinsics.count == 1)
            guard number < 16 else {
                #expect(try await chain.storage(key, at: header.hash) == .string(UInt32(number).scaleEncoded.hex))
                continue
            }
            let fault = await #expect(throws: RPCFault.self) { try await chain.storage(key, at: header.hash) }
            #expect(fault?.message == "Client error: UnknownBlock: State already discarded for \(header.hash.hex)")
        }
    }
}

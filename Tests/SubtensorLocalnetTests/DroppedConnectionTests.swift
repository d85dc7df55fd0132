// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstrateKeys
import SubstrateRPC
import SubtensorLocalnet
import Testing

@Suite("A node that drops its connections")
struct DroppedConnectionTests {
    @Test("who was connected is cut off, and may connect again; what waits for a block waits on")
    func drop() async throws {
        try await Localnet.with(LocalnetConfiguration(blockTime: nil)) { node in
            let endpoint = try RPCEndpoint(node.url)
            try await withRPCClient(to: endpoint) { connection in
                let client = try await SubstrateClient.connect(over: connection)
                let remark = Call("System", "remark", ["remark": .bytes([1])])
                let extrinsic = try await client.sign(remark, by: try KeyPair(uri: "//Alice"))
                #expect(await node.chain.waitingExtrinsics == 0)
                _ = try await connection.request(
                    method: "author_submitExtrinsic", params: [.string(extrinsic.bytes.hex)])
                #expect(await node.chain.waitingExtrinsics == 1)

                node.dropConnections()
                await #expect(throws: RPCError.self) {
                    while true { _ = try await connection.request(method: "chain_getHeader", params: []) }
                }
            }
            #expect(await node.chain.waitingExtrinsics == 1)
            try await withRPCClient(to: endpoint) { connection in
                _ = try await connection.request(method: "chain_getHeader", params: [])
            }
            await node.chain.produceBlock()
            #expect(await node.chain.waitingExtrinsics == 0)
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstrateRPC
import Testing

@Suite("The highest block that a node has heard of")
struct NodeHeightTests {
    @Test("is the node's word, and nil where it says nothing of it")
    func height() async throws {
        let chain = try await ScriptedChain()
        chain.answer("system_syncState", ["startingBlock": 1, "currentBlock": 5, "highestBlock": 9])
        #expect(try await chain.client.highestBlockHeardOf() == 9)
        for answer in [["currentBlock": 5], .null, "9", ["highestBlock": "nine"]] as [JSONValue] {
            chain.answer("system_syncState", answer)
            #expect(try await chain.client.highestBlockHeardOf() == nil)
        }
        chain.refuse("system_syncState", code: -32601, "Method not found")
        await #expect(throws: ClientError(.node(-32601), "")) { try await chain.client.highestBlockHeardOf() }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Testing

@testable import SubtensorLocalnet
@testable import btcli

@Suite("btcli localnet mine")
struct LocalnetMineTests {
    @Test("lets the node make so many blocks, and says which the newest is")
    func blocks() async throws {
        try await Localnet.with(LocalnetConfiguration(blockTime: nil)) { localnet in
            let one = await Run("localnet mine --network \(localnet.url)")
            #expect(one.status == .done && one.output.contains("Newest block  1\n"), "\(one)")
            let more = await Run("localnet mine 41 --network \(localnet.url) --json-output")
            #expect(more.status == .done)
            let (made, head) = (try more.document["made"] as? Int, try more.document["block"] as? Int)
            #expect(made == 41 && head == 42, "\(more)")
        }
    }

    @Test("no block and too many are refused", arguments: ["0", "100001", "-1"])
    func counts(count: String) async {
        let run = await Run("localnet mine -- \(count)")
        #expect(run.status == .usage && run.isOneLineError, "\(run)")
    }

    @Test("a node that makes no blocks for others is told so in one line")
    func refused() async throws {
        let chain = try Localnet(LocalnetConfiguration(blockTime: nil))
        let run = try await RPCServer.with(handler: Sealless(node: InstantNode(chain: chain))) { server in
            await Run("localnet mine --network \(server.url)")
        }
        #expect(run.status == .usage && run.isOneLineError, "\(run)")
        #expect(run.talk.contains("makes no blocks for those who ask"))
    }
}

/// A node that has no methods of development nodes.
private struct Sealless: RPCHandler {
    let node: InstantNode

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Swift.Result<JSONValue, RPCFault> {
        guard !method.hasPrefix("engine_") else { return .failure(.methodNotFound) }
        return await node.handle(method: method, params: params, session: session)
    }
}

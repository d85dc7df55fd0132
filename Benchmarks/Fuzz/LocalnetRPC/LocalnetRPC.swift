// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOEmbedded
import SubstratePrimitives
import SubstrateRPC

@testable import SubtensorLocalnet

/// Feeds what a client sends over its WebSocket, one message a line, to an embedded chain.
///
/// Every message has an answer that can be read, or needs none; and nobody listens any more when the connection has ended.
@_cdecl("fuzzLocalnetRPC")
public func fuzzLocalnetRPC(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let lines = UnsafeBufferPointer(start: start, count: count)
        .split(separator: UInt8(ascii: "\n"), maxSplits: 16).map { ByteBuffer(bytes: $0) }
    waiting { await chains.answer(lines) }
    return 0
}

private let chains = Chains()

/// A chain that is begun anew once an input has changed it, so that every input meets the same one.
private actor Chains {
    private var chain: Localnet?

    func answer(_ messages: [ByteBuffer]) async {
        let chain = chain ?? fresh()
        let before = await chain.head.hash
        let configuration = RPCServerConfiguration()
        let dispatcher = CallDispatcher(handler: NodeRPC(chain: chain), configuration: configuration)
        let channel = NIOAsyncTestingChannel()
        let connection = ServerConnection(channel: channel, configuration: configuration, allowsSubscriptions: true)
        for message in messages {
            let session = RPCSession(connection: connection, call: RPCSession.CallScope())
            guard let answer = await dispatcher.answer(to: message, session: session) else { continue }
            precondition((try? JSONValue(parsing: answer.serialized())) == answer, "an answer reads as something else")
        }
        connection.end()
        await channel.testingEventLoop.run()
        _ = try? await channel.finish(acceptAlreadyClosed: true)
        await channel.testingEventLoop.shutdownGracefully()
        self.chain = await chain.isUntouched(since: before) ? chain : nil
    }

    private func fresh() -> Localnet {
        do {
            return try Localnet(LocalnetConfiguration(blockTime: nil, difficulty: 1, now: { 1_700_000_000_000 }))
        } catch {
            preconditionFailure("a chain: \(error)")
        }
    }
}

extension Localnet {
    /// Whether nothing has happened that a later input could tell.
    fileprivate func isUntouched(since hash: Hash256) -> Bool {
        head.hash == hash && pool.isEmpty && subscriptions.isEmpty
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOEmbedded
import NIOWebSocket

@testable import SubstrateRPC

/// Feeds what comes out of a socket after the handshake: the first byte says how long the pieces are in which it arrives, the
/// rest are frames.
///
/// The client's whole pipeline must end with an error of its own or be open still, with nothing waiting in it that nobody
/// asked for; and what a server puts together must stay within its limit.
@_cdecl("fuzzWebSocketFrames")
public func fuzzWebSocketFrames(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = input.first else { return 0 }
    let pieces = pieces(input.dropFirst(), size: Int(first) + 1)
    client(pieces)
    server(pieces)
    return 0
}

private let maxMessageSize = 4096

private func pieces(_ bytes: ArraySlice<UInt8>, size: Int) -> [ByteBuffer] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map {
        ByteBuffer(bytes: bytes[$0..<min($0 + size, bytes.endIndex)])
    }
}

private func client(_ pieces: [ByteBuffer]) {
    var configuration = WebSocketConfiguration()
    configuration.maxMessageSize = maxMessageSize
    guard let endpoint = try? RPCEndpoint("ws://fuzz:1") else { preconditionFailure("an address") }
    let channel = EmbeddedChannel()
    let session = WebSocketSession(
        endpoint: endpoint, configuration: configuration, observer: RPCObserver(), channel: channel)
    let meter = ArrivalMeter()
    do {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(meter)
        try pipeline.addHandler(ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: maxMessageSize)))
        try pipeline.addHandler(WebSocketClientHandler(session: session, meter: meter))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    } catch {
        preconditionFailure("the pipeline: \(error)")
    }
    // The decoder's errors go through the pipeline; what else is thrown is that the channel is closed.
    for piece in pieces { _ = try? channel.writeInbound(piece) }
    precondition(session.load == (0, 0), "a node opened something")
    channel.embeddedEventLoop.advanceTime(by: .seconds(60))
    _ = try? channel.finish(acceptAlreadyClosed: true)
    precondition(session.failure != nil, "a closed session is open")
}

private func server(_ pieces: [ByteBuffer]) {
    var assembler = MessageAssembler(role: .server, maxMessageSize: maxMessageSize)
    let channel = EmbeddedChannel(
        handler: ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: maxMessageSize)))
    defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
    do {
        for piece in pieces {
            try channel.writeInbound(piece)
            while let frame = try channel.readInbound(as: WebSocketFrame.self) {
                guard case .text(let message)? = try assembler.take(frame) else { continue }
                precondition(message.readableBytes <= maxMessageSize, "a message beyond the limit")
            }
        }
    } catch {
        // NIO's about a frame, or ours about where it stands.
    }
}

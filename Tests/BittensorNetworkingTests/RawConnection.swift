// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix

/// A connection that sends any bytes and reads what comes back.
struct RawConnection: Sendable {
    private let channel: any Channel
    private let received: Received

    /// What came, and whether more can.
    private final class Received: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let stream: AsyncStream<[UInt8]>
        private let continuation: AsyncStream<[UInt8]>.Continuation

        init() { (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
        }
        func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    /// Opens a connection to a port of this machine; one that does not read leaves what comes where it is.
    init(port: Int, reads: Bool = true) async throws {
        let received = Received()
        self.received = received
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: false)
            .channelOption(.autoRead, value: reads)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(received) }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    /// Sends bytes. An error means that the other side has closed, which what is read will show.
    func send(_ bytes: some Collection<UInt8>) async { try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }
    func send(_ text: String) async { await send(Array(text.utf8)) }

    /// Ends this side's half of the connection.
    func finish() async { try? await channel.close(mode: .output) }

    func close() async { try? await channel.close() }

    /// Everything until the other side closes.
    func readToEnd() async -> String {
        var bytes: [UInt8] = []
        for await part in received.stream { bytes += part }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What comes until it satisfies `isComplete`, or the other side closes.
    func read(until isComplete: (String) -> Bool) async -> String {
        var bytes: [UInt8] = []
        for await part in received.stream {
            bytes += part
            let text = String(decoding: bytes, as: UTF8.self)
            if isComplete(text) { return text }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// One answer with a `Content-Length`.
    func readAnswer() async -> RawAnswer { RawAnswer(await read { RawAnswer($0).isComplete }) }
}

/// An HTTP answer as text.
struct RawAnswer {
    let status: Int
    let headers: [String: String]
    /// The header lines as they came.
    let lines: [String]
    let body: String

    init(_ text: String) {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = (parts.first ?? "").split(separator: "\r\n")
        status = (lines.first?.split(separator: " ").dropFirst().first).flatMap { Int($0) } ?? 0
        self.lines = lines.dropFirst().map { String($0) }
        headers = Dictionary(
            lines.dropFirst().compactMap { line in
                line.firstIndex(of: ":").map {
                    (line[..<$0].lowercased(), String(line[line.index($0, offsetBy: 2)...]))
                }
            }, uniquingKeysWith: { $1 })
        body = parts.count == 2 ? String(parts[1]) : ""
    }

    var isComplete: Bool {
        guard let length = headers["content-length"].flatMap(Int.init) else {
            return headers["transfer-encoding"] != nil && body.hasSuffix("0\r\n\r\n")
        }
        return body.utf8.count >= length
    }
}

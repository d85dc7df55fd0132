// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOWebSocket
import SubstrateRPC

/// Serves one WebSocket from its handshake to its end.
struct WebSocketService: Sendable {
    let dispatcher: CallDispatcher
    let configuration: RPCServerConfiguration

    func serve(_ channel: NIOAsyncChannel<WebSocketFrame, WebSocketFrame>) async {
        let connection = ServerConnection(
            channel: channel.channel, configuration: configuration, allowsSubscriptions: true)
        // However the socket fails, the connection has ended, and nobody else is concerned.
        try? await channel.executeThenClose { frames, _ in
            await withTaskGroup(of: Void.self) { calls in
                let goodbye = await read(frames, connection, &calls)
                connection.send(.connectionClose, goodbye)
                connection.end()
                calls.cancelAll()
            }
        }
        connection.end()
    }

    /// Reads until the end and returns the payload of the closing frame to send.
    private func read(
        _ frames: NIOAsyncChannelInboundStream<WebSocketFrame>, _ connection: ServerConnection,
        _ calls: inout TaskGroup<Void>
    ) async -> ByteBuffer {
        var assembler = MessageAssembler(role: .server, maxMessageSize: configuration.maxMessageSize)
        var running = 0
        do {
            for try await frame in frames {
                switch try assembler.take(frame) {
                case .text(let message):
                    if running == configuration.maxConcurrentCalls {
                        await calls.next()
                        running -= 1
                    }
                    running += 1
                    calls.addTask { await answer(message, connection) }
                case .ping(let payload): connection.send(.pong, payload)
                case .close: return Self.payload(.normalClosure)
                case .pong, nil: break
                }
            }
            return Self.payload(.goingAway)
        } catch let violation as MessageAssembler.Violation {
            return Self.payload(violation.code)
        } catch NIOWebSocketError.invalidFrameLength {
            return Self.payload(.messageTooLarge)
        } catch is NIOWebSocketError {
            return Self.payload(.protocolError)
        } catch {
            return Self.payload(.goingAway)
        }
    }

    private func answer(_ message: ByteBuffer, _ connection: ServerConnection) async {
        let session = RPCSession(connection: connection, call: RPCSession.CallScope())
        let answer = await dispatcher.answer(to: message, session: session)
        // What a cancelled call returns is no answer.
        guard let answer, !Task.isCancelled else { return }
        await connection.send(answer, releasing: session.call.opened)
    }

    private static func payload(_ code: WebSocketErrorCode) -> ByteBuffer {
        var payload = ByteBuffer()
        payload.write(webSocketErrorCode: code)
        return payload
    }
}

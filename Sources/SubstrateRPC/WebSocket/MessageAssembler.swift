// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import NIOCore
package import NIOWebSocket

/// Puts frames together to messages and says which frames the protocol (RFC 6455) does not allow here.
///
/// Knows no network: used by the client and by the server of the embedded chain alike.
package struct MessageAssembler {
    package enum Role: Sendable {
        /// Takes unmasked frames only.
        case client
        /// Takes masked frames only.
        case server
    }

    package enum Event: Equatable {
        /// A message, in whichever frames: some peers send JSON in binary ones.
        case text(ByteBuffer)
        case ping(ByteBuffer)
        case pong
        /// The peer says goodbye, with its reason if it gave one.
        case close(code: UInt16?, reason: String)
    }

    /// What the peer did wrong, and the code of RFC 6455 section 7.4.1 to close with.
    package struct Violation: Error, Equatable {
        package let code: WebSocketErrorCode
        package let reason: String
    }

    /// More pieces than this and the message is refused: the smallest useful frame, not the smallest possible one.
    private static let maxFragments = 1 << 16

    private let role: Role
    private let maxMessageSize: Int
    private var partial: ByteBuffer?
    private var fragments = 0

    package init(role: Role, maxMessageSize: Int) {
        self.role = role
        self.maxMessageSize = maxMessageSize
    }

    /// Takes one frame; returns nil while a message is incomplete.
    package mutating func take(_ frame: WebSocketFrame) throws(Violation) -> Event? {
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            throw Violation(code: .protocolError, reason: "a frame of an extension that was not agreed on")
        }
        guard (frame.maskKey != nil) == (role == .server) else {
            throw Violation(code: .protocolError, reason: role == .server ? "an unmasked frame" : "a masked frame")
        }
        let data = frame.unmaskedData
        switch frame.opcode {
        case .text, .binary:
            guard partial == nil else {
                throw Violation(code: .protocolError, reason: "a message that begins inside another")
            }
            fragments = 0
            return try take(data, isLast: frame.fin)
        case .continuation:
            guard partial != nil else {
                throw Violation(code: .protocolError, reason: "the continuation of no message")
            }
            return try take(data, isLast: frame.fin)
        case .ping: return .ping(data)
        case .pong: return .pong
        case .connectionClose: return closing(data)
        default: throw Violation(code: .protocolError, reason: "a frame of unknown kind")
        }
    }

    private mutating func take(_ data: ByteBuffer, isLast: Bool) throws(Violation) -> Event? {
        fragments += 1
        let size = (partial?.readableBytes ?? 0) + data.readableBytes
        guard size <= maxMessageSize, fragments <= Self.maxFragments else {
            throw Violation(
                code: .messageTooLarge, reason: "a message over \(maxMessageSize) bytes or \(Self.maxFragments) frames")
        }
        guard var message = partial.take() else {
            if isLast { return .text(data) }
            partial = data
            return nil
        }
        message.writeImmutableBuffer(data)
        if isLast { return .text(message) }
        partial = message
        return nil
    }

    private func closing(_ data: ByteBuffer) -> Event {
        var data = data
        let code = data.readInteger(as: UInt16.self)
        return .close(code: code, reason: String(buffer: data))
    }
}

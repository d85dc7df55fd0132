// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOWebSocket
import Testing

@testable import SubstrateRPC

@Suite("Frames to messages")
struct MessageAssemblerTests {
    private func frame(
        _ opcode: WebSocketOpcode, _ text: String, fin: Bool = true, mask: WebSocketMaskingKey? = nil
    ) -> WebSocketFrame {
        WebSocketFrame(fin: fin, opcode: opcode, maskKey: mask, data: ByteBuffer(string: text))
    }

    @Test("Pieces become one message, control frames in between pass")
    func fragments() throws {
        var assembler = MessageAssembler(role: .client, maxMessageSize: 100)
        #expect(try assembler.take(frame(.text, "ab", fin: false)) == nil)
        #expect(try assembler.take(frame(.ping, "p")) == .ping(ByteBuffer(string: "p")))
        #expect(try assembler.take(frame(.continuation, "", fin: false)) == nil)
        #expect(try assembler.take(frame(.pong, "")) == .pong)
        #expect(try assembler.take(frame(.continuation, "cd")) == .text(ByteBuffer(string: "abcd")))
        #expect(try assembler.take(frame(.text, "e")) == .text(ByteBuffer(string: "e")))
    }

    @Test("JSON in binary frames is a message too, and so are its pieces")
    func binary() throws {
        var assembler = MessageAssembler(role: .client, maxMessageSize: 100)
        #expect(try assembler.take(frame(.binary, "a")) == .text(ByteBuffer(string: "a")))
        #expect(try assembler.take(frame(.binary, "b", fin: false)) == nil)
        #expect(try assembler.take(frame(.continuation, "c")) == .text(ByteBuffer(string: "bc")))
    }

    @Test("What the protocol forbids is refused with its code")
    func violations() {
        var reserved = frame(.text, "a")
        reserved.rsv1 = true
        let cases: [([WebSocketFrame], WebSocketErrorCode)] = [
            ([frame(.binary, "a", fin: false), frame(.text, "b")], .protocolError),
            ([frame(.binary, "12345")], .messageTooLarge),
            ([frame(.continuation, "a")], .protocolError),
            ([frame(.text, "a", fin: false), frame(.text, "b")], .protocolError),
            ([frame(.text, "a", mask: [1, 2, 3, 4])], .protocolError),
            ([reserved], .protocolError),
            ([frame(.text, "12345")], .messageTooLarge),
            ([frame(.text, "123", fin: false), frame(.continuation, "45", fin: false)], .messageTooLarge),
        ]
        for (frames, code) in cases {
            var assembler = MessageAssembler(role: .client, maxMessageSize: 4)
            let violation = #expect(throws: MessageAssembler.Violation.self) {
                for frame in frames { _ = try assembler.take(frame) }
            }
            #expect(violation?.code == code)
        }
    }

    @Test("Endless empty pieces are refused")
    func endlessFragments() throws {
        var assembler = MessageAssembler(role: .client, maxMessageSize: 4)
        #expect(try assembler.take(frame(.text, "", fin: false)) == nil)
        #expect(throws: MessageAssembler.Violation.self) {
            for _ in 0..<100_000 { _ = try assembler.take(frame(.continuation, "", fin: false)) }
        }
    }

    @Test("A server takes masked frames only, and the code of a goodbye is read")
    func serverRole() throws {
        var assembler = MessageAssembler(role: .server, maxMessageSize: 100)
        #expect(throws: MessageAssembler.Violation.self) { try assembler.take(frame(.text, "a")) }
        var payload = ByteBuffer()
        payload.write(webSocketErrorCode: .goingAway)
        payload.writeString("bye")
        payload.webSocketMask([1, 2, 3, 4])
        let goodbye = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: [1, 2, 3, 4], data: payload)
        #expect(try assembler.take(goodbye) == .close(code: 1001, reason: "bye"))
    }
}

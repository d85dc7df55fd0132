// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// Where an HTTP/1.1 message that tells its length ends.
enum HTTPMessage {
    /// The bytes of the first message in the buffer; nil while it is not all there.
    static func length(_ buffer: ByteBuffer) -> Int? {
        buffer.withUnsafeReadableBytes { bytes in
            var lineStart = 0
            var bodyLength = 0
            for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
                let line = bytes[lineStart..<index]
                if line.count <= 1 {
                    let end = index + 1 + bodyLength
                    return end <= bytes.count ? end : nil
                }
                bodyLength = contentLength(line) ?? bodyLength
                lineStart = index + 1
            }
            return nil
        }
    }

    private static let name = [UInt8]("content-length:".utf8)

    private static func contentLength(_ line: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard line.count > name.count, zip(line, name).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { return nil }
        return line.dropFirst(name.count).reduce(0) { value, byte in
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte ? value * 10 + Int(byte - UInt8(ascii: "0")) : value
        }
    }
}

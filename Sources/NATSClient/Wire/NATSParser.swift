// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import SubstratePrimitives

/// Takes what a server sends apart, in whatever pieces it arrives. A value without a network.
///
/// Nothing is believed: lines and payloads have limits, numbers are digits alone and do not overflow, headers are no longer than
/// the whole. After an error nothing more can be read.
struct NATSParser {
    /// What the bytes break of the protocol.
    struct Violation: Error, Hashable {
        let reason: String
    }

    /// The longest line but for the server's description of itself, as the protocol has it.
    static let longestLine = 4096
    /// The longest description: it lists the servers of a cluster.
    static let longestInfo = 32 << 10

    private enum Expectation {
        case line
        case payload(Head)
    }

    /// What the line of a message says.
    private struct Head {
        let subject: String
        let subscription: UInt64
        let reply: String?
        /// How many bytes of the whole are headers; nil without any.
        let headers: Int?
        let total: Int
    }

    private var buffer = ByteBuffer()
    private var expected = Expectation.line
    /// How many bytes of the line were looked at already without an end.
    private var scanned = 0
    /// The most bytes of one message's headers and payload together.
    private(set) var maxPayload: Int

    init(maxPayload: Int = 1 << 20) { self.maxPayload = maxPayload }

    /// Whether nothing is left that was received and not read.
    var isEmpty: Bool { buffer.readableBytes == 0 }

    /// Takes in what has arrived.
    mutating func append(_ bytes: ByteBuffer) {
        buffer.discardReadBytes()
        buffer.writeImmutableBuffer(bytes)
    }

    /// The next whole thing that was sent; nil until more arrives.
    mutating func next() throws(Violation) -> NATSServerOperation? {
        while true {
            switch expected {
            case .line:
                guard let line = try nextLine() else { return nil }
                if let operation = try read(line) { return operation }
            case .payload(let head):
                guard let message = try nextMessage(head) else { return nil }
                expected = .line
                return .message(message, subscription: head.subscription)
            }
        }
    }

    // MARK: Lines

    /// The next line without its end.
    private mutating func nextLine() throws(Violation) -> ByteBufferView? {
        let bytes = buffer.readableBytesView
        // A line ends in two bytes, of which the first may have been the last that was looked at.
        let start = bytes.index(bytes.startIndex, offsetBy: scanned)
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            scanned = bytes.count
            guard bytes.count <= limit(of: bytes) else { throw tooLong(bytes) }
            return nil
        }
        let count = end - bytes.startIndex
        guard count <= limit(of: bytes) else { throw tooLong(bytes) }
        guard count > 0, bytes[end - 1] == UInt8(ascii: "\r") else {
            throw Violation(reason: "a line that does not end in CR LF")
        }
        scanned = 0
        buffer.moveReaderIndex(forwardBy: count + 1)
        return bytes[bytes.startIndex..<end - 1]
    }

    private func limit(of line: ByteBufferView) -> Int {
        line.starts(with: "INFO ".utf8) ? Self.longestInfo : Self.longestLine
    }

    private func tooLong(_ line: ByteBufferView) -> Violation {
        Violation(reason: "a line of more than \(limit(of: line)) bytes")
    }

    /// What a line says; nil where a payload follows.
    private mutating func read(_ line: ByteBufferView) throws(Violation) -> NATSServerOperation? {
        let end = line.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? line.endIndex
        let arguments = line[end...]
        switch String(decoding: line[..<end].prefix(8), as: UTF8.self).uppercased() {
        case "MSG": expected = .payload(try head(arguments, hasHeaders: false))
        case "HMSG": expected = .payload(try head(arguments, hasHeaders: true))
        case "PING": return .ping
        case "PONG": return .pong
        case "+OK": return .ok
        case "-ERR": return .error(Self.errorText(arguments))
        case "INFO":
            guard let info = NATSServerInfo(json: arguments) else {
                throw Violation(reason: "a description of itself that cannot be read")
            }
            maxPayload = info.maxPayload
            return .info(info)
        default: throw Violation(reason: "\(excerpt(String(decoding: line.prefix(40), as: UTF8.self)))")
        }
        return nil
    }

    private static func errorText(_ bytes: ByteBufferView) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return String(text.drop { $0 == " " || $0 == "'" }.reversed().drop { $0 == "'" || $0 == " " }.reversed())
    }

    /// `SUBJECT NUMBER [REPLY] [HEADERS] TOTAL`.
    private func head(_ arguments: ByteBufferView, hasHeaders: Bool) throws(Violation) -> Head {
        let words = arguments.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let numbers = hasHeaders ? 2 : 1
        guard words.count == 2 + numbers || words.count == 3 + numbers else {
            throw Violation(reason: "a message with \(words.count) arguments")
        }
        let reply = words.count == 3 + numbers ? try Self.text(words[2]) : nil
        let total = try Self.size(words[words.count - 1])
        guard total <= maxPayload else {
            throw Violation(reason: "a message of \(total) bytes, over the limit of \(maxPayload)")
        }
        let headers = hasHeaders ? try Self.size(words[words.count - 2]) : nil
        guard headers ?? 0 <= total else { throw Violation(reason: "headers that are longer than their message") }
        return Head(
            subject: try Self.text(words[0]), subscription: try Self.number(words[1]), reply: reply, headers: headers,
            total: total)
    }

    private static func text(_ word: ByteBufferView) throws(Violation) -> String {
        guard word.allSatisfy({ $0 > 0x20 && $0 != 0x7f }), let text = String(validating: word, as: UTF8.self) else {
            throw Violation(reason: "a subject that is no text")
        }
        return text
    }

    private static func size(_ word: ByteBufferView) throws(Violation) -> Int {
        guard let size = Int(exactly: try number(word)) else { throw Violation(reason: "a size beyond all bounds") }
        return size
    }

    private static func number(_ word: ByteBufferView) throws(Violation) -> UInt64 {
        var number: UInt64 = 0
        for byte in word {
            guard (0x30...0x39).contains(byte) else { throw Violation(reason: "a number with other signs than digits") }
            let (tenfold, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = tenfold.addingReportingOverflow(UInt64(byte - 0x30))
            guard !isTooLarge, !overflows else { throw Violation(reason: "a number beyond 64 bits") }
            number = sum
        }
        return number
    }

    // MARK: Payloads

    /// The message of `head`; nil until all of it is there.
    private mutating func nextMessage(_ head: Head) throws(Violation) -> NATSMessage? {
        // `total` is at most `maxPayload`, far from overflow.
        guard buffer.readableBytes >= head.total + 2 else { return nil }
        let bytes = buffer.readableBytesView
        let end = bytes.startIndex + head.total
        guard bytes[end] == UInt8(ascii: "\r"), bytes[end + 1] == UInt8(ascii: "\n") else {
            throw Violation(reason: "a message that does not end where it should")
        }
        let payload = bytes.startIndex + (head.headers ?? 0)
        var headers = NATSHeaders()
        if head.headers != nil {
            do throws(NATSHeaderFault) {
                headers = try NATSHeaders(wire: bytes[bytes.startIndex..<payload])
            } catch {
                throw Violation(reason: error.reason)
            }
        }
        buffer.moveReaderIndex(forwardBy: head.total + 2)
        return NATSMessage(
            subject: head.subject, reply: head.reply, headers: headers, payload: Array(bytes[payload..<end]))
    }
}

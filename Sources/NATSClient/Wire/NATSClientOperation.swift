// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// One thing that a client sends.
enum NATSClientOperation {
    /// The connection's first words; they may hold a secret.
    case connect([UInt8])
    case publish(NATSSubject, reply: String?, headers: [UInt8], payload: [UInt8])
    case subscribe(NATSSubject, queue: String?, number: UInt64)
    case unsubscribe(number: UInt64)
    case ping
    case pong

    func write(to buffer: inout ByteBuffer) {
        switch self {
        case .connect(let document):
            buffer.writeString("CONNECT ")
            buffer.writeBytes(document)
        case .publish(let subject, let reply, let headers, let payload):
            let target = reply.map { "\(subject) \($0)" } ?? subject.description
            let total = headers.count + payload.count
            if headers.isEmpty {
                buffer.writeString("PUB \(target) \(total)\r\n")
            } else {
                buffer.writeString("HPUB \(target) \(headers.count) \(total)\r\n")
                buffer.writeBytes(headers)
            }
            buffer.writeBytes(payload)
        case .subscribe(let subject, let queue, let number):
            buffer.writeString("SUB \(subject) \(queue.map { "\($0) " } ?? "")\(number)")
        case .unsubscribe(let number): buffer.writeString("UNSUB \(number)")
        case .ping: buffer.writeString("PING")
        case .pong: buffer.writeString("PONG")
        }
        buffer.writeString("\r\n")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// A client of a broker that subscribes to everything, and never reads.
package final class DeafClient {
    private let socket: Int32

    package init(of broker: Broker) throws {
        #if os(Linux)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        socket = Foundation.socket(AF_INET, kind, 0)
        var (room, time) = (Int32(4096), timeval(tv_sec: 20, tv_usec: 0))
        setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout.size(ofValue: room)))
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout.size(ofValue: time)))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(broker.port).bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        let words = Array("CONNECT {\"verbose\":false}\r\nSUB > 1\r\nPING\r\n".utf8)
        guard isConnected, send(socket, words, words.count, 0) == words.count else {
            throw Broker.Failure(description: "a client cannot connect")
        }
        try waitForPong()
    }

    /// The broker has taken the subscription.
    private func waitForPong() throws {
        var text = ""
        var bytes = [UInt8](repeating: 0, count: 4096)
        while !text.contains("PONG") {
            let count = recv(socket, &bytes, bytes.count, 0)
            guard count > 0 else { throw Broker.Failure(description: "a client is not heard") }
            text += String(decoding: bytes.prefix(count), as: UTF8.self)
        }
    }

    /// Whether the broker has ended the connection: reads what was sent before.
    package func isDropped() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(socket, &bytes, bytes.count, 0)
            if count == 0 { return true }
            if count < 0 { return errno == ECONNRESET }
        }
    }

    deinit { close(socket) }
}

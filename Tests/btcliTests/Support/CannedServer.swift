// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// A server that answers whatever comes first on a connection with the same bytes, and closes it.
struct CannedServer: Sendable {
    let port: UInt16

    /// Serves one connection after another while `body` runs.
    ///
    /// - Parameter reply: nil closes a connection without reading.
    static func with<Result>(_ reply: String?, _ body: (CannedServer) async throws -> Result) async throws -> Result {
        #if canImport(Darwin)
            let listener = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && getsockname(listener, address, &length) == 0
            }
        }
        guard isBound, listen(listener, 8) == 0 else { throw POSIXError(.EADDRINUSE) }
        let thread = Thread { serve(listener, reply) }
        thread.start()
        // Ends the thread's accept.
        defer { shutdown(listener, Int32(SHUT_RDWR)) }
        return try await body(CannedServer(port: UInt16(bigEndian: address.sin_port)))
    }

    /// A client that has gone is no reason to end the tests.
    private static var noSignal: Int32 {
        #if canImport(Darwin)
            // MSG_NOSIGNAL of sys/socket.h, which Swift does not see.
            0x80000
        #else
            Int32(MSG_NOSIGNAL)
        #endif
    }

    private static func serve(_ listener: Int32, _ reply: String?) {
        while case let connection = accept(listener, nil, nil), connection >= 0 {
            if let reply {
                var request = [UInt8](repeating: 0, count: 4096)
                _ = read(connection, &request, request.count)
                _ = send(connection, reply, reply.utf8.count, noSignal)
            }
            close(connection)
        }
        close(listener)
    }
}

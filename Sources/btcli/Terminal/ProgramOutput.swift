// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What a program writes, taken as it comes.
///
/// A pipe, not a file: once it is closed, whoever goes on writing is ended by that, also what the program has started and left
/// behind, which could fill a disk otherwise.
struct ProgramOutput {
    private var bytes: [UInt8] = []
    private var reading: Int32
    private(set) var writing: Int32

    var count: Int { bytes.count }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Parameter code: of the error when there can be no pipe.
    init(_ code: CLIError.Code) throws(CLIError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw CLIError(code, "cannot run a program: \(systemErrorText(errno))") }
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    /// Takes what is there, and not much more than a limit.
    mutating func take(atMost limit: Int) {
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count <= limit {
            let count = read(reading, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes += buffer[..<count]
        }
    }

    /// To be called when the program has its own end.
    mutating func closeWriting() { Self.close(&writing) }

    mutating func close() {
        Self.close(&reading)
        Self.close(&writing)
    }

    private static func close(_ end: inout Int32) {
        guard end >= 0 else { return }
        #if canImport(Darwin)
            Darwin.close(end)
        #elseif canImport(Musl)
            Musl.close(end)
        #else
            Glibc.close(end)
        #endif
        end = -1
    }
}

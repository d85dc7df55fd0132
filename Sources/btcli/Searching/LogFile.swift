// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// A file at whose end lines are put, each with the moment at which it was said.
final class LogFile: Sendable {
    private let descriptor: Int32
    private let now: @Sendable () -> WallTime
    /// Held while writing, so that lines of several tasks do not mix.
    private let lock = Mutex(())

    /// - Throws: `notWritten` when the file cannot be opened or made.
    init(path: String, now: @escaping @Sendable () -> WallTime = { .now }) throws(OutputFileError) {
        // Does not wait: a pipe without a reader is refused.
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o644)
        guard descriptor >= 0 else {
            throw OutputFileError(
                .notWritten, "cannot write the log to \(excerpt(path)): \(String(cString: strerror(errno)))")
        }
        self.now = now
    }

    deinit { close(descriptor) }

    /// Adds a line; what a full disk does not take is lost.
    func append(_ line: String) {
        let bytes = Array("\(now().iso8601) \(line)\n".utf8)
        lock.withLock { _ in
            // In one step: others may append too.
            _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        }
    }
}

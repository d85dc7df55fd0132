// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// The program in which people read what is longer than their screen.
enum SystemPager {
    /// Whether one has the terminal: Ctrl-C is meant for it then.
    private static let running = Atomic(false)
    static var isRunning: Bool { running.load(ordering: .relaxed) }

    /// What a shell says of a program that is not there.
    private static let notFound: Int32 = 127

    /// Shows a text, and returns when the reader has seen enough; false where there is no such program.
    ///
    /// How it ends says nothing: whoever leaves it has read what he wanted.
    @Sendable static func show(_ text: String, with command: String) async throws -> Bool {
        try await WaitingThread.run { _ in
            running.store(true, ordering: .relaxed)
            defer { running.store(false, ordering: .relaxed) }
            guard let pager = start(command) else { return false }
            write(text, to: pager.input)
            close(pager.input)
            return end(of: pager.process) != notFound
        }
    }

    /// Starts it by the shell, as `PAGER` may be several words; nil where that fails.
    private static func start(_ command: String) -> (process: pid_t, input: Int32)? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        let (reading, writing) = (ends[0], ends[1])
        // Or the pager would hold its own input open.
        _ = fcntl(writing, F_SETFD, FD_CLOEXEC)
        #if canImport(Darwin)
            var files: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var files = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&files)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&files)
            posix_spawnattr_destroy(&attributes)
            close(reading)
        }
        posix_spawn_file_actions_adddup2(&files, reading, STDIN_FILENO)
        // What this process ignores is not for its child to ignore.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, numericCast(POSIX_SPAWN_SETSIGDEF))
        let line = ["/bin/sh", "-c", command]
        var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/bin/sh", &files, &attributes, &words, environ) == 0 else {
            close(writing)
            return nil
        }
        return (process, writing)
    }

    /// Writes as much as the reader wants to see.
    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                #if canImport(Darwin)
                    let written = Darwin.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                #elseif canImport(Musl)
                    let written = Musl.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                #else
                    let written = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                #endif
                if written > 0 { done += written } else if errno != EINTR { return }
            }
        }
    }

    /// The status that it ends with.
    private static func end(of process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 { if errno != EINTR { return 0 } }
        return status & 0x7f == 0 ? status >> 8 & 0xff : 0
    }
}

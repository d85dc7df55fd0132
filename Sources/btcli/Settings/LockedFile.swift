// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// A file of lines that several processes append to, and that only its owner may read.
///
/// A line is in the file when `append` returns, whatever becomes of the process, and on the disk if that is asked for. A process
/// that is killed leaves at most the beginning of a line, which the next one ends.
struct LockedFile: Sendable {
    let path: String

    /// Adds lines at the end, in one step.
    ///
    /// - Parameter isSynced: whether to wait until the disk has them, which takes milliseconds.
    func append(_ lines: [String], isSynced: Bool = true) throws(PrivateFile.Failure) {
        try locked { () throws(PrivateFile.Failure) in
            let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
            guard descriptor >= 0 else { throw .ofSystem }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw .ofSystem }
            guard status.st_mode & S_IFMT == S_IFREG else { throw PrivateFile.Failure("it is no file") }
            if status.st_mode & 0o077 != 0, fchmod(descriptor, 0o600) != 0 { throw .ofSystem }
            var text = lines.map { "\($0)\n" }.joined()
            var last: UInt8 = 0
            if status.st_size > 0, pread(descriptor, &last, 1, status.st_size - 1) == 1, last != UInt8(ascii: "\n") {
                text = "\n" + text
            }
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let step = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if step >= 0 { rest = rest.dropFirst(step) } else if errno != EINTR { throw .ofSystem }
            }
            guard !isSynced || fsync(descriptor) == 0 else { throw .ofSystem }
        }
    }

    /// How large it is; 0 where there is none.
    var byteCount: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Replaces the whole text by what `change` makes of it; nil leaves it.
    func rewrite(
        atMost limit: Int, _ change: ([UInt8]) throws(PrivateFile.Failure) -> String?
    ) throws(PrivateFile.Failure) {
        try locked { () throws(PrivateFile.Failure) in
            guard let text = try change(try PrivateFile.read(path, atMost: limit) ?? []) else { return }
            try PrivateFile.replace(path, with: text)
        }
    }

    /// Holds the lock of a file beside it, which goes when the process ends: the file itself may be replaced.
    private func locked(_ body: () throws(PrivateFile.Failure) -> Void) throws(PrivateFile.Failure) {
        if let slash = path.lastIndex(of: "/") { try PrivateFile.makeFolder(String(path[..<slash])) }
        let lock = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard lock >= 0 else { throw .ofSystem }
        defer { close(lock) }
        var tries = 0
        while flock(lock, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .ofSystem }
            tries += 1
            // Others hold it for a few milliseconds.
            guard tries < 500 else { throw PrivateFile.Failure("another program has held its lock for five seconds") }
            usleep(10_000)
        }
        try body()
    }
}

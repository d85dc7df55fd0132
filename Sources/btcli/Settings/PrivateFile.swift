// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// Small files that only their owner may read, and that are whole at every moment.
enum PrivateFile {
    /// Why it did not work, in the system's words or ours.
    struct Failure: Error {
        let reason: String

        init(_ reason: String) { self.reason = reason }

        /// The last error of the system.
        static var ofSystem: Failure { Failure(String(cString: strerror(errno))) }
    }

    /// The bytes of a file; nil when there is none.
    ///
    /// - Parameter isEnd: whether a larger file is read from where its last `limit` bytes begin.
    static func read(_ path: String, atMost limit: Int, isEnd: Bool = false) throws(Failure) -> [UInt8]? {
        // Does not wait: a pipe that lies there by accident cannot stop us.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .ofSystem
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .ofSystem }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure("it is no file") }
        if isEnd, status.st_size > limit, lseek(descriptor, status.st_size - off_t(limit), SEEK_SET) < 0 {
            throw .ofSystem
        }
        // As much as the file says it has, and more where it says too little: a limit costs no memory.
        let said = isEnd ? min(Int(status.st_size), limit) : Int(status.st_size)
        guard said <= limit else { throw Failure("it is larger than \(limit) bytes") }
        var bytes = [UInt8](repeating: 0, count: min(max(said, 4096), limit) + 1)
        var count = 0
        while count <= limit {
            if count == bytes.count { bytes += [UInt8](repeating: 0, count: min(count, limit + 1 - count)) }
            let step = bytes[count...].withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { throw .ofSystem }
            if step == 0 { break }
            count += step
        }
        guard count <= limit else { throw Failure("it is larger than \(limit) bytes") }
        return Array(bytes[..<count])
    }

    /// Replaces a file, or makes it and its folder, as a whole or not at all. A symbolic link stays one.
    static func replace(_ path: String, with text: String) throws(Failure) {
        let path = try linkTarget(path)
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try makeFolder(folder)
        let draft = "\(path).\(getpid()).tmp"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .ofSystem }
        var failure: Failure?
        var bytes = Array(text.utf8)[...]
        while failure == nil, !bytes.isEmpty {
            let step = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if step >= 0 { bytes = bytes.dropFirst(step) } else if errno != EINTR { failure = .ofSystem }
        }
        if failure == nil, fsync(descriptor) != 0 { failure = .ofSystem }
        close(descriptor)
        if failure == nil, rename(draft, path) != 0 { failure = .ofSystem }
        if let failure {
            unlink(draft)
            throw failure
        }
    }

    /// Moves a file to a name, replacing what was there in one step.
    static func move(_ old: String, to new: String) throws(Failure) {
        guard rename(old, new) == 0 else { throw .ofSystem }
    }

    /// Who may read, write and run a path: the low nine bits; nil when nothing is there.
    static func permissions(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_mode) & 0o777 : nil
    }

    static func makeFolder(_ path: String) throws(Failure) {
        guard !path.isEmpty, mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else { throw .ofSystem }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .ofSystem }
    }

    private static func linkTarget(_ path: String) throws(Failure) -> String {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
        guard let target = realpath(path, nil) else { throw .ofSystem }
        defer { free(target) }
        return String(cString: target)
    }

    private static func systemRead(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Darwin)
            Darwin.read(descriptor, buffer, count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer, count)
        #elseif canImport(Glibc)
            Glibc.read(descriptor, buffer, count)
        #endif
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// The one place that knows which C library this is.
#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The few system calls that keyfiles need, with the error number in place of a global variable.
enum SystemCall {
    /// An error number of the system, such as `ENOENT`.
    struct Failure: Error, Equatable {
        let number: CInt

        static let exists = Failure(number: EEXIST)
        static let missing = Failure(number: ENOENT)
        static let cancelled = Failure(number: ECANCELED)

        var isMissing: Bool { number == ENOENT || number == ENOTDIR }
        var isFull: Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }
        /// What file systems without hard links answer.
        var isUnsupported: Bool { [EPERM, EOPNOTSUPP, ENOTSUP, ENOSYS].contains(number) }
        /// Somebody else holds the lock.
        var isLocked: Bool { number == EWOULDBLOCK || number == EAGAIN }
        /// The system's own words, such as "No space left on device".
        var text: String { String(cString: strerror(number)) }
    }

    /// What a path leads to.
    struct Status {
        let isFolder: Bool
        let isRegularFile: Bool
        let isLink: Bool
        /// A pipe, a socket or a device: something that bytes come out of.
        let isStream: Bool
        let byteCount: Int
        /// Who may read, write and run it: the low nine bits.
        let permissions: Int
        let owner: UInt32
    }

    /// The user whose rights this process has.
    static var user: UInt32 { geteuid() }

    /// Opens a file for reading. Does not wait: a pipe that lies there by accident cannot stop us.
    static func openForReading(_ path: String) throws(Failure) -> CInt {
        try check(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY))
    }

    /// Creates a file that only its owner may read, from the first byte; fails if there is anything of that name.
    static func createPrivateFile(_ path: String) throws(Failure) -> CInt {
        try check(open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600))
    }

    static func createFolder(_ path: String) throws(Failure) { _ = try check(mkdir(path, 0o700)) }

    /// Removes a folder that is empty.
    static func removeFolder(_ path: String) throws(Failure) { _ = try check(rmdir(path)) }

    static func status(of descriptor: CInt) throws(Failure) -> Status {
        var result = stat()
        _ = try check(fstat(descriptor, &result))
        return Status(result)
    }

    static func status(of path: String) throws(Failure) -> Status {
        var result = stat()
        _ = try check(stat(path, &result))
        return Status(result)
    }

    /// The status of the path itself, even when it is a symbolic link.
    static func linkStatus(of path: String) throws(Failure) -> Status {
        var result = stat()
        _ = try check(lstat(path, &result))
        return Status(result)
    }

    /// Takes the lock of an open file or folder, which goes when it is closed or the process ends; fails rather than wait.
    static func lock(_ descriptor: CInt) throws(Failure) { _ = try check(flock(descriptor, LOCK_EX | LOCK_NB)) }

    /// Reads what there is, or waits for it; returns how many bytes there were, 0 at the end.
    ///
    /// Throws `cancelled` when `isCancelled` says so while there is nothing.
    static func readSome(
        _ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer, _ isCancelled: () -> Bool
    ) throws(Failure) -> Int {
        while true {
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // Milliseconds until the next look at the cancellation: nobody notices them.
            let ready = poll(&wait, 1, 50)
            if ready == 0 || (ready < 0 && errno == EINTR) {
                if isCancelled() { throw .cancelled }
                continue
            }
            let step = read(descriptor, buffer.baseAddress, buffer.count)
            if step >= 0 { return step }
            guard errno == EINTR || errno == EAGAIN else { throw Failure(number: errno) }
        }
    }

    static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

    static func writeAll(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = UnsafeRawBufferPointer(rebasing: rest)
            let step = write(descriptor, chunk.baseAddress, chunk.count)
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { throw Failure(number: errno) }
            rest = rest.dropFirst(step)
        }
    }

    static func synchronize(_ descriptor: CInt) throws(Failure) { _ = try check(fsync(descriptor)) }

    /// Gives others a hundredth of a second.
    static func pause() { usleep(10_000) }

    static func closeFile(_ descriptor: CInt) { close(descriptor) }

    /// Gives a file a second name, unless that name is taken.
    static func link(_ old: String, as new: String) throws(Failure) {
        #if canImport(Darwin)
            _ = try check(Darwin.link(old, new))
        #elseif canImport(Musl)
            _ = try check(Musl.link(old, new))
        #else
            _ = try check(Glibc.link(old, new))
        #endif
    }

    /// Moves a file to a name, replacing what was there in one step.
    static func move(_ old: String, to new: String) throws(Failure) { _ = try check(rename(old, new)) }

    /// Where a symbolic link points.
    static func target(ofLink path: String) throws(Failure) -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &buffer, buffer.count)
        guard count >= 0 else { throw Failure(number: errno) }
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    static func remove(_ path: String) throws(Failure) { _ = try check(unlink(path)) }

    /// The names in a folder, without `.` and `..`, in no order.
    static func names(in folder: String) throws(Failure) -> [String] {
        guard let handle = opendir(folder) else { throw Failure(number: errno) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            // A name that is not UTF-8 is nothing that a person could say.
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(validatingCString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if let name, name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The home folder as shells and Python's tools look it up: `HOME`, or else what the user database names.
    static func homeFolder() -> String? {
        if let home = getenv("HOME"), home.pointee != 0 { return String(validatingCString: home) }
        guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir else { return nil }
        return String(cString: folder)
    }

    private static func check(_ result: CInt) throws(Failure) -> CInt {
        guard result >= 0 else { throw Failure(number: errno) }
        return result
    }
}

extension SystemCall.Status {
    fileprivate init(_ status: stat) {
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isRegularFile = status.st_mode & S_IFMT == S_IFREG
        isLink = status.st_mode & S_IFMT == S_IFLNK
        isStream = [S_IFIFO, S_IFSOCK, S_IFCHR].contains(status.st_mode & S_IFMT)
        byteCount = Int(status.st_size)
        permissions = Int(status.st_mode & 0o777)
        owner = status.st_uid
    }
}

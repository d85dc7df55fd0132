// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file that nobody else who asks for its lock can use meanwhile (`flock`): the lock goes with this value or its process. Only
/// its owner may read it.
///
/// Whoever replaces the file locks the new one before it has the name, so that the name never leads to an unlocked file. A
/// file system without such locks is trusted without.
struct LockedFile: RecordStorage {
    private let path: String
    private var descriptor: Descriptor?

    /// An open file, closed with the last reference.
    private final class Descriptor: Sendable {
        let number: CInt
        init(_ number: CInt) { self.number = number }
        deinit { close(number) }
    }

    init(path: String) { self.path = path }

    mutating func open(atMost limit: Int) throws(RecordStorageFailure) -> [UInt8] {
        // The name may lead to a new file by the time that the old one is locked.
        for _ in 0..<10 {
            let descriptor = try openFile(path, O_CREAT | O_NONBLOCK | O_NOCTTY)
            let opened = try Self.status(of: descriptor)
            guard opened.st_mode & S_IFMT == S_IFREG else { throw RecordStorageFailure(text: "is no file") }
            try lock(descriptor)
            var named = stat()
            guard stat(path, &named) == 0, named.st_ino == opened.st_ino, named.st_dev == opened.st_dev else {
                continue
            }
            if opened.st_mode & 0o077 != 0, fchmod(descriptor.number, 0o600) != 0 { throw Self.failure("opened") }
            let content = try Self.content(of: descriptor, atMost: limit)
            self.descriptor = descriptor
            return content
        }
        throw RecordStorageFailure(text: "is replaced again and again by another program")
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(RecordStorageFailure) {
        guard let descriptor else { throw RecordStorageFailure(text: "is not open") }
        try Self.write(bytes, at: offset, to: descriptor)
    }

    mutating func replace(by bytes: [UInt8]) throws(RecordStorageFailure) {
        // One that a killed process left is not needed: whoever has the lock of the file has this name too.
        let newPath = path + ".new"
        let new = try openFile(newPath, O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        do throws(RecordStorageFailure) {
            try lock(new)
            try Self.write(bytes, at: 0, to: new)
            guard fsync(new.number) == 0, rename(newPath, path) == 0 else { throw Self.failure("replaced") }
        } catch {
            unlink(newPath)
            throw error
        }
        descriptor = new
    }

    private func openFile(_ path: String, _ flags: CInt) throws(RecordStorageFailure) -> Descriptor {
        #if canImport(Darwin)
            let number = Darwin.open(path, O_RDWR | O_CLOEXEC | flags, 0o600)
        #elseif canImport(Glibc)
            let number = Glibc.open(path, O_RDWR | O_CLOEXEC | flags, 0o600)
        #else
            let number = Musl.open(path, O_RDWR | O_CLOEXEC | flags, 0o600)
        #endif
        guard number >= 0 else { throw Self.failure("opened") }
        return Descriptor(number)
    }

    private func lock(_ descriptor: Descriptor) throws(RecordStorageFailure) {
        guard flock(descriptor.number, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        throw RecordStorageFailure(text: "is in use by another server: give each of them a file of its own")
    }

    private static func content(of descriptor: Descriptor, atMost limit: Int) throws(RecordStorageFailure) -> [UInt8] {
        let size = Int(try status(of: descriptor).st_size)
        guard size <= limit else { throw RecordStorageFailure(text: "is larger than \(limit >> 20) MiB") }
        var bytes = [UInt8](repeating: 0, count: size)
        var count = 0
        while count < size {
            let step = bytes.withUnsafeMutableBytes {
                pread(descriptor.number, $0.baseAddress.map { $0 + count }, size - count, off_t(count))
            }
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { throw failure("read") }
            if step == 0 { break }
            count += step
        }
        return Array(bytes[..<count])
    }

    private static func write(
        _ bytes: [UInt8], at offset: Int, to descriptor: Descriptor
    ) throws(RecordStorageFailure) {
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeBytes {
                pwrite(descriptor.number, $0.baseAddress.map { $0 + count }, bytes.count - count, off_t(offset + count))
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { throw failure("written") }
            count += step
        }
    }

    private static func status(of descriptor: Descriptor) throws(RecordStorageFailure) -> stat {
        var status = stat()
        guard fstat(descriptor.number, &status) == 0 else { throw failure("read") }
        return status
    }

    private static func failure(_ what: String) -> RecordStorageFailure {
        RecordStorageFailure(text: "cannot be \(what): \(String(cString: strerror(errno)))")
    }
}

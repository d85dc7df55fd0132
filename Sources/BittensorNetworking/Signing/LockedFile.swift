// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file that nobody else who asks for its lock can use meanwhile, and that only its owner may read.
///
/// The lock is that of a file beside it (`flock`), because the file itself may be replaced; it goes with this value or its process. A
/// file system without such locks is trusted without.
struct LockedFile: RecordStorage {
    private let path: String
    private var lock: Descriptor?
    private var descriptor: Descriptor?

    /// An open file, closed with the last reference.
    private final class Descriptor: Sendable {
        let number: CInt
        init(_ number: CInt) { self.number = number }
        deinit { close(number) }
    }

    init(path: String) { self.path = path }

    mutating func open(atMost limit: Int) throws(RecordStorageFailure) -> [UInt8] {
        let lock = try openFile(path + ".lock", O_NOFOLLOW)
        guard Self.take(lock) else {
            throw RecordStorageFailure(text: "is in use by another server: give each of them a file of its own")
        }
        let descriptor = try openFile(path, 0)
        let content = try Self.content(of: descriptor, atMost: limit)
        (self.lock, self.descriptor) = (lock, descriptor)
        return content
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(RecordStorageFailure) {
        guard let descriptor else { throw RecordStorageFailure(text: "is not open") }
        try Self.write(bytes, at: offset, to: descriptor)
    }

    mutating func replace(by bytes: [UInt8]) throws(RecordStorageFailure) {
        // One that a killed process left is not needed: whoever has the lock has this name too.
        let newPath = path + ".new"
        let new = try openFile(newPath, O_TRUNC | O_NOFOLLOW)
        do throws(RecordStorageFailure) {
            try Self.write(bytes, at: 0, to: new)
            guard fsync(new.number) == 0, rename(newPath, path) == 0 else { throw Self.failure("replaced") }
        } catch {
            unlink(newPath)
            throw error
        }
        descriptor = new
    }

    /// Takes a lock, and waits a second for whoever has it: a server that is restarted may not quite be over.
    private static func take(_ lock: Descriptor) -> Bool {
        for _ in 0..<100 {
            if flock(lock.number, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return true }
            usleep(10_000)
        }
        return false
    }

    private func openFile(_ path: String, _ flags: CInt) throws(RecordStorageFailure) -> Descriptor {
        #if canImport(Darwin)
            let number = Darwin.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags, 0o600)
        #elseif canImport(Glibc)
            let number = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags, 0o600)
        #else
            let number = Musl.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags, 0o600)
        #endif
        guard number >= 0 else { throw Self.failure("opened") }
        return Descriptor(number)
    }

    private static func content(of descriptor: Descriptor, atMost limit: Int) throws(RecordStorageFailure) -> [UInt8] {
        let size = Int(lseek(descriptor.number, 0, SEEK_END))
        guard size >= 0 else { throw failure("read") }
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

    private static func failure(_ what: String) -> RecordStorageFailure {
        RecordStorageFailure(text: "cannot be \(what): \(String(cString: strerror(errno)))")
    }
}

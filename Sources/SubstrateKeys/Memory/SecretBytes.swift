// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium

/// A fixed number of secret bytes outside the ordinary heap.
///
/// They lie between guard pages, are locked into RAM where the system allows it, are wiped when the last reference goes,
/// and show themselves in no description, mirror or encoder. Equality takes the same time for equal and unequal bytes.
/// Every value costs a few pages of memory: hold keys and passwords in it, not bulk data.
public final class SecretBytes: Sendable {
    /// Written during initialisation only, so that it can be read from any thread afterwards.
    private nonisolated(unsafe) let start: UnsafeMutablePointer<UInt8>
    public let count: Int

    /// Secret bytes that `fill` writes; they are zero when it starts.
    public init<Failure: Error>(
        count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        Sodium.start()
        // Zero bytes would give a pointer that cannot be read; one spare byte costs nothing next to the guard pages.
        guard let memory = sodium_malloc(max(count, 1)) else {
            preconditionFailure("out of memory for \(count) secret bytes")
        }
        sodium_memzero(memory, count)
        start = memory.assumingMemoryBound(to: UInt8.self)
        self.count = count
        try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    }

    /// Secret bytes that C code writes.
    package convenience init(count: Int, writtenBy write: (UnsafeMutablePointer<UInt8>) -> Void) {
        self.init(count: count) { buffer in
            if let start = buffer.baseAddress { write(start.assumingMemoryBound(to: UInt8.self)) }
        }
    }

    /// Copies `bytes`. The original stays where it is: wipe it if nobody else does.
    public convenience init(_ bytes: some Collection<UInt8>) {
        self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
    }

    /// The UTF-8 bytes of `text`, such as a password that was typed.
    public convenience init(utf8 text: String) { self.init(Array(text.utf8)) }

    /// The parts one after another.
    public convenience init(joining parts: [SecretBytes]) {
        self.init(count: parts.reduce(0) { $0 + $1.count }) { target in
            var rest = target[...]
            for part in parts {
                part.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: rest).copyBytes(from: $0) }
                rest = rest.dropFirst(part.count)
            }
        }
    }

    /// Bytes from the system's random source.
    public static func random(count: Int) -> SecretBytes {
        SecretBytes(count: count, writtenBy: { randombytes_buf($0, count) })
    }

    deinit { sodium_free(start) }

    public var isEmpty: Bool { count == 0 }

    /// Lends the bytes to `body`. Do not let the pointer or a copy of the bytes escape.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // Without this the bytes may be wiped after the last use of `self`, while `body` still reads them.
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Lends the bytes to C code.
    package func withPointer<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        withExtendedLifetime(self) { body(start) }
    }

    /// A copy of the bytes in `range`.
    public subscript(range: Range<Int>) -> SecretBytes {
        withUnsafeBytes { SecretBytes($0[range]) }
    }
}

extension SecretBytes: Equatable {
    /// Compares in constant time; the lengths are not secret.
    public static func == (lhs: SecretBytes, rhs: SecretBytes) -> Bool {
        guard lhs.count == rhs.count else { return false }
        return lhs.withPointer { left in rhs.withPointer { right in sodium_memcmp(left, right, lhs.count) == 0 } }
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "<\(count) secret bytes>" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium

/// libsodium's start-up: picks implementations and sets up the secret allocator, once.
enum Sodium {
    private static let isReady = sodium_init() >= 0

    static func start() {
        precondition(isReady, "libsodium does not start on this machine")
    }

    /// Fills memory from the system's random source.
    static func random(_ target: UnsafeMutableRawBufferPointer) {
        // An empty buffer has no address.
        guard let address = target.baseAddress else { return }
        randombytes_buf(address, target.count)
    }

    /// Runs `body`, which gets `count` bytes to write, and returns them; for public values only.
    static func bytes(count: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let start = buffer.baseAddress {
                start.initialize(repeating: 0, count: count)
                body(start)
            }
            initialized = count
        }
    }

    /// Lends `count` bytes on the stack to `body` and wipes them afterwards.
    ///
    /// For the secrets of one computation: guarded memory costs several system calls each time.
    ///
    /// - Parameter wipe: writes zeros where no optimiser leaves them out; a test sees when.
    static func withScratch<Result>(
        count: Int, wipedBy wipe: (UnsafeMutableRawPointer, Int) -> Void = sodium_memzero,
        _ body: (UnsafeMutablePointer<UInt8>) -> Result
    ) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("scratch memory has at least one byte") }
            start.initialize(repeating: 0, count: count)
            defer { wipe(start, count) }
            return body(start)
        }
    }
}

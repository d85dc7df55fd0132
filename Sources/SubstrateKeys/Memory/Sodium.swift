import CSodium

/// libsodium's start-up: picks implementations and sets up the secret allocator, once.
enum Sodium {
    private static let isReady = sodium_init() >= 0

    static func start() {
        precondition(isReady, "libsodium does not start on this machine")
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
}

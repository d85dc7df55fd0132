// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How large a runtime may be, and how much memory it may take while it runs. How long one call may run is told by
/// ``CallEnvironment/fuel``.
public struct RuntimeLimits: Hashable, Sendable {
    /// The largest module, unpacked, in bytes.
    public var codeBytes: Int
    /// How many pages of 64 KiB the memory of a call may have, at most ``mostMemoryPages``.
    public var memoryPages: UInt32
    /// How many functions may have called one another and not yet returned.
    public var callDepth: UInt32
    /// How many calls' memories are kept for the next ones.
    public var pooledInstances: Int

    /// Just below 2 GiB, so that no key in it is longer than a length of 32 bits with a sign.
    public static let mostMemoryPages: UInt32 = 0x7fff

    public init(
        codeBytes: Int = 64 << 20, memoryPages: UInt32 = 16_384, callDepth: UInt32 = 50_000, pooledInstances: Int = 4
    ) {
        self.codeBytes = codeBytes
        self.memoryPages = memoryPages
        self.callDepth = callDepth
        self.pooledInstances = pooledInstances
    }
}

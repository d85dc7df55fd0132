// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateRuntime
import Synchronization

/// The calls into the storage that a part of a block has made, in order: the first of them, where there are more than were wanted.
public struct StorageTrace: Hashable, Sendable {
    public let accesses: [StorageAccess]
    /// How many more there were.
    public let omitted: Int
}

/// The traces of a block that was run again.
public struct BlockTrace: Hashable, Sendable {
    /// What it does before its first extrinsic.
    public let opening: StorageTrace
    public let extrinsics: [StorageTrace]
    /// What it does after its last.
    public let closing: StorageTrace
}

/// How much of what a block does is kept.
public struct TraceLimits: Hashable, Sendable {
    /// How many calls into the storage, over the whole block.
    public var accesses: Int
    /// How many bytes their keys and values have together.
    public var bytes: Int

    /// 100,000 calls, 64 MiB.
    public init(accesses: Int = 100_000, bytes: Int = 64 << 20) {
        self.accesses = accesses
        self.bytes = bytes
    }
}

/// Takes down calls into the storage, part by part.
final class TraceRecorder: Sendable {
    private struct Contents {
        var accesses: [StorageAccess] = []
        var omitted = 0
        var limits: TraceLimits
    }

    private let contents: Mutex<Contents>

    init(_ limits: TraceLimits) { contents = Mutex(Contents(limits: limits)) }

    func record(_ access: StorageAccess) {
        contents.withLock { contents in
            let size = access.key.count + (access.value?.count ?? 0)
            guard contents.limits.accesses > 0, size <= contents.limits.bytes else {
                contents.omitted += 1
                return
            }
            contents.limits.accesses -= 1
            contents.limits.bytes -= size
            contents.accesses.append(access)
        }
    }

    /// What was taken down since the last time.
    func takePart() -> StorageTrace {
        contents.withLock { contents in
            defer { (contents.accesses, contents.omitted) = ([], 0) }
            return StorageTrace(accesses: contents.accesses, omitted: contents.omitted)
        }
    }
}

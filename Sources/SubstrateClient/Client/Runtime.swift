// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A runtime that a chain ran at some block: its version and its metadata.
public struct Runtime: Hashable, Sendable {
    public let version: RuntimeVersion
    public let metadata: RuntimeMetadata

    public init(version: RuntimeVersion, metadata: RuntimeMetadata) {
        self.version = version
        self.metadata = metadata
    }

    public static func == (lhs: Runtime, rhs: Runtime) -> Bool { lhs.version == rhs.version }
    public func hash(into hasher: inout Hasher) { hasher.combine(version) }
}

/// The parts of `state_getRuntimeVersion` that signing and the rules of a chain depend on.
public struct RuntimeVersion: Hashable, Sendable {
    /// `node-subtensor` on every Bittensor chain but the embedded one.
    public let specName: String
    public let specVersion: UInt32
    public let transactionVersion: UInt32

    public init(specName: String, specVersion: UInt32, transactionVersion: UInt32) {
        self.specName = specName
        self.specVersion = specVersion
        self.transactionVersion = transactionVersion
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What a chain's state holds before its first block.
public struct GenesisState: Hashable, Sendable {
    /// The main trie's entries, with the runtime's code under `:code`.
    public var top: [[UInt8]: [UInt8]]
    /// Child tries, by their names without the prefix `:child_storage:default:`.
    public var children: [[UInt8]: [[UInt8]: [UInt8]]]

    /// `:code`, where the runtime stands.
    public static let codeKey = Array(":code".utf8)

    public init(top: [[UInt8]: [UInt8]] = [:], children: [[UInt8]: [[UInt8]: [UInt8]]] = [:]) {
        self.top = top
        self.children = children
    }

    /// The trie of these entries.
    public func trie(version: StateVersion) -> StateTrie {
        let trie = StateTrie(of: top.map { (key: $0.key, value: $0.value) }, version: version)
        guard !children.isEmpty else { return trie }
        let changes = children.mapValues { entries in entries.mapValues { Optional($0) } }
        return trie.applying(StorageChanges(children: changes), version: version)
    }

    /// The header of block 0 over this trie.
    public static func header(of trie: StateTrie, version: StateVersion) -> RuntimeHeader {
        RuntimeHeader(
            parentHash: .zero, number: 0, stateRoot: trie.root,
            extrinsicsRoot: StateTrie.orderedRoot(of: [], version: version))
    }
}

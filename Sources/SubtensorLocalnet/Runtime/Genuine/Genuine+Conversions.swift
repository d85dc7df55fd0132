// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

extension StateTrie {
    /// All that a state holds.
    init(_ state: BlockState, version: StateVersion) {
        var genesis = GenesisState(top: state.entries())
        for child in state.children { genesis.children[child] = state.entries(in: child) }
        self = genesis.trie(version: version)
    }
}

extension BlockState {
    fileprivate func entries(in child: [UInt8]? = nil) -> [[UInt8]: [UInt8]] {
        var entries: [[UInt8]: [UInt8]] = [:]
        for key in keys(withPrefix: [], in: child) { entries[key.bytes] = value(key, in: child) }
        return entries
    }
}

extension StateChanges {
    /// With the roots of the changed child tries, which stand in the state under keys of their own.
    ///
    /// - Parameter trie: What the changes have made.
    init(_ changes: StorageChanges, in trie: StateTrie) {
        var changes = changes
        changes.top.merge(trie.childRoots(of: changes.children.keys)) { $1 }
        self.init(changes)
    }

    init(_ changes: StorageChanges) {
        self.init(Self.keyed(changes.top))
        children = changes.children.mapValues(Self.keyed)
    }

    /// All of a first state, with the roots of its child tries.
    init(_ state: GenesisState, in trie: StateTrie) {
        let top = state.top.mapValues { Optional($0) }
        let children = state.children.mapValues { entries in entries.mapValues { Optional($0) } }
        self.init(StorageChanges(top: top, children: children), in: trie)
    }

    private static func keyed(_ entries: [[UInt8]: [UInt8]?]) -> [StorageKey: [UInt8]?] {
        var keyed: [StorageKey: [UInt8]?] = [:]
        for (key, value) in entries { keyed.updateValue(value, forKey: StorageKey(bytes: key)) }
        return keyed
    }
}

extension BlockHeader {
    init(_ header: RuntimeHeader) {
        self.init(
            parentHash: header.parentHash, number: header.number, stateRoot: header.stateRoot,
            extrinsicsRoot: header.extrinsicsRoot, digest: header.digest.map(\.scaleEncoded))
    }
}

extension TransactionValidity {
    /// As the pool takes it.
    func get() throws(TransactionFault) -> ValidTransaction {
        switch self {
        case .valid(let transaction): return transaction
        case .refused(let refusal): throw TransactionFault(refusal)
        }
    }
}

extension TransactionFault {
    /// What a runtime says.
    init(_ refusal: TransactionRefusal) {
        let encoded = [refusal.isUnknown ? 1 : 0, refusal.index] + (refusal.custom.map { [$0] } ?? [])
        self = (try? TransactionFault(scale: encoded)) ?? .unanswered("its refusal \(refusal) cannot be read")
    }
}

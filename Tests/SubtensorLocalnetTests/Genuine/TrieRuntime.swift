// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

@testable import SubtensorLocalnet

/// A runtime whose state is a trie, and whose extrinsics write to a trie beside it: a key and its value, or a key that is to be gone.
struct TrieRuntime: ChainRuntime {
    static let child = Array("fund".utf8)
    static let rootKey = StateTrie.childRootPrefix + child

    static func extrinsic(_ key: UInt8, _ value: UInt8? = nil) -> [UInt8] { [key] + (value.map { [$0] } ?? []) }

    var identity: NodeIdentity { NodeIdentity(chain: "Trie", name: "trie", version: "1.0") }
    var lineage: ChainLineage { ChainLineage(runtime: "trie", genesis: try? genesis().block.hash) }
    var provesState: Bool { true }

    func genesis() throws(RuntimeFault) -> FinishedBlock {
        let state = GenesisState(top: [[0x10]: [1], [0xf0]: [2]])
        let trie = state.trie(version: .v1)
        let header = BlockHeader(GenesisState.header(of: trie, version: .v1))
        return FinishedBlock(block: Block(header: header, extrinsics: []), changes: StateChanges(state, in: trie))
    }

    func accepts(key: [UInt8], value: [UInt8]) -> Bool { true }

    func proof(of keys: [[UInt8]], in child: [UInt8]?, on state: BlockState) throws(RuntimeFault) -> [[UInt8]] {
        let trie = StateTrie(state, version: .v1)
        return child.map { trie.proof(for: keys, in: $0) } ?? trie.proof(for: keys)
    }

    func version(on state: BlockState) throws(RuntimeFault) -> RuntimeCode.Version {
        RuntimeCode.Version(
            specName: "trie", implName: "trie", authoringVersion: 1, specVersion: 1, implVersion: 1, interfaces: [],
            transactionVersion: 1, systemVersion: 1)
    }

    func description(on state: BlockState) throws(RuntimeFault) -> RuntimeMetadata {
        throw .failed("it does not describe itself")
    }

    func call(_ function: String, _ input: [UInt8], on state: BlockState) throws(RuntimeFault) -> [UInt8] {
        throw .noFunction(function)
    }

    func validate(
        _ extrinsic: [UInt8], from source: TransactionSource, on state: BlockState
    ) throws(TransactionFault) -> ValidTransaction {
        ValidTransaction(priority: 0, requires: [], provides: [extrinsic], longevity: 64)
    }

    func open(on state: BlockState, at time: UInt64) throws(RuntimeFault) -> any OpenBlock {
        TrieBlock(parent: state.header, trie: StateTrie(state, version: .v1))
    }
}

private struct TrieBlock: OpenBlock {
    let parent: BlockHeader
    let trie: StateTrie
    var extrinsics: [Extrinsic] = []
    var changes = StorageChanges()

    mutating func apply(_ bytes: [UInt8]) throws(TransactionFault) -> AppliedExtrinsic {
        let value: [UInt8]? = bytes.count > 1 ? [bytes[1]] : nil
        changes.children[TrieRuntime.child, default: [:]].updateValue(value, forKey: [bytes[0]])
        extrinsics.append(Extrinsic(bytes: bytes))
        return AppliedExtrinsic()
    }

    mutating func finish() throws(RuntimeFault) -> FinishedBlock {
        let next = trie.applying(changes, version: .v1)
        let header = BlockHeader(
            parentHash: parent.hash, number: parent.number.advanced(by: 1), stateRoot: next.root, extrinsicsRoot: .zero,
            digest: [])
        return FinishedBlock(
            block: Block(header: header, extrinsics: extrinsics), changes: StateChanges(changes, in: next))
    }
}

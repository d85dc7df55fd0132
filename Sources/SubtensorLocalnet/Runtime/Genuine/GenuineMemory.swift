// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime
import Synchronization

/// What a genuine runtime need not do again: code that was read, and the tries of the newest states.
final class GenuineMemory: Sendable {
    /// Before and after an upgrade, and one more.
    private static let mostCodes = 3
    /// The head's, its parent's, and those of blocks that somebody asks about.
    private static let mostTries = 4

    /// With what it was asked so far.
    private struct KnownCode {
        let code: RuntimeCode
        var slotLength: UInt64?
        var description: RuntimeMetadata?
    }

    private struct Contents {
        var codes: [KnownCode]
        var tries: [(block: Hash256, trie: StateTrie)] = []
    }

    private let contents: Mutex<Contents>

    init(_ code: RuntimeCode) { contents = Mutex(Contents(codes: [KnownCode(code: code)])) }

    /// The runtime of these bytes, which are mostly those of the block before.
    func code(_ bytes: [UInt8]) throws(RuntimeError) -> RuntimeCode {
        if let known = contents.withLock({ $0.codes.first { $0.code.bytes == bytes } }) { return known.code }
        let code = try RuntimeCode(bytes)
        contents.withLock { contents in
            contents.codes.insert(KnownCode(code: code), at: 0)
            contents.codes.removeLast(max(0, contents.codes.count - Self.mostCodes))
        }
        return code
    }

    /// The runtime that stands in a state.
    func code(after state: BlockState) throws(RuntimeFault) -> RuntimeCode {
        guard let bytes = state.value(StorageKey(bytes: GenesisState.codeKey)) else {
            throw .failed("the state after block \(state.block) has no ':code'")
        }
        return try answered { () throws(RuntimeError) in try code(bytes) }
    }

    /// The trie of a state; made of all its keys where it is not known, as after a restart.
    ///
    /// - Throws: where they do not make the root that the block has.
    func trie(_ state: BlockState) throws(RuntimeError) -> StateTrie {
        if let known = contents.withLock({ $0.tries.first { $0.block == state.hash }?.trie }) { return known }
        for version in [StateVersion.v1, .v0] {
            let trie = StateTrie(state, version: version)
            guard trie.root == state.header.stateRoot else { continue }
            keep(trie, after: state.hash)
            return trie
        }
        throw RuntimeError(
            .unreadableState,
            "what is kept of the state after block \(state.block) does not make the root in its header")
    }

    func keep(_ trie: StateTrie, after block: Hash256) {
        contents.withLock { contents in
            contents.tries.removeAll { $0.block == block }
            contents.tries.insert((block, trie), at: 0)
            contents.tries.removeLast(max(0, contents.tries.count - Self.mostTries))
        }
    }

    /// The slot of the next block.
    ///
    /// - Parameter time: Unix time in milliseconds.
    func slot(
        of time: UInt64, after parent: BlockHeader, _ code: RuntimeCode, _ trie: StateTrie
    ) throws(RuntimeError) -> BlockSlot {
        let length: UInt64
        if let known = known(code)?.slotLength {
            length = known
        } else {
            length = try code.slotLength(on: trie)
            note(code) { $0.slotLength = length }
        }
        return try BlockSlot(of: time, afterDigest: parent.digest, length: length)
    }

    /// What the runtime says of itself: in version 15, which describes its functions, where it knows that.
    func description(of code: RuntimeCode) throws(RuntimeError) -> RuntimeMetadata {
        if let known = known(code)?.description { return known }
        var overlay = StorageOverlay(over: StateTrie())
        let metadata: RuntimeMetadata
        do {
            let newer: [UInt8]? =
                code.exports("Metadata_metadata_at_version")
                ? try [UInt8]?(
                    scale: try code.call("Metadata_metadata_at_version", UInt32(15).scaleEncoded, on: &overlay)) : nil
            metadata = try RuntimeMetadata(
                try newer ?? [UInt8](scale: try code.call("Metadata_metadata", on: &overlay)))
        } catch let error as RuntimeError {
            throw error
        } catch {
            throw RuntimeError(
                .invalidAnswer, "its metadata cannot be read: \((error as? any CodedError)?.reason ?? "")")
        }
        note(code) { $0.description = metadata }
        return metadata
    }

    /// By the object: the hash of half a megabyte takes longer than an empty block.
    private func known(_ code: RuntimeCode) -> KnownCode? {
        contents.withLock { $0.codes.first { $0.code === code } }
    }

    private func note(_ code: RuntimeCode, _ change: (inout KnownCode) -> Void) {
        contents.withLock { contents in
            guard let place = contents.codes.firstIndex(where: { $0.code === code }) else { return }
            change(&contents.codes[place])
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRuntime

/// Writes to a state in transactions, as the input says, and holds the trie against one that is made at once, the overlay
/// against dictionaries, and proofs against what they prove.
@_cdecl("fuzzRuntimeState")
public func fuzzRuntimeState(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = Array(UnsafeBufferPointer(start: start, count: count))[...]
    let version: StateVersion = (input.popFirst() ?? 0) % 2 == 0 ? .v0 : .v1
    var trie = StateTrie()
    var overlay = StorageOverlay(over: trie)
    var levels: [[[UInt8]: [UInt8]]] = [[:]]
    do throws(RuntimeError) {
        while let step = input.popFirst() {
            let key = taken(&input)
            // Nothing is written there.
            guard !key.starts(with: Array(":child_storage:".utf8)) else { continue }
            switch step % 8 {
            case 0...2:
                let value = taken(&input)
                overlay.set(value, for: key, in: nil)
                levels[levels.count - 1][key] = value
            case 3:
                overlay.set(nil, for: key, in: nil)
                levels[levels.count - 1][key] = nil
            case 4:
                overlay.begin()
                levels.append(levels[levels.count - 1])
            case 5 where levels.count > 1:
                try overlay.commit()
                levels.remove(at: levels.count - 2)
            case 6 where levels.count > 1:
                try overlay.rollBack()
                levels.removeLast()
            case 7:
                let item = taken(&input)
                try overlay.append(item, to: key)
                // What a vector becomes is the tests' matter; what undoing makes of it is looked at here.
                levels[levels.count - 1][key] = try overlay.value(for: key, in: nil)
            default:
                guard levels.count == 1 else { break }
                trie = trie.applying(overlay.changes, version: version)
                overlay = StorageOverlay(over: trie)
            }
            let expected = levels[levels.count - 1]
            let value = try overlay.value(for: key, in: nil)
            precondition(value == expected[key], "another value than was written")
            let after = try overlay.key(after: key, in: nil)
            let next = expected.keys.filter { key.lexicographicallyPrecedes($0) }.min {
                $0.lexicographicallyPrecedes($1)
            }
            precondition(after == next, "another key than comes next")
        }
        while levels.count > 1 {
            try overlay.rollBack()
            levels.removeLast()
        }
        trie = trie.applying(overlay.changes, version: version)
        let entries = levels[0]
        let whole = StateTrie(of: entries.map { (key: $0, value: $1) }, version: version)
        precondition(trie.root == whole.root, "another root than that of a trie made at once")
        let keys = [UInt8(0)...255].flatMap { $0.map { [$0] } } + entries.keys
        let proof = try StateProof(trie.proof(for: keys), root: trie.root)
        for key in keys {
            let value = try proof.value(for: key)
            precondition(value == entries[key], "a proof of something else")
        }
    } catch {
        preconditionFailure("a state of our own is refused as \(error.code)")
    }
    return 0
}

/// A byte string: a byte of length, of which few bits count, then so many bytes.
private func taken(_ input: inout ArraySlice<UInt8>) -> [UInt8] {
    let count = Int(input.popFirst() ?? 0) % 48
    let bytes = input.prefix(count)
    input = input.dropFirst(bytes.count)
    return [UInt8](bytes)
}

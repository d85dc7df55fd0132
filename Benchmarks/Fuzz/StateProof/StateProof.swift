// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRuntime

/// Feeds nodes to the reader of read proofs, under a root that is theirs, so that what is in them is read.
///
/// The first byte says how many nodes there are; each has two bytes of length, and may name another one by its number: two bytes
/// `fe` and a number stand for that one's hash, so that nodes lead to each other.
@_cdecl("fuzzStateProof")
public func fuzzStateProof(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = Array(UnsafeBufferPointer(start: start, count: count))[...]
    guard let number = input.popFirst() else { return 0 }
    var nodes: [[UInt8]] = []
    // Last ones first: only those can be named whose hash is known.
    for _ in 0..<number % 8 + 1 {
        guard input.count >= 2 else { break }
        let length = Int(input.removeFirst()) | Int(input.removeFirst()) << 8
        let written = input.prefix(length % 1024)
        input = input.dropFirst(written.count)
        nodes.append(linked(written, to: nodes))
    }
    guard let last = nodes.last else { return 0 }
    let root = Hash256(unchecked: Hashing.blake2b256(last))
    do throws(RuntimeError) {
        let proof = try StateProof(nodes, root: root)
        for key in [[], [0], [0x10], [0x11, 0x11], [UInt8](input.prefix(40))] as [[UInt8]] {
            read(key, proof)
        }
    } catch {
        preconditionFailure("nodes with their own root are refused as \(error.code)")
    }
    return 0
}

private func read(_ key: [UInt8], _ proof: StateProof) {
    for child in [nil, [1]] as [[UInt8]?] {
        do throws(RuntimeError) {
            guard let value = try proof.value(for: key, in: child) else { continue }
            precondition(value.count <= 1024, "a value of more bytes than the node had")
        } catch {
            precondition(error.code == .invalidProof && !error.reason.contains("\n"), "refused as \(error.code)")
        }
    }
}

/// The bytes of a node with the hashes that it names.
private func linked(_ written: ArraySlice<UInt8>, to nodes: [[UInt8]]) -> [UInt8] {
    var node: [UInt8] = []
    var rest = written
    while let byte = rest.popFirst() {
        if byte == 0xfe, rest.first == 0xfe, let number = rest.dropFirst().first, Int(number) < nodes.count {
            rest = rest.dropFirst(2)
            node += Hashing.blake2b256(nodes[Int(number)])
        } else {
            node.append(byte)
        }
    }
    return node
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives

extension HostFunction {
    /// Module `hashing` of sp-io.
    static let hashing: [HostFunction] = [
        hash("blake2_128", 16) { Hashing.blake2b($0, into: $1) },
        hash("blake2_256", 32) { Hashing.blake2b($0, into: $1) },
        hash("twox_64", 8) { Hashing.twox($0, into: $1) },
        hash("twox_128", 16) { Hashing.twox($0, into: $1) },
        hash("twox_256", 32) { Hashing.twox($0, into: $1) },
        hash("sha2_256", 32) { $1.copyBytes(from: Hashing.sha256([UInt8]($0))) },
        hash("keccak_256", 32) { $1.copyBytes(from: Hashing.keccak256($0)) },
        hash("keccak_512", 64) { $1.copyBytes(from: KeccakState.digest($0, count: 64, padding: 0x01)) },
    ]

    /// A function from bytes in the guest's memory to a digest in a block of its heap.
    private static func hash(
        _ name: String, _ count: Int,
        _ digest: @escaping @Sendable (_ bytes: UnsafeRawBufferPointer, _ digest: UnsafeMutableRawBufferPointer) -> Void
    ) -> HostFunction {
        HostFunction("ext_hashing_\(name)_version_1", "I:i") { call, slots throws(RuntimeError) in
            // The block first: memory may move when it grows.
            let block = try call.block(count)
            let message = try call.memory.span(packed: slots[0])
            try call.spend(message.count)
            digest(UnsafeRawBufferPointer(message), block.memory)
            slots.answer(block.pointer)
        }
    }
}

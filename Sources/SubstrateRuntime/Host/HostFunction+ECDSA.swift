// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

extension HostFunction {
    /// Signatures over secp256k1: those of module `crypto` of sp-io that check and recover.
    static let ecdsa: [HostFunction] = [
        verification("ext_crypto_ecdsa_verify_version_1", allowsOverflow: true),
        verification("ext_crypto_ecdsa_verify_version_2", allowsOverflow: false),
        HostFunction("ext_crypto_ecdsa_verify_prehashed_version_1", "iii:i") { call, slots throws(RuntimeError) in
            let hash = try call.memory.bytes(slots.word(1), 32)
            slots.answer(try call.isValid(slots.word(0), over: hash, by: slots.word(2), allowsOverflow: false))
        },
        recovery("ext_crypto_secp256k1_ecdsa_recover_version_1", allowsOverflow: true) { $0.bytes },
        recovery("ext_crypto_secp256k1_ecdsa_recover_version_2", allowsOverflow: false) { $0.bytes },
        recovery("ext_crypto_secp256k1_ecdsa_recover_compressed_version_1", allowsOverflow: true) { $0.compressed },
        recovery("ext_crypto_secp256k1_ecdsa_recover_compressed_version_2", allowsOverflow: false) { $0.compressed },
    ]

    private static func verification(_ name: String, allowsOverflow: Bool) -> HostFunction {
        HostFunction(name, "iIi:i") { call, slots throws(RuntimeError) in
            let hash = Hashing.blake2b256(try call.bytes(slots[1]))
            slots.answer(
                try call.isValid(slots.word(0), over: hash, by: slots.word(2), allowsOverflow: allowsOverflow))
        }
    }

    private static func recovery(
        _ name: String, allowsOverflow: Bool, _ form: @escaping @Sendable (Secp256k1.Point) -> [UInt8]
    ) -> HostFunction {
        HostFunction(name, "ii:I") { call, slots throws(RuntimeError) in
            let signature = try call.memory.bytes(slots.word(0), 65)
            let hash = try call.memory.bytes(slots.word(1), 32)
            try call.spend(10 * HostCall.signatureWork)
            let mark = signature[64]
            let answer: [UInt8]
            do throws(Secp256k1.Failure) {
                answer =
                    [0]
                    + form(
                        try Secp256k1.signer(
                            of: hash, signature: signature[..<64], recovery: mark > 26 ? mark - 27 : mark,
                            allowsOverflow: allowsOverflow))
            } catch {
                answer = [1, error.rawValue]
            }
            slots.answer(try call.putPacked(answer))
        }
    }
}

extension HostCall {
    /// Whether the signature of 65 bytes at a pointer is that of the key of 33 at another.
    fileprivate func isValid(
        _ signature: UInt32, over hash: [UInt8], by key: UInt32, allowsOverflow: Bool
    ) throws(RuntimeError) -> Bool {
        let signature = try memory.bytes(signature, 65)
        let key = try memory.bytes(key, 33)
        guard environment.checksSignatures else { return true }
        try spend(10 * HostCall.signatureWork)
        let signer = try? Secp256k1.signer(
            of: hash, signature: signature[..<64], recovery: signature[64], allowsOverflow: allowsOverflow)
        return signer?.compressed == key
    }
}

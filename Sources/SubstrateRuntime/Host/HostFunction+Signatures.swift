// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys
import SubstratePrimitives

extension HostFunction {
    /// What module `crypto` of sp-io checks. It never signs: there are no keys here.
    static let signatures: [HostFunction] =
        [
            verification("ext_crypto_ed25519_verify_version_1", .ed25519),
            verification("ext_crypto_sr25519_verify_version_1", .sr25519),
            verification("ext_crypto_sr25519_verify_version_2", .sr25519),
            batchVerification("ext_crypto_ed25519_batch_verify_version_1", .ed25519),
            batchVerification("ext_crypto_sr25519_batch_verify_version_1", .sr25519),
            HostFunction("ext_crypto_start_batch_verify_version_1", ":") { call, _ throws(RuntimeError) in
                guard call.batch == nil else {
                    throw RuntimeError(.invalidHostCall, "starts a batch of signatures within another")
                }
                call.batch = true
            },
            HostFunction("ext_crypto_finish_batch_verify_version_1", ":i") { call, slots throws(RuntimeError) in
                guard let isGood = call.batch else {
                    throw RuntimeError(.invalidHostCall, "finishes a batch of signatures that was never started")
                }
                call.batch = nil
                slots.answer(isGood)
            },
        ] + ecdsa

    private static func verification(_ name: String, _ scheme: KeyScheme) -> HostFunction {
        HostFunction(name, "iIi:i") { call, slots throws(RuntimeError) in
            slots.answer(try call.isValid(scheme, slots))
        }
    }

    private static func batchVerification(_ name: String, _ scheme: KeyScheme) -> HostFunction {
        HostFunction(name, "iIi:i") { call, slots throws(RuntimeError) in
            let isValid = try call.isValid(scheme, slots)
            if let batch = call.batch { call.batch = batch && isValid }
            slots.answer(isValid)
        }
    }
}

extension HostCall {
    /// About as many instructions as checking a signature takes.
    static let signatureWork = 200_000

    /// Whether the first argument is a signature over the second by the key that is the third.
    fileprivate func isValid(_ scheme: KeyScheme, _ slots: HostSlots) throws(RuntimeError) -> Bool {
        let signature = try memory.bytes(slots.word(0), 64)
        let message = try bytes(slots[1])
        let key = try memory.bytes(slots.word(2), 32)
        guard environment.checksSignatures else { return true }
        try spend(Self.signatureWork)
        guard let signature = try? Signature(signature, scheme: scheme), let account = try? AccountID(key) else {
            return false
        }
        if checkedSignatures.isValid(signature, for: message, by: account) { return true }
        guard let impersonator = environment.impersonator else { return false }
        try spend(Self.signatureWork)
        return checkedSignatures.isValid(signature, for: message, by: impersonator)
    }
}

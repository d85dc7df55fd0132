// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives

/// What callers sign, and how the signature is written.
enum SynapseSignature {
    /// The text that a caller signs. What is absent is signed as Python's `None`.
    static func requestText(
        nonce: Int64, caller: String, axon: String, uuid: String?, bodyHash: String?
    ) -> String {
        "\(nonce).\(caller).\(axon).\(uuid ?? "None").\(bodyHash ?? "None")"
    }

    /// The signature of the text as it travels: `0x` and hex.
    static func make(_ text: String, by key: KeyPair) -> String { key.sign(Array(text.utf8)).hex }

    /// Whether `signature`, `0x` and the hex of exactly 64 bytes, is that of `caller` over `text`, which may have been
    /// signed in `<Bytes>` wrapping.
    static func isValid(_ signature: String, of text: String, by caller: AccountID) -> Bool {
        guard signature.hasPrefix("0x"), let signature = try? Signature(hex: signature) else { return false }
        return signature.isValidAllowingWrapping(for: Array(text.utf8), by: caller)
    }
}

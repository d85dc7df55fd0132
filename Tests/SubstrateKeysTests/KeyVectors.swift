// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import TestVectors

/// `keys.json`: what the Python wallet and its peers make of phrases, seeds, paths and signatures.
let keyVectors = VectorFile("keys.json")

extension Vector {
    var secret: SecretBytes { SecretBytes(bytes) }

    /// The value as a secret, or nil for null and for the empty text.
    var optionalPassword: SecretBytes? { isNull || string.isEmpty ? nil : SecretBytes(utf8: string) }

    /// The text, or nil for null.
    var optionalString: String? { isNull ? nil : string }
}

extension SecretBytes {
    var revealed: [UInt8] { withUnsafeBytes(Array.init) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
import SubstrateKeys

extension SecretBytes {
    /// The bytes that ASCII text encodes in base64, blanks and line breaks aside; nil for anything else.
    func decodingBase64(isURLSafe: Bool) -> SecretBytes? {
        var length = 0
        var status: CInt = -1
        var isWhole = false
        let decoded = SecretBytes(
            count: count,
            writtenBy: { target in
                withPointer { source in
                    source.withMemoryRebound(to: CChar.self, capacity: count) { characters in
                        var end: UnsafePointer<CChar>?
                        status = sodium_base642bin(
                            target, count, characters, count, " \t\r\n", &length, &end,
                            isURLSafe ? sodium_base64_VARIANT_URLSAFE : sodium_base64_VARIANT_ORIGINAL)
                        isWhole = end == characters + count
                    }
                }
            })
        return status == 0 && isWhole ? decoded[0..<length] : nil
    }
}

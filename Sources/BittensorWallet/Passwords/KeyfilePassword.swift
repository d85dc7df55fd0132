// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
public import SubstrateKeys
import SubstratePrimitives

/// Passwords in environment variables, as the Python wallets since 2.0 keep them. Reading the environment is the caller's.
public enum KeyfilePassword {
    /// The variable for a keyfile, from its full path: `BT_PW_` and the path with `/` and `.` as `_`, in upper case.
    public static func variableName(forKeyfile path: String) -> String {
        var name = String.UnicodeScalarView()
        name.append(contentsOf: path.unicodeScalars.map { $0 == "/" || $0 == "." ? "_" : $0 })
        return "BT_PW_" + String(name).uppercased()
    }

    /// The password in a variable: base64 of its bytes XORed with the variable's name, repeated.
    ///
    /// Throws `invalidPasswordVariable` for what is not base64. What does not decode to UTF-8 is an empty password, as in
    /// Python.
    public static func decode(value: String, name: String) throws(WalletError) -> SecretBytes {
        let mask = Array(name.utf8)
        let text = SecretBytes(utf8: value)
        var length = 0
        var status: CInt = -1
        let masked = SecretBytes(
            count: text.count,
            writtenBy: { target in
                text.withPointer { source in
                    source.withMemoryRebound(to: CChar.self, capacity: text.count) { characters in
                        status = sodium_base642bin(
                            target, text.count, characters, text.count, nil, &length, nil,
                            sodium_base64_VARIANT_ORIGINAL)
                    }
                }
            })
        guard status == 0, !mask.isEmpty else {
            throw WalletError(
                .invalidPasswordVariable,
                "the variable \(excerpt(name)) is not base64, the form in which the Python wallet keeps a password there: have it "
                    + "set by that, or unset it and give the password in another way")
        }
        let password = masking(masked, length, with: mask)
        return password.isUTF8 ? password : SecretBytes([])
    }

    /// What a variable of this name holds for a password, so that a program started with it finds the password there; Python's
    /// `save_password_to_env`. Anybody who may see that program's environment can read it.
    public static func encode(_ password: SecretBytes, name: String) -> String {
        let variant = sodium_base64_VARIANT_ORIGINAL
        let masked = masking(password, password.count, with: Array(name.utf8))
        var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(masked.count, variant))
        masked.withPointer { _ = sodium_bin2base64(&text, text.count, $0, masked.count, variant) }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func masking(_ bytes: SecretBytes, _ count: Int, with mask: [UInt8]) -> SecretBytes {
        guard !mask.isEmpty else { return bytes[0..<count] }
        return bytes.withUnsafeBytes { bytes in
            SecretBytes(count: count) { target in
                for index in target.indices { target[index] = bytes[index] ^ mask[index % mask.count] }
            }
        }
    }
}

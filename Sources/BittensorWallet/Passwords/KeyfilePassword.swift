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
        let password = masked.withUnsafeBytes { masked in
            SecretBytes(count: length) { target in
                for index in target.indices { target[index] = masked[index] ^ mask[index % mask.count] }
            }
        }
        return password.isUTF8 ? password : SecretBytes([])
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys

extension Console {
    /// Takes a new password that was not typed; throws `weakPassword`.
    func accept(newPassword password: SecretBytes) throws(WalletError) -> SecretBytes {
        try PasswordStrength.check(password)
        if let advice = PasswordStrength.advice(on: password) { warn(advice) }
        return password
    }

    /// Asks for a new password until a good one is typed twice.
    func askNewPassword(_ question: String, option: String) async throws -> SecretBytes {
        while true {
            let password = try await askSecret(question, option: option).trimmingBlanks
            do {
                try PasswordStrength.check(password)
            } catch {
                say("\(error.reason). Try again.")
                continue
            }
            if let advice = PasswordStrength.advice(on: password) { warn(advice) }
            if try await askSecret("Retype your password", option: option).trimmingBlanks == password {
                return password
            }
            say("The passwords do not match. Try again.")
        }
    }
}

extension SecretBytes {
    /// Without the blanks at both ends.
    var trimmingBlanks: SecretBytes {
        let kept = withUnsafeBytes { bytes in
            func isInk(_ byte: UInt8) -> Bool { byte > UInt8(ascii: " ") }
            let end = bytes.lastIndex(where: isInk).map { $0 + 1 } ?? 0
            return min(bytes.firstIndex(where: isInk) ?? 0, end)..<end
        }
        return self[kept]
    }
}

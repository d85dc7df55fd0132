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

    /// Asks for the new password of a key until a good one is typed twice.
    ///
    /// - Parameter title: whose it is, such as `the coldkey of me`.
    func askNewPassword(of title: String, option: String) async throws -> SecretBytes {
        if canAsk {
            say(
                "Choose a password for \(title): at least \(PasswordStrength.leastBytes) characters, better "
                    + "\(PasswordStrength.goodLength) or more. What you type is not shown.")
        }
        return try await hidingTyping { try await agreedPassword(of: title, option: option) }
    }

    private func agreedPassword(of title: String, option: String) async throws -> SecretBytes {
        while true {
            let password = try await askSecret("New password of \(title)", option: option).trimmingBlanks
            do {
                try PasswordStrength.check(password)
            } catch {
                say("\(error.reason). Try again.")
                continue
            }
            if let advice = PasswordStrength.advice(on: password) { warn(advice) }
            if try await askSecret("The same again", option: option).trimmingBlanks == password {
                return password
            }
            say("The passwords do not match. Try again.")
        }
    }
}

extension SecretBytes {
    /// Without the blanks at both ends, of whatever kind: those that the Python wallets cut from what is typed.
    var trimmingBlanks: SecretBytes {
        let kept = withUnsafeBytes { bytes -> Range<Int> in
            var parser = Unicode.UTF8.ForwardParser()
            var iterator = bytes.makeIterator()
            var (place, ink) = (0, 0..<0)
            while true {
                let (length, isInk): (Int, Bool)
                switch parser.parseScalar(from: &iterator) {
                case .valid(let encoded):
                    let scalar = Unicode.UTF8.decode(encoded)
                    let isControl = scalar.properties.generalCategory == .control
                    (length, isInk) = (encoded.count, !scalar.properties.isWhitespace && !isControl)
                case .error(let count): (length, isInk) = (count, true)
                case .emptyInput: return ink
                }
                if isInk { ink = (ink.isEmpty ? place : ink.lowerBound)..<place + length }
                place += length
            }
        }
        return self[kept]
    }
}

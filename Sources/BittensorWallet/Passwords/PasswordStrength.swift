public import SubstrateKeys

/// The least that a new password must have. For passwords that a person chooses; opening a file asks nothing of this.
public enum PasswordStrength {
    /// From this length on the Python wallet's own score accepts everything, so that what passes here passes there.
    public static let leastCharacters = 8
    /// Fewer different characters are a pattern rather than a password.
    public static let leastDifferentCharacters = 4

    /// Throws `weakPassword`, with the reason, unless `password` has 8 characters, of which 4 differ.
    ///
    /// Stricter than the Python wallet, which takes `aaaaaa` and `123456`. Control characters do not count.
    public static func check(_ password: SecretBytes) throws(WalletError) {
        guard password.isUTF8 else {
            throw WalletError(.weakPassword, "the password is not UTF-8 text")
        }
        var count = 0
        var different: Set<Unicode.Scalar> = []
        password.withUnsafeBytes { bytes in
            var decoder = UTF8()
            var iterator = bytes.makeIterator()
            while case .scalarValue(let scalar) = decoder.decode(&iterator) {
                guard scalar.properties.generalCategory != .control else { continue }
                count += 1
                if different.count < leastDifferentCharacters { different.insert(scalar) }
            }
        }
        guard count >= leastCharacters else {
            throw WalletError(.weakPassword, "the password is too short: use at least \(leastCharacters) characters")
        }
        guard different.count >= leastDifferentCharacters else {
            throw WalletError(
                .weakPassword,
                "the password repeats itself: use at least \(leastDifferentCharacters) different characters")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys

/// The least that a new password must have, as in the Python wallet. Opening a file asks nothing of this.
public enum PasswordStrength {
    /// The Python wallet's own minimum, in bytes of UTF-8.
    public static let leastBytes = 6
    /// From this length on it is hard to guess a password by trying, unless it is a word or a pattern.
    public static let goodLength = 10
    /// Fewer different characters are a pattern rather than a password.
    public static let goodDifferentCharacters = 5

    /// Throws `weakPassword`, with the reason, for what the Python wallet refuses when a password is chosen.
    ///
    /// That is everything below 6 bytes, and of 6 characters those that its score (crate `passwords`, at least 20) finds
    /// too simple: symbols alone, and three characters said twice. From 7 characters on its score accepts everything.
    public static func check(_ password: SecretBytes) throws(WalletError) {
        let isLongEnough = password.count >= leastBytes
        let refusal = try withScalars(of: password) { scalars -> String? in
            guard isLongEnough, scalars.contains(where: { $0.properties.generalCategory != .control }) else {
                return "the password is too short: use at least \(leastBytes) characters"
            }
            guard scalars.count == leastBytes else { return nil }
            guard
                scalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == " " })
            else { return "the password is too simple: add letters or digits, or more characters" }
            guard !scalars.prefix(3).elementsEqual(scalars.suffix(3)) || differentCount(scalars, upTo: 2) == 1 else {
                return "the password repeats itself: use at least \(leastBytes + 1) characters"
            }
            return nil
        }
        if let refusal { throw WalletError(.weakPassword, refusal) }
    }

    /// What is wrong with a password that passes `check(_:)` and that an attacker who has the file would soon find; nil for a
    /// better one.
    public static func advice(on password: SecretBytes) -> String? {
        try? withScalars(of: password) { scalars in
            if scalars.count < goodLength {
                return "the password is short: whoever gets the file can try many; \(goodLength) characters are better"
            }
            if differentCount(scalars, upTo: goodDifferentCharacters) < goodDifferentCharacters {
                return "the password repeats itself: whoever gets the file will try such ones first"
            }
            return nil
        }
    }

    /// Lends the characters of `password`, in secret memory.
    private static func withScalars<Result>(
        of password: SecretBytes, _ body: (UnsafeBufferPointer<Unicode.Scalar>) -> Result
    ) throws(WalletError) -> Result {
        guard password.isUTF8 else { throw WalletError(.weakPassword, "the password is not UTF-8 text") }
        var count = 0
        let scalars = SecretBytes(count: password.count * MemoryLayout<Unicode.Scalar>.stride) { target in
            password.withUnsafeBytes { bytes in
                var decoder = UTF8()
                var iterator = bytes.makeIterator()
                while case .scalarValue(let scalar) = decoder.decode(&iterator) {
                    target.storeBytes(
                        of: scalar, toByteOffset: count * MemoryLayout<Unicode.Scalar>.stride, as: Unicode.Scalar.self)
                    count += 1
                }
            }
        }
        return scalars.withUnsafeBytes { bytes in
            body(UnsafeBufferPointer(rebasing: bytes.bindMemory(to: Unicode.Scalar.self).prefix(count)))
        }
    }

    private static func differentCount(_ scalars: UnsafeBufferPointer<Unicode.Scalar>, upTo limit: Int) -> Int {
        var count = 0
        for index in scalars.indices where count < limit && !scalars[..<index].contains(scalars[index]) { count += 1 }
        return count
    }
}

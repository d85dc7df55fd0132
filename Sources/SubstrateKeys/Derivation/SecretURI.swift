// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A secret with a derivation path: `phrase//hard/soft///password`, `0x<64 hex digits>//path`, or `//Alice`.
///
/// Without a phrase or a seed in front it is the development phrase that everyone knows, as in `//Alice`.
public struct SecretURI: Sendable {
    /// What stands before the path.
    public enum Root: Sendable {
        case mnemonic(Mnemonic)
        case seed(SecretBytes)
    }

    public let root: Root
    public let junctions: [DerivationJunction]
    /// What follows `///`; without effect on a hex seed.
    public let password: SecretBytes?

    /// The phrase of every development chain (sp-core's `DEV_PHRASE`). Its keys are public knowledge.
    public static let developmentPhrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"

    /// No sensible URI is longer; the limit bounds the work on hostile input.
    private static let longestURI = 4096

    /// Parses `text`; throws `invalidURI`, or what the phrase or seed in it throws.
    public init(_ text: String) throws(KeysError) {
        guard text.utf8.count <= Self.longestURI else {
            throw KeysError(.invalidURI, "the secret URI is longer than \(Self.longestURI) bytes")
        }
        // Scalars, as sp-core reads it: a slash with an accent on it still is a slash.
        var rest = text.unicodeScalars[...]
        func takeName() -> String {
            let name = rest.prefix { $0 != "/" }
            rest = rest.dropFirst(name.count)
            return String(name)
        }
        func take(_ slashes: String) -> Bool {
            guard rest.starts(with: slashes.unicodeScalars) else { return false }
            rest = rest.dropFirst(slashes.unicodeScalars.count)
            return true
        }

        let phrase = takeName()
        var junctions: [DerivationJunction] = []
        var password: SecretBytes?
        while !rest.isEmpty {
            if take("///") {
                password = SecretBytes(utf8: String(rest))
                break
            }
            let isHard = take("//")
            if !isHard { _ = take("/") }
            let name = takeName()
            guard !name.isEmpty else {
                throw KeysError(.invalidURI, "junction \(junctions.count + 1) of the secret URI has no name")
            }
            junctions.append(DerivationJunction(name: name, isHard: isHard))
        }
        self.junctions = junctions
        self.password = password
        if phrase.hasPrefix("0x") {
            root = .seed(try KeyPair.checkedSeed(.decodingHex(SecretBytes(utf8: phrase))))
        } else {
            root = .mnemonic(try Mnemonic(phrase: phrase.isEmpty ? Self.developmentPhrase : phrase))
        }
    }
}

extension SecretURI: CustomStringConvertible, CustomReflectable {
    public var description: String { "<secret URI with \(junctions.count) junctions>" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A signature with its scheme: 64 bytes.
public struct Signature: Hashable, Sendable, CustomStringConvertible {
    public let bytes: [UInt8]
    public let scheme: KeyScheme

    /// Takes 64 bytes; throws `invalidSignature` for any other number.
    public init(_ bytes: some Collection<UInt8>, scheme: KeyScheme = .sr25519) throws(KeysError) {
        guard bytes.count == 64 else {
            throw KeysError(.invalidSignature, "a signature is 64 bytes, not \(bytes.count)")
        }
        self.init(unchecked: Array(bytes), scheme: scheme)
    }

    /// The signature that 128 hex digits spell, with or without `0x`.
    public init(hex: some StringProtocol, scheme: KeyScheme = .sr25519) throws(KeysError) {
        guard let bytes = try? [UInt8](hex: hex) else {
            throw KeysError(.invalidSignature, "the signature \(excerpt(hex)) is not hex")
        }
        try self.init(bytes, scheme: scheme)
    }

    init(unchecked bytes: [UInt8], scheme: KeyScheme) {
        self.bytes = bytes
        self.scheme = scheme
    }

    /// Fits no message and no key: for extrinsics that are weighed, and never sent.
    public static let zero = Signature(unchecked: [UInt8](repeating: 0, count: 64), scheme: .sr25519)

    public var hex: String { bytes.hex }
    public var description: String { "\(scheme) \(hex)" }

    /// Whether the holder of `account`'s secret made this signature over exactly `message`.
    public func isValid(for message: some Collection<UInt8>, by account: AccountID) -> Bool {
        switch scheme {
        case .ed25519: Ed25519SecretKey.isValid(bytes, message: message, publicKey: account)
        case .sr25519: Sr25519.isValid(bytes, message: message, publicKey: account)
        }
    }

    /// As `isValid(for:by:)`, but also content with a signature over `<Bytes>` ++ message ++ `</Bytes>`.
    ///
    /// Browser extensions sign raw messages in that wrapping, and the Python wallets accept it. Chains do not.
    public func isValidAllowingWrapping(for message: some Collection<UInt8>, by account: AccountID) -> Bool {
        isValid(for: message, by: account)
            || isValid(for: Array("<Bytes>".utf8) + message + Array("</Bytes>".utf8), by: account)
    }
}

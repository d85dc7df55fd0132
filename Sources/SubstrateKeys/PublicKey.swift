// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A public key with its scheme: it can check signatures and derive softly, and never sign.
public struct PublicKey: Hashable, Sendable, CustomStringConvertible {
    public let accountID: AccountID
    public let scheme: KeyScheme

    public init(_ accountID: AccountID, scheme: KeyScheme = .sr25519) {
        self.accountID = accountID
        self.scheme = scheme
    }

    /// Whether `signature` is this key's over exactly `message`. A signature of another scheme is not.
    public func isValid(_ signature: Signature, for message: some Collection<UInt8>) -> Bool {
        signature.scheme == scheme && signature.isValid(for: message, by: accountID)
    }

    /// The key one junction further down; throws unless the scheme is sr25519 and the junction soft.
    public func derived(_ junction: DerivationJunction) throws(KeysError) -> PublicKey {
        guard scheme == .sr25519, !junction.isHard else {
            throw KeysError(
                .unsupportedDerivation, "a public key derives only the soft junctions ('/') of sr25519, not others")
        }
        return PublicKey(try Sr25519.softDerived(accountID, chainCode: junction.chainCode))
    }

    /// The SS58 address in Bittensor's format.
    public var description: String { accountID.description }
}

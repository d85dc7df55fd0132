// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
public import SubstratePrimitives

/// Something that can sign for an account.
///
/// A key pair is one; ``OpeningSigner`` opens a keyfile when it is needed. What takes longer than a computation, such as a
/// device that asks a person, may do so in `sign`. It gives a signature and nothing else: what is sent is the transaction
/// that was agreed to, and the signature is checked against it before.
public protocol Signer: Sendable {
    /// The account that pays, and whose nonces are used.
    var accountID: AccountID { get }

    /// The account whose key signs: the same one, but for an ``ImpersonatingSigner``.
    var keyAccountID: AccountID { get }

    /// The scheme of its key, as far as it is known before.
    var scheme: KeyScheme { get }

    /// A signature of `signedBytes` of a transaction.
    func sign(_ transaction: UnsignedTransaction) async throws -> Signature
}

extension Signer {
    public var keyAccountID: AccountID { accountID }

    /// The one of all older wallets.
    public var scheme: KeyScheme { .sr25519 }
}

extension KeyPair: Signer {
    public func sign(_ transaction: UnsignedTransaction) -> Signature { sign(transaction.signedBytes) }
}

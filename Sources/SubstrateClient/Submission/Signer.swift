// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
public import SubstratePrimitives

/// Something that can sign for an account.
///
/// A key pair is one. What takes longer than a computation, such as a device that asks a person, may do so in `sign`; what
/// signs for another account, such as a proxy, is a signer with the account that pays. Nothing above knows which it is.
public protocol Signer: Sendable {
    /// The account that pays, and whose nonces are used.
    var accountID: AccountID { get }

    /// The finished extrinsic.
    func sign(_ extrinsic: UnsignedExtrinsic) async throws -> Extrinsic
}

extension KeyPair: Signer {
    public func sign(_ extrinsic: UnsignedExtrinsic) -> Extrinsic { extrinsic.signed(by: self) }
}

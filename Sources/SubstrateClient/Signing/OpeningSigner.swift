// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
public import SubstratePrimitives

/// A signer whose key is opened when something is to be signed, and forgotten afterwards: of a keyfile, as a rule.
public struct OpeningSigner: Signer {
    public let accountID: AccountID
    private let open: @Sendable () async throws -> KeyPair

    /// - Parameters:
    ///   - account: whose key it is.
    ///   - open: opens it; it may ask someone for a password.
    public init(_ account: AccountID, open: @escaping @Sendable () async throws -> KeyPair) {
        accountID = account
        self.open = open
    }

    public func sign(_ transaction: UnsignedTransaction) async throws -> Signature {
        let pair = try await open()
        guard pair.accountID == accountID else {
            throw ClientError(.wrongSigner, "the key that was opened is \(pair.accountID)'s, not \(accountID)'s")
        }
        return pair.sign(transaction.signedBytes)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
public import SubstratePrimitives

/// Signs for an account with a key that is not the account's: good on a fork alone whose impersonator that key is (``SubstrateClient/impersonator()``).
public struct ImpersonatingSigner: Signer {
    public let accountID: AccountID
    private let key: any Signer

    public init(of account: AccountID, by key: any Signer) {
        accountID = account
        self.key = key
    }

    public var keyAccountID: AccountID { key.keyAccountID }
    public var scheme: KeyScheme { key.scheme }

    public func sign(_ transaction: UnsignedTransaction) async throws -> Signature { try await key.sign(transaction) }
}

extension SubstrateClient {
    /// Whose signatures the chain takes for anybody's; nil for every chain but a fork that was started so.
    public func impersonator() async throws(ClientError) -> AccountID? {
        let properties = try await node.request("system_properties")
        guard let address = properties["impersonator"]?.string else { return nil }
        return try? AccountID(ss58: address)
    }
}

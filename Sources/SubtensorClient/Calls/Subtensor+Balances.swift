// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// What an account owns freely.
    public func balance(of account: AccountID, at block: BlockReference = .head) async throws(ClientError) -> Balance {
        try await self.account(account, at: block).free
    }

    /// What an account owns: free, reserved and frozen.
    public func account(
        _ account: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> AccountBalance {
        try await state(at: block).value(.account(account)) ?? .zero
    }

    /// What several accounts own freely, all at the same block.
    public func balances(
        of accounts: [AccountID], at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: Balance] {
        let values = try await state(at: block).values(accounts.map { StorageAddress.account($0) })
        return Dictionary(zip(accounts, values.map { $0?.free ?? .zero })) { first, _ in first }
    }

    /// What an account has to keep in order to exist.
    public func existentialDeposit() throws(ClientError) -> Balance {
        try Self.existentialDeposit(client.runtime)
    }

    /// What an account had to keep in order to exist when a block was made.
    public func existentialDeposit(at block: BlockReference) async throws(ClientError) -> Balance {
        try Self.existentialDeposit(try await state(at: block).runtime)
    }

    private static func existentialDeposit(_ runtime: Runtime) throws(ClientError) -> Balance {
        guard let rao = try runtime.metadata.constant("Balances", "ExistentialDeposit").uint64 else {
            throw ClientError(.malformedAnswer, "this runtime's existential deposit is no number of rao")
        }
        return Balance(rao: rao)
    }

    /// All TAO there is.
    public func totalIssuance(at block: BlockReference = .head) async throws(ClientError) -> Balance {
        try await state(at: block).value(.totalIssuance) ?? .zero
    }

    /// All TAO that is staked.
    public func totalStake(at block: BlockReference = .head) async throws(ClientError) -> Balance {
        try await state(at: block).value(.totalStake) ?? .zero
    }
}

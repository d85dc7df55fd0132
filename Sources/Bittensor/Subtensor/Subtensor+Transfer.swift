import ScaleCodec
public import SubstrateClient
public import SubstrateKeys
public import SubstratePrimitives

/// A transfer that has been looked at and not sent: what it moves, what it costs.
public struct TransferPreview: Sendable {
    public let from: AccountID
    public let to: AccountID
    public let amount: Balance
    /// What the runtime asks for carrying it out.
    public let fee: Balance
    /// The sender's balance before it.
    public let balance: Balance
    let call: Call
}

extension Subtensor {
    /// Looks at a transfer: asks for the fee, and refuses one that the sender cannot pay.
    ///
    /// - Parameters:
    ///   - signer: whoever sends; its signature is needed to weigh the extrinsic and goes nowhere.
    ///   - allowDeath: whether the sender's account may end with it; else it keeps the existential deposit.
    /// - Throws: `insufficientBalance`.
    public func previewTransfer(
        of amount: Balance, to receiver: AccountID, by signer: KeyPair, allowDeath: Bool = false
    ) async throws -> TransferPreview {
        let call = Call(
            "Balances", allowDeath ? "transfer_allow_death" : "transfer_keep_alive",
            ["dest": .account(receiver), "value": .number(amount.rao)])
        let extrinsic = try await client.sign(call, by: signer)
        let fee = Balance(rao: UInt64(clamping: try await client.fee(of: extrinsic)))
        let balance = try await balance(of: signer.accountID)
        let kept = allowDeath ? .zero : try existentialDeposit()
        // Wider than any balance: a sum that wrapped would look affordable.
        let needed = [amount, fee, kept].reduce(UInt128(0)) { $0 + UInt128($1.rao) }
        guard needed <= UInt128(balance.rao) else {
            throw BittensorError(
                .insufficientBalance,
                "\(signer.accountID) owns \(balance); a transfer of \(amount) also takes a fee of \(fee)"
                    + (allowDeath ? "" : " and leaves \(kept) to keep the account alive"))
        }
        return TransferPreview(
            from: signer.accountID, to: receiver, amount: amount, fee: fee, balance: balance, call: call)
    }

    /// Sends a transfer and waits until it is in a block.
    ///
    /// - Throws: `wrongSigner` when the preview was made for another sender, `refusedByChain`.
    public func transfer(_ preview: TransferPreview, signedBy signer: KeyPair) async throws -> IncludedExtrinsic {
        guard signer.accountID == preview.from else {
            throw BittensorError(
                .wrongSigner, "the transfer was looked at for \(preview.from), and \(signer.accountID) would sign it")
        }
        return try await include(preview.call, signedBy: signer)
    }

    /// Signs and submits a call, waits until it is in a block, and throws what the chain has against it.
    func include(_ call: Call, signedBy signer: KeyPair) async throws -> IncludedExtrinsic {
        let included = try await client.include(call, signedBy: signer)
        if let failure = included.failure {
            throw BittensorError(.refusedByChain, "the chain carried out \(call) with the error \(failure)")
        }
        return included
    }
}

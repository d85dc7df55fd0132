// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// An extrinsic ready to be submitted, with what has to be known about it from here on.
public struct SignedTransaction: Hashable, Sendable {
    public let extrinsic: Extrinsic
    public let trace: SubmissionTrace
    /// What is done, such as `Balances.transfer_keep_alive`.
    public let call: String

    public var hash: Hash256 { trace.hash }
    public var nonce: UInt32 { trace.nonce }
    /// The last block that can include it; nil when it never expires.
    public var lastBlock: BlockNumber? { trace.lastBlock }

    init(_ extrinsic: Extrinsic, of transaction: PlannedTransaction, nonce: UInt32) {
        self.extrinsic = extrinsic
        call = "\(transaction.call)"
        trace = SubmissionTrace(
            hash: extrinsic.hash, signer: transaction.signer, nonce: nonce, anchor: transaction.anchor,
            lastBlock: transaction.lastBlock, genesisHash: transaction.genesisHash)
    }

    init(_ transaction: CheckedTransaction) {
        extrinsic = transaction.extrinsic
        call = "\(transaction.call)"
        trace = transaction.trace
    }
}

extension AgreedTransaction {
    /// Signs what was agreed to.
    ///
    /// - Parameter nonce: nil takes the planned one.
    /// - Throws: `wrongSigner` for another account than the one that it was planned for, `notSigned` when the signer does
    ///   not sign, `signatureMismatch` when it signs something else.
    public func signed(by signer: some Signer, nonce: UInt32? = nil) async throws(ClientError) -> SignedTransaction {
        guard signer.accountID == transaction.signer else {
            throw ClientError(
                .wrongSigner,
                "it was planned for \(transaction.signer), and \(signer.accountID) would sign it: nothing was sent")
        }
        let nonce = nonce ?? transaction.nonce
        let unsigned = try transaction.unsigned(as: signer.scheme, nonce: nonce)
        // What the metadata made of the call must be what was shown, whatever it is that encodes.
        guard unsigned.extrinsic.callData == agreement.callBytes else {
            throw ClientError(.changed, "the call would be signed as other bytes than those that were agreed to")
        }
        do {
            let signature = try await signer.sign(unsigned)
            return SignedTransaction(
                try unsigned.signed(with: signature, by: signer.keyAccountID), of: transaction, nonce: nonce)
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(.notSigned, "it was not signed, and nothing was sent: \(error)")
        }
    }
}

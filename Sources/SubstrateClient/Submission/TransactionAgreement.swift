// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// What somebody agreed to: this may be signed, and nothing else.
///
/// The nonce and the first block of the lifetime are left open: they say when it is carried out, not what.
public struct TransactionAgreement: Hashable, Sendable {
    public let callBytes: [UInt8]
    public let signer: AccountID
    public let genesisHash: Hash256
    public let runtime: RuntimeVersion
    public let lifetime: SigningOptions.Lifetime
    public let tip: UInt128
    /// What carries it to its block; nil where it is sent as it is.
    public let carrier: ExtrinsicCarrier?
    /// Whether the chain checks that the call is the one that was shown.
    public let checksMetadata: Bool
    /// The highest fee that was agreed to; nil where none was shown.
    public let highestFee: UInt128?

    /// The agreement to exactly what was planned.
    ///
    /// - Parameter highestFee: how far the fee may rise until the signature; nil leaves it open.
    public init(to transaction: PlannedTransaction, highestFee: UInt128? = nil) {
        callBytes = transaction.callBytes
        signer = transaction.signer
        genesisHash = transaction.genesisHash
        runtime = transaction.runtime.version
        lifetime = transaction.lifetime
        tip = transaction.tip
        carrier = transaction.carrier
        checksMetadata = transaction.metadataDigest != nil
        self.highestFee = highestFee
    }

    /// What another plan does that was not agreed to, in words; empty when it is all the same.
    public func differences(from transaction: PlannedTransaction) -> [String] {
        var differences: [String] = []
        func compare<Value: Equatable>(_ what: String, _ agreed: Value, _ now: Value, _ words: (Value) -> String) {
            guard agreed != now else { return }
            differences.append("\(what) is \(words(now)) instead of \(words(agreed))")
        }
        compare("the network's first block", genesisHash, transaction.genesisHash, \.hex)
        compare("the signer", signer, transaction.signer, \.description)
        compare("the runtime", runtime, transaction.runtime.version) {
            "\($0.specVersion), of transaction version \($0.transactionVersion)"
        }
        compare("the call", callBytes, transaction.callBytes) { excerpt($0.hex) }
        compare("the lifetime", lifetime, transaction.lifetime, \.description)
        compare("the tip", tip, transaction.tip, \.description)
        compare("the way to its block", carrier, transaction.carrier) { $0?.name ?? "open" }
        compare("the chain's check of the call", checksMetadata, transaction.metadataDigest != nil) {
            $0 ? "on" : "off"
        }
        if let highestFee, let fee = transaction.fee, fee > highestFee {
            differences.append("the fee is \(fee), more than the \(highestFee) that were agreed to")
        }
        return differences
    }
}

/// A transaction that may be signed.
public struct AgreedTransaction: Sendable {
    public let transaction: PlannedTransaction
    public let agreement: TransactionAgreement
}

extension PlannedTransaction {
    /// This plan, if it is what was agreed to.
    ///
    /// - Throws: `changed`, which names what is not.
    public func agreed(under agreement: TransactionAgreement) throws(ClientError) -> AgreedTransaction {
        let differences = agreement.differences(from: self)
        guard differences.isEmpty else {
            throw ClientError(
                .changed, "what would be signed is not what was agreed to: \(differences.joined(separator: "; "))")
        }
        return AgreedTransaction(transaction: self, agreement: agreement)
    }

    /// This plan, for programs that agree to whatever they composed themselves.
    public func agreed() -> AgreedTransaction {
        AgreedTransaction(transaction: self, agreement: TransactionAgreement(to: self))
    }
}

extension SigningOptions.Lifetime: CustomStringConvertible {
    public var description: String {
        switch self {
        case .blocks(let count): "\(count) blocks"
        case .immortal: "for ever"
        }
    }
}

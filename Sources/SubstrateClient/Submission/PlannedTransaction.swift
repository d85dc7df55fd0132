// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
import SubstrateKeys
public import SubstratePrimitives

/// A transaction that was composed and that nobody has agreed to yet: everything that its signature will commit to.
public struct PlannedTransaction: Sendable {
    public let call: Call
    /// The call's encoding under `runtime`, as a hardware signer shows it.
    public let callBytes: [UInt8]
    public let signer: AccountID
    public let nonce: UInt32
    /// How long it can be included, as it was asked for.
    public let lifetime: SigningOptions.Lifetime
    /// The newest block when it was planned.
    public let anchor: BlockNumber
    public let era: Era
    /// The hash of the era's first block; unused when immortal.
    public let birthHash: Hash256
    /// The last block that can hold it; nil when it never expires.
    public let lastBlock: BlockNumber?
    /// In the chain's smallest unit, on top of the fee.
    public let tip: UInt128
    public let runtime: Runtime
    /// The chain that it is for.
    public let genesisHash: Hash256
    /// Signed along where the chain checks it, so that it refuses a call other than the one that was read from the metadata.
    public let metadataDigest: Hash256?
    /// What carries it to its block; nil sends it as it is.
    public private(set) var carrier: ExtrinsicCarrier?
    /// What the runtime asks for carrying it out, without the tip and with what its carrier costs; nil while it has not been asked.
    public private(set) var fee: UInt128?

    /// What the signer had a choice of.
    public var signing: SigningOptions { SigningOptions(lifetime: lifetime, tip: tip, carrier: carrier) }

    /// The same plan, with what the runtime asks for it.
    public func costing(_ fee: UInt128?) -> PlannedTransaction {
        var plan = self
        plan.fee = fee
        return plan
    }

    /// The extrinsic with a signature that fits nothing: what a runtime weighs and checks without looking at it.
    func unfit() throws(ClientError) -> Extrinsic {
        try unsigned().extrinsic.assembled(signer: signer, signature: .zero)
    }

    /// The same with another nonce and with a signature that fits nothing.
    package func unfit(nonce: UInt32) throws(ClientError) -> Extrinsic {
        try PlannedTransaction(
            call: call, callBytes: callBytes, signer: signer, nonce: nonce, lifetime: lifetime, anchor: anchor,
            era: era,
            birthHash: birthHash, lastBlock: lastBlock, tip: tip, runtime: runtime, genesisHash: genesisHash,
            metadataDigest: metadataDigest, carrier: nil
        ).unfit()
    }

    /// The same plan, carried by another that does the same and costs as much.
    package func carried(by carrier: ExtrinsicCarrier) -> PlannedTransaction {
        var plan = self
        plan.carrier = carrier
        return plan
    }

    /// The plan of the extrinsic that carries this one: the same in everything but the call, without a tip of its own.
    func carrying(_ call: Call) throws(ClientError) -> PlannedTransaction {
        PlannedTransaction(
            call: call, callBytes: try runtime.metadata.encode(call), signer: signer, nonce: nonce, lifetime: lifetime,
            anchor: anchor, era: era, birthHash: birthHash, lastBlock: lastBlock, tip: 0, runtime: runtime,
            genesisHash: genesisHash, metadataDigest: metadataDigest, carrier: nil)
    }
}

extension SubstrateClient {
    /// Composes what `signer` would sign, for the lifetime and with the tip of `signing`.
    ///
    /// Asks nothing, except for the first block of a lifetime of more than 4096 blocks.
    public func plan(
        _ call: Call, for signer: AccountID, on readiness: SigningReadiness, signing: SigningOptions = SigningOptions()
    ) async throws(ClientError) -> PlannedTransaction {
        let validity = try await validity(of: signing.effectiveLifetime, on: readiness)
        let callBytes = try readiness.runtime.metadata.encode(call)
        return PlannedTransaction(
            call: call, callBytes: callBytes, signer: signer, nonce: readiness.nonce,
            lifetime: signing.effectiveLifetime,
            anchor: readiness.head.number, era: validity.era, birthHash: validity.birthHash,
            lastBlock: validity.lastBlock, tip: signing.tip, runtime: readiness.runtime, genesisHash: genesisHash,
            metadataDigest: readiness.metadataDigest, carrier: signing.carrier)
    }

    /// What the runtime asks for carrying a transaction out, without its tip and with what its carrier costs, in the chain's
    /// smallest unit.
    ///
    /// It weighs a signed extrinsic without looking at the signature, so that no key is needed.
    public func fee(of transaction: PlannedTransaction) async throws(ClientError) -> UInt128 {
        let extrinsic = try transaction.unfit()
        guard let carrier = transaction.carrier else { return try await fee(of: extrinsic) }
        let carrying = try transaction.carrying(carrier.sampleCall(byteCount: extrinsic.bytes.count)).unfit()
        async let carried = Result { () async throws(ClientError) in try await fee(of: extrinsic) }
        let own = try await fee(of: carrying)
        let (sum, isTooLarge) = own.addingReportingOverflow(try await carried.get())
        return isTooLarge ? .max : sum
    }

    /// What the runtime says of carrying a transaction out; see `fee(of:)`.
    public func dispatchInfo(of transaction: PlannedTransaction) async throws(ClientError) -> DispatchInfo {
        try await dispatchInfo(of: try transaction.unfit())
    }

    private func validity(
        of lifetime: SigningOptions.Lifetime, on readiness: SigningReadiness
    ) async throws(ClientError) -> Validity {
        guard case .blocks(let period) = lifetime else {
            return Validity(era: .immortal, birthHash: genesisHash, lastBlock: nil)
        }
        let current = readiness.head.number.rawValue
        let era = Era(period: period, current: current)
        let birth = BlockNumber(era.birth(current: current))
        let last = era.death(current: current).map { BlockNumber($0 - 1) }
        if birth == readiness.head.number { return Validity(era: era, birthHash: readiness.headHash, lastBlock: last) }
        // Long periods are quantised, so that the era may begin before the head.
        guard let hash = try await blockHash(birth) else {
            throw ClientError(.unknownBlock, "the node does not have block \(birth)")
        }
        return Validity(era: era, birthHash: hash, lastBlock: last)
    }
}

extension SigningOptions {
    /// The lifetime that was asked for, as far as the carrier allows it.
    fileprivate var effectiveLifetime: Lifetime {
        guard let longest = carrier?.longestLifetime else { return lifetime }
        guard case .blocks(let count) = lifetime else { return .blocks(longest) }
        return .blocks(min(count, longest))
    }
}

/// When an extrinsic can be included.
private struct Validity {
    let era: Era
    /// The hash of the era's first block.
    let birthHash: Hash256
    let lastBlock: BlockNumber?
}

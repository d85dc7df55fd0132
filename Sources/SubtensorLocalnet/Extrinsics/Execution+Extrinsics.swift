// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Checking, paying for and carrying out extrinsics.
extension Execution {
    /// Checks what the pool and the block check before anything is carried out.
    ///
    /// A nonce ahead of the account's is let through: it may wait for those before it.
    func validate(_ extrinsic: inout SignedExtrinsic) throws(TransactionFault) {
        let account = state[SystemPallet.account, extrinsic.signer]
        guard extrinsic.nonce >= account.nonce else { throw .stale }
        let genesisHash = genesisHash
        let birth = extrinsic.era.birth(current: block.rawValue)
        let birthHash =
            extrinsic.era == .immortal ? genesisHash : state[SystemPallet.blockHash, UInt32(clamping: birth)]
        guard birthHash != .zero else { throw .ancientBirthBlock }
        try extrinsic.verifySignature(runtime: runtime, genesisHash: genesisHash, birthHash: birthHash)
        guard !(extrinsic.call.pallet == "Timestamp") else { throw .call }
        let (cost, overflow) = fee(of: extrinsic).addingReportingOverflow(extrinsic.tip)
        guard !overflow, account.free >= cost else { throw .payment }
        try checkAtPool(extrinsic)
        try validateCarrier(extrinsic)
    }

    /// The fee in rao, without the tip: 100,000 rao and 100 for each byte, a figure near mainnet's for a transfer.
    func fee(of extrinsic: SignedExtrinsic) -> UInt64 {
        isFree(extrinsic) ? 0 : Self.baseFee + Self.lengthFee(extrinsic)
    }

    static let baseFee: UInt64 = 100_000

    static func lengthFee(_ extrinsic: SignedExtrinsic) -> UInt64 { 100 * UInt64(extrinsic.byteCount) }

    /// Carries out an extrinsic that `validate` let through, as number `index` of the block.
    ///
    /// A failing call is undone; its nonce is used and its fee paid all the same. Returns why it failed.
    @discardableResult
    mutating func apply(_ extrinsic: SignedExtrinsic, index: UInt32) -> DispatchFailure? {
        extrinsicIndex = index
        defer {
            extrinsicIndex = nil
            state.forgetJournal()
        }
        var account = state[SystemPallet.account, extrinsic.signer]
        account.nonce = account.nonce.saturatingAdding(1)
        state[SystemPallet.account, extrinsic.signer] = account
        let fee = fee(of: extrinsic)
        withdraw(fee + extrinsic.tip, from: extrinsic.signer)
        var failure: DispatchFailure?
        do {
            try transactionally { (inner: inout Execution) throws(DispatchFailure) in
                try inner.dispatch(extrinsic.call, from: .signed(extrinsic.signer))
            }
        } catch {
            failure = error
        }
        if fee + extrinsic.tip > 0 {
            emit(
                "TransactionPayment", "TransactionFeePaid",
                [
                    .init("who", .account(extrinsic.signer)), .init("actual_fee", .number(fee + extrinsic.tip)),
                    .init("tip", .number(extrinsic.tip)),
                ])
        }
        let info = ScaleValue.Member("dispatch_info", Self.dispatchInfo(paysFee: fee > 0))
        if let failure {
            emit("System", "ExtrinsicFailed", [.init("dispatch_error", runtime.errorValue(failure)), info])
        } else {
            emit("System", "ExtrinsicSuccess", [info])
        }
        return failure
    }

    /// What any call weighs, in picoseconds of work and bytes of proof: figures near mainnet's for a transfer.
    static let callWeight = (time: UInt64(175_000_000), proof: UInt64(3_593))

    /// The same as the runtime's `Weight`.
    static var weightValue: ScaleValue {
        .fields(["ref_time": .number(callWeight.time), "proof_size": .number(callWeight.proof)])
    }

    private static func dispatchInfo(paysFee: Bool) -> ScaleValue {
        .record([
            .init("weight", weightValue), .init("class", .variant("Normal", [])),
            .init("pays_fee", .variant(paysFee ? "Yes" : "No", [])),
        ])
    }

    /// The block's first extrinsic, which no account signs: the time.
    mutating func applyTimestamp(_ milliseconds: UInt64) {
        extrinsicIndex = 0
        defer { extrinsicIndex = nil }
        state[TimestampPallet.now] = milliseconds
        emit("System", "ExtrinsicSuccess", [.init("dispatch_info", Self.dispatchInfo(paysFee: false))])
    }
}

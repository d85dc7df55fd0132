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
    func validate(_ extrinsic: inout SignedExtrinsic, genesisHash: Hash256) throws(TransactionFault) {
        let account = state[SystemPallet.account, extrinsic.signer]
        guard extrinsic.nonce >= account.nonce else { throw .stale }
        let birth = extrinsic.era.birth(current: block.rawValue)
        let birthHash =
            extrinsic.era == .immortal ? genesisHash : state[SystemPallet.blockHash, UInt32(clamping: birth)]
        guard birthHash != .zero else { throw .ancientBirthBlock }
        try extrinsic.verifySignature(runtime: runtime, genesisHash: genesisHash, birthHash: birthHash)
        guard !(extrinsic.call.pallet == "Timestamp") else { throw .call }
        let (cost, overflow) = fee(of: extrinsic).addingReportingOverflow(extrinsic.tip)
        guard !overflow, account.free >= cost else { throw .payment }
        try validateWork(extrinsic)
        try validateTimelockedCommit(extrinsic)
        try validateCarrier(extrinsic)
    }

    /// `pow_register` proves its work to the pool already.
    private func validateWork(_ extrinsic: SignedExtrinsic) throws(TransactionFault) {
        guard extrinsic.call.pallet == SubtensorPallet.name, extrinsic.call.name == "pow_register" else { return }
        let arguments = CallArguments(extrinsic.call, from: .signed(extrinsic.signer))
        do {
            try checkPowRegister(
                netuid: try arguments("netuid"), work: try SubmittedWork(arguments, block: "work_block"),
                hotkey: try arguments("hotkey"), coldkey: extrinsic.signer)
        } catch {
            switch error.name {
            case rules.subnetMissing: throw .custom(3)
            case "NonAssociatedColdKey": throw .custom(25)
            default: throw .custom(255)
            }
        }
    }

    /// What the pool looks at of a timelocked commitment: the stake behind it, and whether its round is still to come.
    private func validateTimelockedCommit(_ extrinsic: SignedExtrinsic) throws(TransactionFault) {
        let call = extrinsic.call
        guard call.pallet == SubtensorPallet.name, SubtensorPallet.timelockedCommitCalls.contains(call.name) else {
            return
        }
        do {
            try checkTimelockedCommit(CallArguments(call, from: .signed(extrinsic.signer)))
        } catch {
            switch error.name {
            case "NotEnoughStakeToSetWeights": throw .custom(1)
            case "InvalidRevealRound": throw .custom(15)
            default: throw .custom(255)
            }
        }
    }

    /// The fee in rao, without the tip: 100,000 rao and 100 for each byte, a figure near mainnet's for a transfer.
    ///
    /// Work-checked registrations and the faucet are free, `pow_register` when sent directly without a tip; and what
    /// hotkeys do all day, since they own nothing: weights, and telling where they serve.
    func fee(of extrinsic: SignedExtrinsic) -> UInt64 {
        isFree(extrinsic) ? 0 : 100_000 + 100 * UInt64(extrinsic.extrinsic.bytes.count)
    }

    private func isFree(_ extrinsic: SignedExtrinsic) -> Bool {
        guard extrinsic.call.pallet == SubtensorPallet.name else { return false }
        return switch extrinsic.call.name {
        case "register": rules.registerChecksWork
        case "faucet", "serve_axon", "serve_axon_tls", "serve_prometheus": true
        case "set_weights", "batch_set_weights", "set_mechanism_weights", "commit_weights", "commit_mechanism_weights",
            "reveal_weights", "batch_reveal_weights", "reveal_mechanism_weights", "commit_timelocked_weights",
            "commit_timelocked_mechanism_weights":
            true
        case "pow_register": extrinsic.tip == 0
        default: false
        }
    }

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

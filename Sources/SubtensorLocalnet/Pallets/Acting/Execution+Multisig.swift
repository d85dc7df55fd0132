// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Acting as an account of several keys: the checks of the real pallet, in its order.
extension Execution {
    private func failure(_ name: String) -> DispatchFailure {
        DispatchFailure(pallet: MultisigPallet.name, name: name)
    }

    mutating func asMultiThreshold1(_ call: CallArguments) throws(DispatchFailure) {
        let members = try members(call, try call.signer())
        try dispatch(try call.call("call"), from: .signed(.multisig(of: members, threshold: 1)))
    }

    mutating func asMulti(_ call: CallArguments) throws(DispatchFailure) {
        let inner = try call.call("call")
        try approve(call, try hash(of: inner), inner)
    }

    mutating func approveAsMulti(_ call: CallArguments) throws(DispatchFailure) {
        try approve(call, Hash256(unchecked: try call("call_hash")), nil)
    }

    private mutating func approve(
        _ arguments: CallArguments, _ hash: Hash256, _ call: Call?
    ) throws(DispatchFailure) {
        let (signer, threshold): (AccountID, UInt16) = (try arguments.signer(), try arguments("threshold"))
        guard threshold >= 2 else { throw failure("MinimumThreshold") }
        let account = AccountID.multisig(of: try members(arguments, signer), threshold: threshold)
        let given = Timepoint(try arguments.value("maybe_timepoint")[0])
        guard var waiting = state[MultisigPallet.operations, account, hash] else {
            guard given == nil else { throw failure("UnexpectedTimepoint") }
            return try begin(account, hash, threshold, by: signer)
        }
        guard let given else { throw failure("NoTimepoint") }
        guard waiting.when == given else { throw failure("WrongTimepoint") }
        let isNew = !waiting.approvals.contains(signer) && waiting.approvals.count < threshold
        if let call, waiting.approvals.count + (isNew ? 1 : 0) >= threshold {
            guard try arguments.value("max_weight").covers(Self.callWeight) else { throw failure("MaxWeightTooLow") }
            state[MultisigPallet.operations, account, hash] = nil
            unreserve(waiting.deposit, of: waiting.depositor)
            let result = Self.resultValue(outcome(of: call, from: .signed(account)))
            emit("MultisigExecuted", "approving", signer, given, account, hash, [.init("result", result)])
            return
        }
        guard isNew else { throw failure("AlreadyApproved") }
        waiting.approvals.append(signer)
        waiting.approvals.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        state[MultisigPallet.operations, account, hash] = waiting
        emit("MultisigApproval", "approving", signer, given, account, hash)
    }

    private mutating func begin(
        _ account: AccountID, _ hash: Hash256, _ threshold: UInt16, by signer: AccountID
    ) throws(DispatchFailure) {
        let deposit = MultisigPallet.depositBase + MultisigPallet.depositFactor * UInt64(threshold)
        try reserve(deposit, of: signer)
        let when = Timepoint(height: UInt32(clamping: block.rawValue), index: extrinsicIndex ?? 0)
        state[MultisigPallet.operations, account, hash] = WaitingCall(
            when: when, deposit: deposit, depositor: signer, approvals: [signer])
        emit(
            MultisigPallet.name, "NewMultisig",
            [
                .init("approving", .account(signer)), .init("multisig", .account(account)),
                .init("call_hash", .hash(hash)),
            ])
    }

    mutating func cancelAsMulti(_ call: CallArguments) throws(DispatchFailure) {
        let (signer, threshold): (AccountID, UInt16) = (try call.signer(), try call("threshold"))
        guard threshold >= 2 else { throw failure("MinimumThreshold") }
        let account = AccountID.multisig(of: try members(call, signer), threshold: threshold)
        let hash = Hash256(unchecked: try call("call_hash"))
        guard let waiting = state[MultisigPallet.operations, account, hash] else { throw failure("NotFound") }
        guard let when = Timepoint(try call.value("timepoint")), waiting.when == when else {
            throw failure("WrongTimepoint")
        }
        guard waiting.depositor == signer else { throw failure("NotOwner") }
        state[MultisigPallet.operations, account, hash] = nil
        unreserve(waiting.deposit, of: signer)
        emit("MultisigCancelled", "cancelling", signer, when, account, hash)
    }

    /// All members, in the order of their bytes; the signer's place among the others is his to leave out.
    private func members(_ call: CallArguments, _ signer: AccountID) throws(DispatchFailure) -> [AccountID] {
        let others: [AccountID] = try call("other_signatories")
        guard !others.isEmpty else { throw failure("TooFewSignatories") }
        guard others.count < MultisigPallet.maximumSignatories else { throw failure("TooManySignatories") }
        guard zip(others, others.dropFirst()).allSatisfy({ $0.bytes.lexicographicallyPrecedes($1.bytes) }) else {
            throw failure("SignatoriesOutOfOrder")
        }
        guard !others.contains(signer) else { throw failure("SenderInSignatories") }
        return others + [signer]
    }

    private mutating func emit(
        _ name: String, _ role: String, _ signer: AccountID, _ when: Timepoint, _ account: AccountID, _ hash: Hash256,
        _ more: [ScaleValue.Member] = []
    ) {
        emit(
            MultisigPallet.name, name,
            [
                .init(role, .account(signer)), .init("timepoint", when.value), .init("multisig", .account(account)),
                .init("call_hash", .hash(hash)),
            ] + more)
    }
}

extension ScaleValue {
    /// Whether a limit on a weight is high enough.
    fileprivate func covers(_ weight: (time: UInt64, proof: UInt64)) -> Bool {
        guard let time = self["ref_time"]?.uint64, let proof = self["proof_size"]?.uint64 else { return false }
        return time >= weight.time && proof >= weight.proof
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Execution {
    /// Carries out a call. On failure the caller undoes what it did.
    mutating func dispatch(_ call: Call, from origin: Origin) throws(DispatchFailure) {
        guard let run = runtime.calls[call.description]?.run, origin.allows(call) else {
            throw DispatchFailure(pallet: "System", name: "CallFiltered")
        }
        do {
            try run(&self, CallArguments(call, from: origin))
        } catch let failure as DispatchFailure {
            throw failure
        } catch {
            throw .other
        }
    }

    /// Carries out a call, undoing it when it fails: nil, or the runtime's error.
    mutating func outcome(of call: Call, from origin: Origin) -> ScaleValue? {
        do {
            try transactionally { (inner: inout Execution) throws(DispatchFailure) in
                try inner.dispatch(call, from: origin)
            }
            return nil
        } catch {
            return runtime.errorValue(error)
        }
    }

    // MARK: System, Utility, Sudo

    mutating func remark(_ arguments: CallArguments) throws(DispatchFailure) {
        let hash = Hash256(unchecked: Hashing.blake2b256(try arguments("remark")))
        emit("System", "Remarked", [.init("sender", .account(try arguments.signer())), .init("hash", .hash(hash))])
    }

    mutating func sudo(_ arguments: CallArguments) throws(DispatchFailure) {
        guard try arguments.signer() == state[SudoPallet.key] else {
            throw DispatchFailure(pallet: "Sudo", name: "RequireSudo")
        }
        let result = outcome(of: try arguments.call("call"), from: .root)
        emit("Sudo", "Sudid", [.init("sudo_result", Self.resultValue(result))])
    }

    /// `Ok`, or `Err` with the runtime's error.
    static func resultValue(_ error: ScaleValue?) -> ScaleValue {
        error.map { .variant("Err", $0) } ?? .variant("Ok", .list([]))
    }

    /// The three batches of pallet-utility.
    mutating func batch(_ arguments: CallArguments, mode: UtilityPallet.BatchMode) throws(DispatchFailure) {
        let calls = try arguments.calls("calls")
        guard calls.count <= UtilityPallet.batchedCallsLimit else {
            throw DispatchFailure(pallet: "Utility", name: "TooManyCalls")
        }
        var failures = 0
        for (place, call) in calls.enumerated() {
            if mode == .allOrNothing {
                try dispatch(call, from: arguments.origin)
                emit("Utility", "ItemCompleted")
                continue
            }
            guard let error = outcome(of: call, from: arguments.origin) else {
                emit("Utility", "ItemCompleted")
                continue
            }
            guard mode == .carryOn else {
                return emit(
                    "Utility", "BatchInterrupted", [.init("index", .number(UInt32(place))), .init("error", error)])
            }
            failures += 1
            emit("Utility", "ItemFailed", [.init("error", error)])
        }
        emit("Utility", failures == 0 ? "BatchCompleted" : "BatchCompletedWithErrors")
    }
}

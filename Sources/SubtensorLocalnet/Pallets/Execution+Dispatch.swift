import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Execution {
    /// Carries out a call. On failure the caller undoes what it did.
    mutating func dispatch(_ call: Call, from origin: Origin) throws(DispatchFailure) {
        let arguments = CallArguments(call)
        switch (call.pallet, call.name) {
        case ("System", "remark"):
            _ = try origin.signer()
        case ("System", "remark_with_event"):
            let hash = Hash256(unchecked: Hashing.blake2b256(try arguments.bytes("remark")))
            emit("System", "Remarked", [.init("sender", .account(try origin.signer())), .init("hash", .hash(hash))])
        case ("Balances", _): try dispatchBalances(call.name, arguments, from: origin)
        case ("SubtensorModule", _): try dispatchSubtensor(call.name, arguments, from: origin)
        case ("AdminUtils", _): try dispatchAdmin(call.name, arguments, from: origin)
        case ("Utility", _): try dispatchUtility(call.name, arguments, from: origin)
        case ("Sudo", "sudo"):
            guard try origin.signer() == state[SudoPallet.key] else {
                throw DispatchFailure(pallet: "Sudo", name: "RequireSudo")
            }
            let inner = try arguments.call("call")
            let result = outcome(of: inner, from: .root)
            emit(
                "Sudo", "Sudid", [.init("sudo_result", result.map { .variant("Err", $0) } ?? .variant("Ok", .list([])))]
            )
        default:
            throw DispatchFailure(pallet: "System", name: "CallFiltered")
        }
    }

    private mutating func dispatchUtility(
        _ name: String, _ arguments: CallArguments, from origin: Origin
    ) throws(DispatchFailure) {
        let calls = try arguments.calls("calls")
        guard calls.count <= UtilityPallet.batchedCallsLimit else {
            throw DispatchFailure(pallet: "Utility", name: "TooManyCalls")
        }
        var failures = 0
        for (place, call) in calls.enumerated() {
            if name == "batch_all" {
                try dispatch(call, from: origin)
                emit("Utility", "ItemCompleted")
                continue
            }
            guard let error = outcome(of: call, from: origin) else {
                emit("Utility", "ItemCompleted")
                continue
            }
            guard name == "force_batch" else {
                return emit(
                    "Utility", "BatchInterrupted", [.init("index", .number(UInt32(place))), .init("error", error)])
            }
            failures += 1
            emit("Utility", "ItemFailed", [.init("error", error)])
        }
        emit("Utility", failures == 0 ? "BatchCompleted" : "BatchCompletedWithErrors")
    }

    /// Carries out a call, undoing it when it fails: nil, or the runtime's error.
    private mutating func outcome(of call: Call, from origin: Origin) -> Value? {
        do {
            try transactionally { (inner: inout Execution) throws(DispatchFailure) in
                try inner.dispatch(call, from: origin)
            }
            return nil
        } catch {
            return runtime.errorValue(error)
        }
    }
}

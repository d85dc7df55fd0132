// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// How several calls are carried out as one extrinsic.
public enum BatchMode: String, Hashable, Sendable, CaseIterable {
    /// `Utility.batch`: in order, up to the first that fails; what was done before stays done.
    case untilFailure = "batch"
    /// `Utility.batch_all`: all, or none.
    case allOrNothing = "batch_all"
    /// `Utility.force_batch`: all, whichever fail.
    case whateverFails = "force_batch"
}

extension Call {
    /// Several calls as one, which costs one signature and one nonce.
    public static func batch(_ calls: [Call], _ mode: BatchMode = .allOrNothing) -> Call {
        Call("Utility", mode.rawValue, ["calls": .list(calls.map(\.value))])
    }
}

/// What became of the calls of a batch that was carried out.
public struct BatchResult: Hashable, Sendable {
    /// Why each of the calls did nothing, by its place in the batch; those without a failure succeeded.
    public let failures: [Int: DispatchFailure]
    /// How many calls were carried out, failed ones included; those after them were not tried.
    public let tried: Int
}

extension RuntimeMetadata {
    /// The result of a batch in the events of its extrinsic; nil when they are of no batch.
    ///
    /// A batch inside a batch is reported with its calls one after the other.
    func batchResult(_ events: [ChainEvent]) -> BatchResult? {
        var failures: [Int: DispatchFailure] = [:]
        var tried = 0
        var isBatch = false
        for event in events where event.pallet == "Utility" {
            switch event.name {
            case "ItemCompleted":
                tried += 1
            case "ItemFailed":
                failures[tried] = event[0].map(dispatchFailure)
                tried += 1
            case "BatchInterrupted":
                isBatch = true
                guard let place = event[0]?.uint64.flatMap(Int.init(exactly:)) else { continue }
                failures[place] = event[1].map(dispatchFailure)
                tried = max(tried, place < .max ? place + 1 : place)
            case "BatchCompleted", "BatchCompletedWithErrors":
                isBatch = true
            default: continue
            }
        }
        return isBatch ? BatchResult(failures: failures, tried: tried) : nil
    }
}

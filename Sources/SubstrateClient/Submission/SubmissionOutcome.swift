// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What became of an extrinsic after it was signed: exactly one of these.
enum SubmissionOutcome: Sendable {
    /// It is in a block, which tells whether it succeeded.
    case included(IncludedExtrinsic)
    /// It is in a block that was not finalised in time.
    case notFinalized(block: Hash256)
    /// It has certainly not left this machine.
    case notSent(reason: String)
    /// The node answered that its pool does not take it, and no block holds it so far.
    case refused(ClientError)
    /// No block can hold it any more.
    case notIncludable(reason: String, isNonceTaken: Bool)
    /// Nobody knows.
    case unknown(reason: String, isCancelled: Bool)

    /// What a journal keeps of it; nil when nothing new is known.
    var state: SubmissionState? {
        switch self {
        case .included(let included): SubmissionState(included)
        case .notSent: .notSent
        case .refused(let error): .refused(reason: error.statement)
        case .notIncludable(let reason, _): .notIncludable(reason: reason)
        case .unknown, .notFinalized: nil
        }
    }

    /// The block's verdict, or an error that names the extrinsic.
    func get(_ trace: SubmissionTrace) throws(ClientError) -> IncludedExtrinsic {
        switch self {
        case .included(var included):
            included.submission = trace
            return included
        case .notFinalized(let block):
            throw ClientError(
                .notFinalized, "it is in the block \(block), which was not finalised in time", submission: trace)
        case .notSent(let reason):
            throw ClientError(
                .notSent, "it was signed and certainly not sent, so it may be sent again: \(reason)", submission: trace)
        case .refused(let error): throw error.after(trace)
        case .notIncludable(let reason, _):
            throw ClientError(
                .notIncluded, "it was not carried out and can no longer be, so it may be sent again: \(reason)",
                submission: trace)
        case .unknown(let reason, _):
            throw ClientError(
                .outcomeUnknown,
                "it was sent, and what became of it is not known (\(reason)): do not send it again before it is clear "
                    + "that no block holds it",
                submission: trace)
        }
    }
}

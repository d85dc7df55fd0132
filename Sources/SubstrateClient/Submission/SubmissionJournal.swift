// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Keeps what was signed, so that it can be looked for whatever becomes of this process.
///
/// Told before anything leaves, and again when more is known. What it has been told of it must not forget, also when the
/// process is killed at the next instruction.
public protocol SubmissionJournal: Sendable {
    /// Keeps an extrinsic that was signed and is about to be sent.
    ///
    /// - Throws: what keeps it from doing so. Then nothing is sent.
    func keep(_ record: SubmissionRecord) async throws

    /// Notes what is known of an extrinsic that was kept.
    func note(_ state: SubmissionState, of extrinsic: Hash256) async
}

/// An extrinsic as a journal keeps it: nothing secret, and nothing that could be sent again.
public struct SubmissionRecord: Hashable, Sendable {
    public let trace: SubmissionTrace
    /// Names what somebody wanted. Extrinsics that serve the same intent share it.
    public let intent: String
    /// What is called, such as `Balances.transfer_keep_alive`.
    public let call: String
    /// What it does, for a person; empty when nobody said.
    public let summary: String

    public init(trace: SubmissionTrace, intent: String, call: String, summary: String = "") {
        self.trace = trace
        self.intent = intent
        self.call = call
        self.summary = summary
    }
}

/// How far an extrinsic has come, as far as is known.
public enum SubmissionState: Hashable, Sendable {
    /// Signed and kept: nothing has left yet.
    case signed
    /// Handed to a node. From here on it may be carried out.
    case written
    /// In this block, which carried it out.
    case succeeded(BlockNumber, Hash256)
    /// In this block, with an error: it did nothing, and cost its fee.
    case failed(BlockNumber, Hash256, reason: String)
    /// Certainly never sent.
    case notSent
    /// The node said that its pool did not take it. No proof: a copy may be held by another.
    case refused(reason: String)
    /// Certainly in no block, now and for ever.
    case notIncludable(reason: String)

    /// Whether nothing can change it any more.
    public var isSettled: Bool {
        switch self {
        case .signed, .written, .refused: false
        case .succeeded, .failed, .notSent, .notIncludable: true
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// An error that may come after something was signed.
protocol SubmissionError: ReportableError {
    var submission: SubmissionTrace? { get }
    var block: BlockNumber? { get }
}

extension ClientError: SubmissionError {
    var block: BlockNumber? { nil }
}

extension BittensorError: SubmissionError {}

/// What a person or a script is told about an error.
struct Failure: Hashable, Sendable {
    /// Stable, in snake case.
    let code: String
    let status: ExitStatus
    /// What failed, with which value, and what to do: one line.
    let message: String
    /// What was signed before, if anything was: the message names it too.
    let submission: SubmissionTrace?
    /// The block that holds it, if it is in one.
    let block: BlockNumber?

    init(
        code: String, status: ExitStatus, message: String, submission: SubmissionTrace? = nil, block: BlockNumber? = nil
    ) {
        self.code = code
        self.status = status
        self.message = message
        self.submission = submission
        self.block = block
    }

    /// The words for a command line that the parser refused.
    init(usage message: String) { self.init(code: "usage", status: .usage, message: message) }

    /// The words for any error.
    ///
    /// - Parameter signal: the signal that cancelled the work, if one did: then that is what happened, whatever the
    ///   error is that came out of it.
    init(_ error: any Error, interruptedBy signal: ExitStatus? = nil) {
        if let error = error as? any SubmissionError, let trace = error.submission {
            // Whatever ended it, this is what has to be told.
            let reason = signal.map { "\(error.reason) (\($0.meaning))" } ?? error.reason
            self.init(
                code: error.codeName, status: error.exitStatus,
                message: error.exitStatus == .unknown ? "\(reason); \(Farewell.advice)" : reason, submission: trace,
                block: error.block)
        } else if signal == .terminated || signal == .hungUp {
            let status = signal ?? .terminated
            self.init(code: status == .hungUp ? "hung_up" : "terminated", status: status, message: status.meaning)
        } else if signal != nil || error is CancellationError {
            self.init(code: "interrupted", status: .interrupted, message: ExitStatus.interrupted.meaning)
        } else if let error = error as? any ReportableError {
            self.init(code: error.codeName, status: error.exitStatus, message: error.reason)
        } else {
            self.init(code: "internal", status: .software, message: "unexpected error: \(error)")
        }
    }

    /// The message as a sentence.
    var sentence: String { "\(line.prefix(1).uppercased())\(line.dropFirst())." }

    /// The message on one line, with nothing in it that a terminal would obey.
    var line: String {
        message.split(whereSeparator: \.isNewline).map(\.trimmingBlanks).joined(separator: " ").printable
    }
}

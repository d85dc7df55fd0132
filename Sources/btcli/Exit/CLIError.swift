// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A command line that makes no sense, or a terminal that is not there.
struct CLIError: CodedError {
    enum Code: Hashable, Sendable {
        /// Options that contradict each other, or one that is missing.
        case usage
        /// A question that nobody can be asked.
        case cannotAsk
        /// A question that was not answered.
        case noAnswer
        /// A question that was answered with no.
        case declined
        /// A ciphertext without the signature that opens it.
        case signatureMissing
        /// What would be sent is not what was shown any more.
        case changed
        /// The newest release is not known.
        case noRelease
        /// An update did not come about.
        case notUpdated
        /// A program that signs could not be run, or gave no signature.
        case signerFailed
        /// A transaction without a signature, where one is sent.
        case unsigned
        /// A transaction whose call nobody here can read.
        case blind
        /// An extrinsic that no block holds which was looked at.
        case notFound
        /// Standard output is full, or fails.
        case outputFailed
        /// Whoever read standard output has seen enough.
        case outputClosed
    }

    let code: Code
    let reason: String
    let origin: ErrorOrigin

    init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
    }
}

extension CLIError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .usage, .cannotAsk, .noAnswer, .blind: .usage
        case .declined: .no
        case .signatureMissing, .unsigned, .notFound: .noInput
        case .signerFailed: .unavailable
        case .changed: .tryAgain
        case .noRelease: .unavailable
        case .notUpdated: .cannotCreate
        case .outputFailed, .outputClosed: .ioError
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Logging
import SDKTelemetry
import SubstratePrimitives

/// What a log hears of one signed extrinsic.
struct SubmissionObserver: Sendable {
    private let logger: Logger

    init(_ signed: SignedTransaction, _ logger: Logger) {
        var logger = logger
        logger.add([.extrinsicHash: signed.hash, .call: signed.call, .nonce: signed.nonce])
        self.logger = logger
    }

    func sends() { logger.debug("sending") }

    /// What the node says cannot be relied on.
    func doubts(_ reason: String) {
        logger.warning("outcome unknown so far: looking for it in the blocks", metadata: .of([.reason: reason]))
    }

    func ended(_ outcome: SubmissionOutcome) {
        switch outcome {
        case .included(let included):
            if let failure = included.failure {
                logger.info(
                    "failed in its block",
                    metadata: .of([.blockNumber: included.blockNumber, .reason: "\(failure)"]))
            } else {
                logger.info("carried out", metadata: .of([.blockNumber: included.blockNumber]))
            }
        case .notFinalized(let block): logger.warning("not final in time", metadata: .of([.reason: "block \(block)"]))
        case .notSent(let reason): logger.info("not sent", metadata: .of([.reason: reason]))
        case .refused(let error): logger.info("refused", metadata: .of([.reason: error.statement]))
        case .notIncludable(let reason, _):
            logger.info("cannot be carried out any more", metadata: .of([.reason: reason]))
        case .unknown(let reason, _): logger.warning("outcome unknown", metadata: .of([.reason: reason]))
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import CoreMetrics
import Logging
import ProofOfWork
import SDKTelemetry
import SubstrateClient
import SubstratePrimitives

/// What a program hears of a search for work and of its offers.
struct WorkObserver: Sendable {
    let logger: Logger
    private let offers: MetricFamily<Outcome, Counter>

    /// What came of a seal that was found.
    enum Outcome: String, CaseIterable, Sendable {
        case taken, refused, stale
    }

    init(_ site: WorkSite) {
        var logger = site.subtensor.client.logger
        logger.add([.hotkey: site.keys.hotkey])
        if case .registration(let netuid) = site.purpose { logger.add([.netuid: netuid]) }
        self.logger = logger
        let maker = MetricsMaker()
        offers = MetricFamily { maker.counter(.powSealsOffered, [.outcome: $0.rawValue]) }
    }

    func begins(_ site: WorkSite) {
        logger.info(
            "searching for work", metadata: .of([.call: site.rules.call, .specVersion: site.rules.specVersion]))
    }

    func turns(to puzzle: SealPuzzle) {
        logger.debug("new puzzle", metadata: .of([.blockNumber: puzzle.blockNumber]))
    }

    /// The node did not tell what a head means for the puzzle.
    func misses(_ head: BlockNumber, _ reason: String) {
        logger.debug("no puzzle of this block", metadata: .of([.blockNumber: head, .reason: reason]))
    }

    func passesOver(_ solution: POWSolution) {
        offers[.stale].increment()
        logger.debug("found too late", metadata: .of([.blockNumber: solution.blockNumber]))
    }

    func offers(_ solution: POWSolution, attempt: Int) {
        logger.info("offering work", metadata: .of([.blockNumber: solution.blockNumber, .attempt: attempt]))
    }

    func isTaken(_ included: IncludedExtrinsic) {
        offers[.taken].increment()
        logger.info("work taken", metadata: .of([.blockNumber: included.blockNumber]))
    }

    func isRefused(_ refusal: WorkRefusal, attempt: Int) {
        offers[.refused].increment()
        logger.warning("work refused", metadata: .of([.attempt: attempt, .reason: refusal.reason]))
    }

    func isRegistered(uid: UInt16) { logger.info("hotkey is on the subnet", metadata: .of([.uid: uid])) }
}

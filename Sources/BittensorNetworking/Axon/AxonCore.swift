// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Logging
import NIOCore
import SubstratePrimitives
import Synchronization

/// What all requests of an axon share.
final class AxonCore: Sendable {
    let configuration: AxonConfiguration
    let verifier: CallerVerifier
    let metrics: AxonMetrics
    let connections: ConnectionTable
    /// How many connections there may be: as many as configured, or as many as there are files for.
    let connectionLimit: Int
    let shares: ShareList
    let gate: PriorityGate
    let bodies: ByteBudget
    let answers: ByteBudget
    let limiter: RateLimiter?
    let handlerDeadlines: FunctionDeadlines?
    let checkDeadlines: FunctionDeadlines?
    let observer: AxonObserver

    init(
        hotkey: AccountID, configuration: AxonConfiguration, logger: Logger, clock: WallClock, timers: any EventLoop
    ) throws(NetworkingError) {
        let ledger = try NonceLedger(
            capacity: configuration.nonces.capacity, file: configuration.nonceFile.map(NonceFile.init(path:)),
            now: clock.now(), lead: configuration.nonces.allowedLead)
        if ledger.wasDamaged, let file = configuration.nonceFile {
            logger.warning(
                "the nonce file '\(file)' was damaged: calls are refused until the clock has passed all it can have held"
            )
        }
        let shares = ShareList()
        self.configuration = configuration
        self.shares = shares
        verifier = CallerVerifier(hotkey: hotkey, policy: configuration.nonces, ledger: ledger, clock: clock)
        metrics = AxonMetrics { shares.occupancy }
        observer = AxonObserver(logger, metrics)
        connectionLimit = min(configuration.connections, DescriptorLimit.connections)
        connections = ConnectionTable(
            limit: connectionLimit, limitPerNetwork: configuration.connectionsPerAddress, metrics: metrics)
        gate = PriorityGate(configuration.share)
        bodies = ByteBudget(limit: configuration.bodiesInFlight)
        answers = ByteBudget(limit: configuration.answersInFlight)
        limiter = configuration.rateLimit.map { RateLimiter($0, clock: clock) }
        handlerDeadlines = configuration.handlerTimeout.map { FunctionDeadlines(limit: $0, on: timers) }
        checkDeadlines = configuration.checkTimeout.map { FunctionDeadlines(limit: $0, on: timers) }
        shares.add(gate, name: "axon")
    }
}

/// The shares that routes draw on, for the metrics.
final class ShareList: Sendable {
    /// One entry per gate.
    private let gates = Mutex<[(name: String, gate: PriorityGate)]>([])

    func add(_ gate: PriorityGate, name: String) {
        gates.withLock { gates in
            if !gates.contains(where: { $0.gate === gate }) { gates.append((name, gate)) }
        }
    }

    var occupancy: [ShareOccupancy] {
        gates.withLock { $0 }.map { name, gate in
            let (running, waiting) = gate.occupancy
            return ShareOccupancy(name: name, running: running, waiting: waiting, abandoned: gate.abandoned.count)
        }
    }
}

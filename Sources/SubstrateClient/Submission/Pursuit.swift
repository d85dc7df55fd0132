// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Sends one signed extrinsic, once, and follows it to its outcome.
///
/// What the node says of it is believed as far as its blocks bear it out. Where the node says nothing, or something that
/// would invite a second payment, the blocks themselves are searched until they prove a yes or a no, or time runs out.
struct Pursuit: Sendable {
    let client: SubstrateClient
    let signed: SignedTransaction
    /// What it carries, which leaves with it.
    let content: SignedTransaction?
    let options: SubmissionOptions
    let observer: SubmissionObserver

    private var clock: any Clock<Duration> { options.clock }

    /// What listening to the node came to.
    private enum Heard: Sendable {
        case settled(SubmissionOutcome)
        /// The node cannot be relied on any more, for this reason: look for it.
        case doubt(String)
        case cancelled
    }

    func outcome() async -> SubmissionOutcome {
        let elapsed = clock.start()
        switch await listen(elapsed) {
        case .settled(let outcome): return outcome
        case .cancelled: return .unknown(reason: "this program was interrupted", isCancelled: true)
        case .doubt(let reason):
            observer.doubts(reason)
            await options.onNotice?(
                "\(reason): the outcome is unknown so far; looking for \(signed.hash) in the blocks\(until)")
            return await search(because: reason, elapsed)
        }
    }

    private var until: String { signed.lastBlock.map { " up to \($0)" } ?? "" }

    // MARK: Listening

    /// Sends it, and listens until the node has told of a block, or there is reason for doubt.
    private func listen(_ elapsed: @escaping @Sendable () -> Duration) async -> Heard {
        await withTaskGroup(of: Heard.self) { group in
            group.addTask { await submission() }
            group.addTask { await patience(elapsed) }
            var heard = await group.next() ?? .cancelled
            group.cancelAll()
            // A submission that was still waiting for a connection has certainly not left.
            for await other in group {
                if case .settled = other { heard = other }
            }
            return heard
        }
    }

    private func submission() async -> Heard {
        do throws(ClientError) {
            let watch = try await client.watch(signed.extrinsic)
            await options.journal?.note(.written, of: signed.hash)
            if let content { await options.journal?.note(.written, of: content.hash) }
            for try await status in watch {
                await options.onStatus?(status)
                switch status {
                case .inBlock(let block) where !options.untilFinalized: return await settled(in: block)
                case .finalized(let block): return await settled(in: block)
                case .finalityTimeout(let block): return .settled(.notFinalized(block: block))
                default:
                    if let loss = status.loss { return .doubt(loss) }
                }
            }
            return Task.isCancelled ? .cancelled : .doubt("the node stopped watching it")
        } catch {
            return await meaning(of: error)
        }
    }

    private func settled(in block: Hash256) async -> Heard {
        do {
            return .settled(.included(try await client.outcome(of: signed.hash, in: block)))
        } catch {
            return Task.isCancelled ? .cancelled : .doubt(error.reason)
        }
    }

    /// What an error says about the extrinsic that was being sent.
    private func meaning(of error: ClientError) async -> Heard {
        if error.isUnsent { return .settled(.notSent(reason: error.reason)) }
        if Task.isCancelled || error.code == .cancelled { return .cancelled }
        switch error.code {
        case .refused where error.poolRefusal?.suggestsAnotherCopy ?? false: return .doubt(error.statement)
        case .refused: return await refusal(error)
        case .node where error.code.number.map(Self.answersBeforeAnything.contains) ?? false:
            return await refusal(error)
        default: return .doubt(error.reason)
        }
    }

    /// JSON-RPC errors with which a node or a gateway turns a call away before it does anything: no such method, other
    /// arguments, and limits of calls (see `NodeRateLimit` of SubstrateRPC).
    private static let answersBeforeAnything: Set<Int64> = [
        -32600, -32601, -32602, 429, -32999, -32009, -32604, -32005, -32029,
    ]

    /// The node's word that it did not take it. A gateway may have shown it to another node first, so the next block is
    /// looked at before that is believed.
    private func refusal(_ error: ClientError) async -> Heard {
        var inquiry = Inquiry(about: signed.trace, on: client, trustsBestChain: options.trustsBestChain)
        // A chain of very short blocks makes them when its machine has time.
        let longestWait = max(options.blockTime * 2, .seconds(1))
        let elapsed = clock.start()
        var first: BlockNumber?
        while !Task.isCancelled {
            switch try? await inquiry.look() {
            case .included(let included, _): return .settled(.included(included))
            case .open(let newest):
                if let first, newest > first { return .settled(.refused(error)) }
                first = first ?? newest
            case .impossible(let proof, let isNonceTaken):
                return .settled(.notIncludable(reason: "\(proof) (\(error.reason))", isNonceTaken: isNonceTaken))
            default: break
            }
            // What does no harm twice is not waited for.
            if options.trustsBestChain || elapsed() > longestWait { return .settled(.refused(error)) }
            try? await clock.sleep(for: pause)
        }
        return .cancelled
    }

    /// Ends when the node should have told more by now: it is late, or its chain makes no blocks.
    private func patience(_ elapsed: @Sendable () -> Duration) async -> Heard {
        do {
            // As a rule the next block holds it, and nothing is asked until that is overdue.
            try await clock.sleep(for: options.blockTime * 3 / 2)
            let limit =
                options.untilFinalized
                ? signed.lastBlock?.advanced(by: Self.reportDelay)
                : signed.trace.anchor
                    .advanced(by: Self.patientBlocks)
            var stillness = Stillness(options)
            while elapsed() < timeLimit {
                if let head = try? await client.header() {
                    if let limit, head.number > limit {
                        return .doubt("the node has not told of its block since block \(signed.trace.anchor)")
                    }
                    if let notice = stillness.notice(head.number, at: elapsed()) { await options.onNotice?(notice) }
                }
                try await clock.sleep(for: pause)
            }
            return .doubt("the node has not told of its block for \(timeLimit)")
        } catch {
            return .cancelled
        }
    }

    /// How many blocks may come before a node that says nothing is doubted.
    private static let patientBlocks: UInt64 = 3
    /// How many blocks later a node still reports what it watches: one that is busy is a little behind.
    private static let reportDelay: UInt64 = 8

    // MARK: Searching

    /// Looks for it in the blocks, without sending anything.
    func search(because reason: String) async -> SubmissionOutcome { await search(because: reason, clock.start()) }

    private func search(because reason: String, _ elapsed: @Sendable () -> Duration) async -> SubmissionOutcome {
        var inquiry = Inquiry(about: signed.trace, on: client, trustsBestChain: options.trustsBestChain)
        var stillness = Stillness(options)
        var reason = reason
        while !Task.isCancelled {
            do throws(ClientError) {
                switch try await inquiry.look() {
                case .included(let included, let isFinal):
                    if isFinal || !options.untilFinalized { return .included(included) }
                case .includedInForgottenBlock(let number, let hash):
                    return .unknown(
                        reason: "the block \(number) \(hash) holds it, but the node has forgotten whether it succeeded",
                        isCancelled: false)
                case .impossible(let proof, let isNonceTaken):
                    return .notIncludable(reason: "\(proof) (\(reason))", isNonceTaken: isNonceTaken)
                case .open(let newest):
                    if let notice = stillness.notice(newest, at: elapsed()) { await options.onNotice?(notice) }
                }
            } catch {
                if error.code == .wrongChain { return .unknown(reason: error.reason, isCancelled: false) }
                reason = error.reason
            }
            guard elapsed() < timeLimit else {
                return .unknown(
                    reason: "\(reason), and nothing was found out in \(elapsed().components.seconds) seconds",
                    isCancelled: false)
            }
            try? await clock.sleep(for: pause)
        }
        return .unknown(reason: "this program was interrupted", isCancelled: true)
    }

    /// Between two looks at the chain.
    private var pause: Duration { max(.milliseconds(50), min(options.blockTime / 4, .seconds(3))) }

    /// Twice the time that the lifetime takes on a chain that makes its blocks; what never expires gets that of the usual
    /// one.
    private var timeLimit: Duration {
        let lifetime = signed.lastBlock.map { $0.rawValue - min($0.rawValue, signed.trace.anchor.rawValue) } ?? 32
        return options.blockTime * 2 * Int(clamping: lifetime + Self.reportDelay)
    }
}

/// Notices when a chain makes no blocks.
private struct Stillness {
    private let blockTime: Duration
    private var newest: (number: BlockNumber, since: Duration)?
    private var hasTold = false

    init(_ options: SubmissionOptions) { blockTime = options.blockTime }

    /// A sentence, once, when the newest block has been the same for five block times.
    mutating func notice(_ number: BlockNumber, at time: Duration) -> String? {
        guard let newest, newest.number == number else {
            self.newest = (number, time)
            hasTold = false
            return nil
        }
        guard !hasTold, time - newest.since >= blockTime * 5 else { return nil }
        hasTold = true
        return
            "the chain has made no block for \((time - newest.since).components.seconds) seconds; the newest is \(number)"
    }
}

extension Clock where Duration == Swift.Duration {
    /// Starts measuring; the function returned tells how much time has passed.
    fileprivate func start() -> @Sendable () -> Duration {
        let begin = now
        return { begin.duration(to: self.now) }
    }

    fileprivate func sleep(for duration: Duration) async throws {
        try await sleep(until: now.advanced(by: duration), tolerance: nil)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// A card that is ready to search: everything it needs is made once and lives as long as this. For one thread.
package final class CardSession {
    private let engine: any CardEngine
    package private(set) var noncesPerItem: Int

    /// The launches under way, oldest first, each in the lane after the one before.
    private var flights: [(launch: CardLaunch, begin: ContinuousClock.Instant)] = []
    /// When the latest launch was done.
    private var lastEnd = ContinuousClock.now
    private var nextLane = 0

    /// Launches that can be under way: while the host reads one's hits, the card is busy with the other.
    static let depth = Int(seal_launch_depth)

    /// What a launch of a search should take: two are under way, and a new puzzle is to be taken up within 25 ms.
    package static let launchTime = Duration.milliseconds(6)

    /// Compiles the kernels, tests them against the processor's, and finds the fastest unless the options name one.
    ///
    /// - Throws: `kernelRefused`, `wrongResults`, `callFailed`, `invalidOption`.
    package convenience init(_ station: CardStation) throws(CardError) {
        try self.init(try station.makeEngine(), station.settings)
    }

    init(_ engine: any CardEngine, _ settings: CardSettings) throws(CardError) {
        self.engine = engine
        noncesPerItem = settings.noncesPerItem
        for variant in variants(settings) {
            try engine.choose(variant, groupSize: try groupSizes(of: variant, settings)[0])
            try selfTest()
        }
        try chooseFastest(settings)
    }

    package var card: any Card { engine.card }
    /// The kernels that can be chosen.
    package var variants: [String] { engine.variants }
    /// The chosen kernel.
    package var variant: String { engine.variant }
    package var groupSize: Int { engine.groupSize }

    /// Turns to a kernel and the size of its work groups.
    ///
    /// Throws `invalidOption` when the card cannot have such groups.
    package func choose(_ variant: String, groupSize: Int) throws(CardError) {
        try engine.choose(variant, groupSize: groupSize)
    }

    /// Turns to another number of nonces that a work item tries in one launch.
    package func choose(noncesPerItem: Int) { self.noncesPerItem = noncesPerItem }

    func variants(_ settings: CardSettings) -> [String] { settings.variant.map { [$0] } ?? engine.variants }

    /// One or more.
    func groupSizes(of variant: String, _ settings: CardSettings) throws(CardError) -> [Int] {
        if let size = settings.groupSize { return [size] }
        return try engine.groupSizes(of: variant)
    }

    /// The nonces that everything the card can hold at a time takes once.
    package func wave() throws(CardError) -> UInt64 { try engine.wave() }

    var launchesUnderWay: Int { flights.count }

    /// Starts a launch and returns at once. Fewer than `depth` may be under way.
    func start(_ launch: CardLaunch) throws(CardError) {
        precondition(flights.count < Self.depth, "every lane is taken")
        let begin = ContinuousClock.now
        try engine.start(launch, lane: nextLane, noncesPerItem: noncesPerItem)
        flights.append((launch, begin))
        nextLane = (nextLane + 1) % Self.depth
    }

    /// What came of a launch.
    package struct Outcome {
        let launch: CardLaunch
        /// The nonces that passed the comparison of 64 bits, ascending in the launch; nil when there were more than a
        /// launch can report.
        let candidates: [UInt64]?
        /// How long it has kept the card, which turns to a launch when it is done with the one before.
        package let time: Duration

        package var nonces: UInt64 { launch.nonces }
    }

    /// Waits for the oldest launch under way, asleep.
    ///
    /// - Throws: `callFailed`; `wrongResults` when the card left something out.
    func finish() throws(CardError) -> Outcome {
        precondition(!flights.isEmpty, "no launch is under way")
        let lane = (nextLane + Self.depth - flights.count) % Self.depth
        let (launch, begin) = flights.removeFirst()
        let report = try engine.finish(lane: lane)
        let end = ContinuousClock.now
        let time = max(begin, lastEnd).duration(to: end)
        lastEnd = end
        guard report.tried == launch.nonces else {
            throw wrong("tried \(report.tried) of \(launch.nonces) nonces")
        }
        guard report.count <= CardLaunch.mostHits else { return Outcome(launch: launch, candidates: nil, time: time) }
        var candidates: [UInt64] = []
        for hit in report.hits.sorted() {
            guard let nonce = launch.nonce(ofHit: hit) else { throw wrong("reports a nonce that it was not given") }
            candidates.append(nonce)
        }
        return Outcome(launch: launch, candidates: candidates, time: time)
    }

    /// The solution that a candidate is; nil when it shares no more than 64 bits with one.
    ///
    /// Throws `wrongResults` when it does not even do that: then the card cannot be trusted with any nonce.
    package func confirm(_ nonce: UInt64, of puzzle: SealPuzzle) throws(CardError) -> POWSolution? {
        if let solution = try? puzzle.solution(nonce: nonce) { return solution }
        let seal = puzzle.seal(of: nonce)
        let top = (puzzle.target.order == .big ? Array(seal.bytes.prefix(8)) : seal.bytes.suffix(8).reversed())
            .reduce(0) { $0 << 8 | UInt64($1) }
        guard top <= puzzle.target.earlyRejectThreshold else {
            throw wrong("calls nonce \(nonce) a hit and the reference does not")
        }
        return nil
    }

    package func wrong(_ what: String) -> CardError {
        CardError(
            .wrongResults,
            "\(card.identifier) (\(card.name)) \(what) with the kernel \(variant): it is left out; look for "
                + "overclocking and heat, and update its driver",
            device: card.number)
    }
}

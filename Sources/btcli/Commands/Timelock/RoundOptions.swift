// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import Timelock

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The options that name a round of a beacon: by its number, or by when it is published.
struct RoundOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The round, by its number.", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var round: UInt64?

    @Option(
        help: ArgumentHelp(
            "The first round from this moment on, such as 2026-07-08T12:00Z; UTC where no offset is given.",
            valueName: "moment"),
        transform: { text in
            guard let moment = MomentText.moment(text) else {
                throw CLIError(
                    .usage,
                    "\(excerpt(text)) is no moment: write it as 2026-07-08, 2026-07-08T12:00Z or 2026-07-08T12:00+02:00"
                )
            }
            return moment
        })
    var at: Date?

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("The first round after so much time, such as 90s, 15m, 1h30m or 2d.", valueName: "duration"),
        transform: { text in
            guard let seconds = DurationText.seconds(text), seconds >= 0 else {
                throw CLIError(.usage, "\(excerpt(text)) is no span of time: write it as 90s, 15m, 1h30m, 2d or 1w")
            }
            return seconds
        })
    var span: Double?

    @Option(
        help: ArgumentHelp("The first round after so many blocks.", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var blocks: UInt64?

    @Option(
        help: ArgumentHelp("Seconds that a block takes, for --blocks. (default: 12)", valueName: "seconds"),
        transform: { try Seconds.parse($0, in: 0.001...3600) })
    var blockTime: Duration?

    /// Whether no round was named.
    var isEmpty: Bool { given == 0 }

    private var given: Int { [round != nil, at != nil, span != nil, blocks != nil].count { $0 } }

    func validate() throws {
        guard given <= 1 else {
            throw CLIError(.usage, "a round is named by one of --round, --at, --in and --blocks, not by several")
        }
        guard blockTime == nil || blocks != nil else { throw CLIError(.usage, "--block-time goes with --blocks") }
    }

    /// The round that is meant; nil where none was named.
    func round(of beacon: DrandBeacon, from now: Date = .now) -> UInt64? {
        if let round { return round }
        if let at { return beacon.firstRound(from: at) }
        if let span { return beacon.firstRound(from: now.addingTimeInterval(span)) }
        let blockTime = blockTime.map { $0 / .seconds(1) } ?? 12
        return blocks.map { beacon.firstRound(from: now.addingTimeInterval(Double($0) * blockTime)) }
    }

    /// The round that is meant, which has to be named and to exist.
    func requiredRound(of beacon: DrandBeacon) throws -> UInt64 {
        guard let round = round(of: beacon) else {
            throw CLIError(.usage, "which round? Name it by --round, --at, --in or --blocks")
        }
        guard round > 0 else {
            throw TimelockError(.invalidRound, "a beacon's rounds are counted from 1: there is no round 0")
        }
        return round
    }
}

extension DrandBeacon {
    /// The latest round that is published now.
    var latestRound: UInt64 { latestRound(at: .now) }

    /// What there is to tell about a round.
    func facts(of round: UInt64, from now: Date = .now) -> [Fact] {
        let moment = publication(of: round)
        let text = MomentText.text(moment)
        let distance = moment.timeIntervalSince(now)
        let span = UInt64(exactly: abs(distance).rounded()).map { DurationText.text($0) } ?? "ages"
        let published = text.map { "\($0) (\(distance > 0 ? "in \(span)" : "\(span) ago"))" } ?? "beyond the year 9999"
        return [
            Fact("round", "Round", .integer(round)),
            Fact("published", "Published", CellValue(.string(orNull: text), text: published)),
            Fact("signature_url", "Signature at", .text(orNone: address(of: round))),
        ]
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension DrandBeacon {
    // MARK: Rounds and moments

    /// The first round that is published at a moment or after it; round 1 before the beacon began.
    ///
    /// In whole milliseconds, as the Python SDK reckons it.
    public func firstRound(from moment: Date) -> UInt64 {
        let elapsed = ((seconds(moment) - start) * 1000).rounded(.towardZero)
        return round((elapsed / (length * 1000)).rounded(.up) + 1)
    }

    /// The latest round that is published at a moment; round 1 before the beacon began.
    public func latestRound(at moment: Date) -> UInt64 {
        round(((seconds(moment) - start) / length).rounded(.down) + 1)
    }

    /// When a round is published.
    public func publication(of round: UInt64) -> Date {
        Date(timeIntervalSince1970: start + Double(round > 0 ? round - 1 : 0) * length)
    }

    // MARK: Rounds as chain and Python SDK reckon them

    /// The round for weights that are to be opened some blocks from now: one less than ``firstRound(from:)`` for the same moment.
    public func weightsRound(in blocks: UInt64, blockTime: Double, from now: Date) -> UInt64 {
        weightsRound(in: blocks, blockTime: blockTime, from: seconds(now))
    }

    /// The round for data that is to be opened some blocks from now, as `encrypt` of `bittensor_drand` has it.
    public func dataRound(in blocks: UInt64, blockTime: Double, from now: Date) -> UInt64 {
        dataRound(in: blocks, blockTime: blockTime, from: seconds(now))
    }

    /// The round for a commitment that is to be opened some blocks from now, as `get_encrypted_commitment` of `bittensor_drand` has it.
    public func commitmentRound(in blocks: UInt64, blockTime: Double, from now: Date) -> UInt64 {
        commitmentRound(in: blocks, blockTime: blockTime, from: seconds(now))
    }

    /// - Parameter now: seconds since 1970, in the precision in which the Python SDK has them.
    package func weightsRound(in blocks: UInt64, blockTime: Double, from now: Double) -> UInt64 {
        round((now + Double(blocks) * blockTime - start) / length)
    }

    package func dataRound(in blocks: UInt64, blockTime: Double, from now: Double) -> UInt64 {
        round(((Double(blocks) * blockTime + now).rounded(.up) - start) / length)
    }

    package func commitmentRound(in blocks: UInt64, blockTime: Double, from now: Double) -> UInt64 {
        let ahead = (Double(blocks) * blockTime).rounded(.toNearestOrAwayFromZero)
        return round((now.rounded(.down) - start + ahead) / length)
    }

    private var start: Double { Double(genesis) }
    private var length: Double { Double(period) }

    private func seconds(_ moment: Date) -> Double { moment.timeIntervalSince1970 }

    /// The whole part of a number, as a round: 1 for what is below, the last one for what is above.
    private func round(_ number: Double) -> UInt64 {
        guard number >= 1 else { return 1 }
        return UInt64(exactly: number.rounded(.down)) ?? .max
    }
}

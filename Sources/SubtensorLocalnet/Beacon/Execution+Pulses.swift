// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

/// What the beacon has published. A round is signed when somebody needs it, and then only: a chain that runs for months has a round for
/// each second of them.
extension Execution {
    /// How many blocks a client lets pass after the first block of a reveal's epoch (`RevealSchedule.securityOffset`). The beacon is
    /// ahead by as much, so that it does not matter here, however short the epochs are.
    private static let lead: UInt64 = 3

    /// Keeps the last round that is over.
    mutating func storeRound() {
        let round = LocalBeacon.storedRound(at: state[TimestampPallet.now])
        if round > state[DrandPallet.lastStoredRound] { state[DrandPallet.lastStoredRound] = round }
    }

    /// The pulse of a round, if that is published, for what was committed in a block.
    ///
    /// Rounds are reckoned by the clock and the time between blocks. A chain whose blocks are made faster than that is not waited for:
    /// the beacon's clock goes on by a block's time with each block after the commitment, at least.
    mutating func pulse(of round: UInt64, committedAt commit: UInt64) -> DrandPallet.Pulse? {
        if let pulse = state[DrandPallet.pulses, round] { return pulse }
        let began = state.value(of: TimestampPallet.now, at: BlockNumber(commit)) ?? 0
        // It was made for the block before, at the latest.
        let blocks = block.rawValue.saturatingAdding(1).saturatingSubtracting(commit)
        let reckoned = began.saturatingAdding(blocks.saturatingMultiplied(by: runtime.blockTime))
        let now = max(state[TimestampPallet.now], reckoned)
            .saturatingAdding(Self.lead.saturatingMultiplied(by: runtime.blockTime))
        guard LocalBeacon.publication(of: round) <= now, let signature = LocalBeacon.signature(of: round) else {
            return nil
        }
        let pulse = DrandPallet.Pulse(round: round, signature: signature.bytes)
        state[DrandPallet.pulses, round] = pulse
        emit(DrandPallet.name, "NewPulse", [.init("rounds", .list([.number(round)]))])
        return pulse
    }
}

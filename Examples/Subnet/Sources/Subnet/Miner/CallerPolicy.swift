// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor

/// Which callers a miner answers, and whom first.
struct CallerPolicy: Sendable {
    /// What a caller's votes have to count, so that nobody without a stake in the subnet takes up the miner's time.
    var minimumStake: Balance = .zero
    /// Whether only those are answered who may set weights.
    var asksForPermit = false

    /// - Parameter metagraph: nil while none has been read: nobody is answered then.
    func verdict(on hotkey: AccountID, in metagraph: Metagraph?) -> BlacklistVerdict {
        guard let metagraph else { return .refused("this miner is not ready yet") }
        guard let caller = metagraph[hotkey: hotkey] else { return .refused("not registered on this subnet") }
        guard caller.totalStake >= minimumStake else { return .refused("a stake of \(minimumStake) is asked for") }
        guard !asksForPermit || caller.hasValidatorPermit else { return .refused("no validator permit") }
        return .allowed
    }

    /// The more stake, the sooner.
    func priority(of hotkey: AccountID, in metagraph: Metagraph?) -> Double {
        metagraph?[hotkey: hotkey].map { Double($0.totalStake.rao) } ?? 0
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Hands out the nonces of accounts so that extrinsics submitted at the same time do not clash.
///
/// Whoever asks brings the nonce that the node named, because other programs may use the same account. It counts the
/// extrinsics that have reached the node's pool, and the tracker leaves out those that are still on their way there. A
/// nonce that may or may not be used is remembered only while somebody uses the account.
actor NonceTracker {
    private struct Account {
        /// Handed out, and not given back.
        var taken: Set<UInt32> = []
        /// How many hold a nonce. At zero the account is forgotten: from then on the node knows all.
        var users = 0
    }

    private var accounts: [AccountID: Account] = [:]
    /// The nonce behind the last one that a block took: what was planned before is not planned with it any more.
    private var floors: [AccountID: UInt32] = [:]

    /// The account's next nonce from the one that the node named, the first of so many in a row. Each of them must be returned by
    /// `finish`.
    func reserve(_ planned: UInt32, count: Int = 1, for account: AccountID) throws(ClientError) -> UInt32 {
        var nonce = max(planned, floors[account] ?? 0)
        var entry = accounts[account] ?? Account()
        while true {
            guard let last = UInt32(exactly: UInt64(nonce) + UInt64(count) - 1) else { throw Self.exhausted(account) }
            guard let taken = (nonce...last).last(where: entry.taken.contains) else {
                entry.taken.formUnion(nonce...last)
                entry.users += count
                accounts[account] = entry
                return nonce
            }
            guard taken < .max else { throw Self.exhausted(account) }
            nonce = taken + 1
        }
    }

    private static func exhausted(_ account: AccountID) -> ClientError {
        ClientError(.malformedAnswer, "\(account) has used all its nonces")
    }

    /// How a reservation ends.
    enum End { case inBlock, perhapsInPool, free }

    /// Ends a reservation. A nonce that no pool took goes to whoever asks next, so that those behind it do not wait for
    /// ever.
    func finish(_ nonce: UInt32, of account: AccountID, _ end: End) {
        if end == .inBlock, nonce < .max { floors[account] = max(floors[account] ?? 0, nonce + 1) }
        guard var entry = accounts[account] else { return }
        if end == .free { entry.taken.remove(nonce) }
        entry.users -= 1
        accounts[account] = entry.users > 0 ? entry : nil
    }

    /// How many accounts are in use.
    var count: Int { accounts.count }
}

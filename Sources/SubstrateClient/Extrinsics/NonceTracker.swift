import SubstratePrimitives

/// Hands out the nonces of accounts so that extrinsics submitted at the same time do not clash.
///
/// The node is asked each time, because other programs may use the same account. Its answer counts the extrinsics that
/// have reached its pool, and the tracker leaves out those that are still on their way there. An account is remembered
/// only while somebody uses it.
actor NonceTracker {
    private struct Account {
        /// Handed out, and not given back.
        var taken: Set<UInt32> = []
        /// How many ask for a nonce or hold one. At zero the account is forgotten: from then on the node knows all.
        var users = 0
    }

    private var accounts: [AccountID: Account] = [:]

    /// The account's next nonce. Each one must be returned by `finish`.
    func reserve(
        for account: AccountID, asking node: @Sendable () async throws(ClientError) -> UInt32
    ) async throws(ClientError) -> UInt32 {
        accounts[account, default: Account()].users += 1
        do throws(ClientError) {
            var nonce = try await node()
            // Whatever was taken while the node thought about it counts as well.
            while let taken = accounts[account]?.taken, taken.contains(nonce) {
                guard nonce < .max else { throw ClientError(.malformedAnswer, "\(account) has used all its nonces") }
                nonce += 1
            }
            accounts[account]?.taken.insert(nonce)
            return nonce
        } catch {
            leave(account)
            throw error
        }
    }

    /// Ends a reservation. A nonce that no pool took goes to whoever asks next, so that those behind it do not wait for
    /// ever.
    func finish(_ nonce: UInt32, of account: AccountID, wasUsed: Bool) {
        if !wasUsed { accounts[account]?.taken.remove(nonce) }
        leave(account)
    }

    private func leave(_ account: AccountID) {
        guard var entry = accounts[account] else { return }
        entry.users -= 1
        accounts[account] = entry.users > 0 ? entry : nil
    }

    /// How many accounts are in use.
    var count: Int { accounts.count }
}

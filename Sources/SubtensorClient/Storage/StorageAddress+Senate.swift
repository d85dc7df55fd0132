// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
public import SubstratePrimitives

// The senate that runtimes once had.

extension StorageAddress where Value == [AccountID] {
    public static var senateMembers: Self { .init("SenateMembers", "Members") }
}

extension StorageAddress where Value == [Hash256] {
    /// The hashes of the calls that are voted upon.
    public static var proposals: Self { .init("Triumvirate", "Proposals") }
}

extension StorageAddress where Value == ProposalVotes {
    public static func proposalVotes(_ proposal: Hash256) -> Self { .init("Triumvirate", "Voting", proposal) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

extension Action where Outcome == ProposalVotes? {
    /// Votes on a proposal as a member of the senate. The outcome is the votes afterwards; nil when voting has ended.
    public static func vote(_ approve: Bool, on proposal: Hash256, as hotkey: AccountID) -> Self {
        Self("vote in the senate") { context in
            let gone = "the senate and its proposals are gone from the chain, and nothing is voted on there any more"
            guard context.metadata.hasStorage("Triumvirate", "Voting") else {
                throw BittensorError(.callMissing, "this runtime has no senate: \(gone)")
            }
            guard let votes = try await context.votes(on: proposal) else {
                throw BittensorError(.invalidOption, "there is no proposal \(proposal): look at the list of proposals")
            }
            let call = try context.call(
                CallForm(
                    "vote", .init("hotkey", is: .account(hotkey)), .init("proposal", is: .hash(proposal)),
                    .init("index", is: .number(votes.index)), .init("approve", is: .bool(approve))),
                replacement: gone)
            try await context.requireOwnership(of: hotkey)
            let members = try await context.state.value(.senateMembers) ?? []
            guard members.contains(hotkey) else {
                throw BittensorError(.notOwner, "the hotkey \(hotkey) does not sit in the senate")
            }
            guard !(approve ? votes.ayes : votes.nays).contains(hotkey) else {
                throw BittensorError(.invalidOption, "the hotkey \(hotkey) has voted like that already")
            }
            return ActionPlan(
                call: call,
                effects: [
                    .init("Vote", approve ? "aye" : "nay"), .init("On", proposal), .init("As", hotkey),
                    .init("So far", "\(votes.ayes.count) ayes, \(votes.nays.count) nays, \(votes.threshold) carry it"),
                ]
            ) { _, after in try await after.votes(on: proposal) }
        }
    }
}

extension ActionContext {
    fileprivate func votes(on proposal: Hash256) async throws -> ProposalVotes? {
        try await state.value(.proposalVotes(proposal))
    }
}

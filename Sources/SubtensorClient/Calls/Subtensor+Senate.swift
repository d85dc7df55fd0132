// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

/// A proposal of the triumvirate, on which the senate votes.
public struct Proposal: Hashable, Sendable {
    /// The hash of the call.
    public let hash: Hash256
    /// What would be carried out; nil when the chain no longer has it.
    public let call: Call?
    /// The votes so far; nil when voting has ended.
    public let votes: ProposalVotes?
}

/// The votes on a proposal.
public struct ProposalVotes: Hashable, Sendable {
    /// The proposal's number.
    public let index: UInt32
    /// How many votes of the triumvirate carry it.
    public let threshold: UInt32
    public let ayes: [AccountID]
    public let nays: [AccountID]
    /// When voting ends.
    public let end: BlockNumber
}

extension ProposalVotes: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        index = try fields.read("index")
        threshold = try fields.read("threshold")
        ayes = try fields.read("ayes")
        nays = try fields.read("nays")
        end = BlockNumber(UInt64(try fields.read("end", as: UInt32.self)))
    }
}

extension Subtensor {
    /// The hotkeys that sit in the senate.
    ///
    /// - Throws: `notInRuntime` where the runtime has no senate any more.
    public func senateMembers(at block: BlockReference = .head) async throws(ClientError) -> [AccountID] {
        let state = try await state(at: block)
        try state.requireSenate()
        return try await state.value(.senateMembers) ?? []
    }

    /// The proposals that are voted upon, with their calls and votes, all read at one block.
    ///
    /// - Throws: `notInRuntime` where the runtime has no senate any more.
    public func proposals(at block: BlockReference = .head) async throws(ClientError) -> [Proposal] {
        let state = try await state(at: block)
        try state.requireSenate()
        let hashes = try await state.value(.proposals) ?? []
        let calls = try await state.values(hashes.map { StorageQuery("Triumvirate", "ProposalOf", $0) })
        let votes = try await state.values(hashes.map { .proposalVotes($0) })
        return hashes.indices.map { place in
            Proposal(hash: hashes[place], call: calls[place].flatMap(Call.init), votes: votes[place])
        }
    }
}

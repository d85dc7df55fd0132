// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// The triumvirate proposes, the senate votes: as runtimes up to about spec 300 had it.
enum SenatePallets {
    // MARK: The triumvirate's proposals, on which the senate votes
    static let proposals = StorageItem("Triumvirate", "Proposals", "BoundedVec<H256>", default: [Hash256]())
    static let proposalOf = OptionalStorageItem(
        "Triumvirate", "ProposalOf", [.identity: "H256"], "RuntimeCall", of: EncodedStruct.self)
    static let voting = OptionalStorageItem("Triumvirate", "Voting", [.identity: "H256"], "Votes", of: Votes.self)
    static let proposalCount = StorageItem("Triumvirate", "ProposalCount", "u32", default: UInt32(0))

    // MARK: Who sits where
    static let triumvirate = StorageItem(
        "TriumvirateMembers", "Members", "BoundedVec<AccountId32>", default: [AccountID]())
    static let senate = StorageItem("SenateMembers", "Members", "BoundedVec<AccountId32>", default: [AccountID]())

    /// The most senators, and the part of all stake that one needs, in percent.
    static let maximumSenators = 12
    static let stakePercentage: UInt128 = 1

    static let declarations: [PalletDeclaration] = [
        PalletDeclaration(
            name: "Triumvirate", index: 8,
            storage: [
                proposals.declaration, proposalOf.declaration, voting.declaration, proposalCount.declaration,
            ],
            calls: [
                CallDeclaration(
                    "propose", 2, ["proposal": "RuntimeCall", "length_bound": "Compact<u32>", "duration": "u32"]
                ) { try $0.propose($1) },
                CallDeclaration(
                    "close", 6,
                    [
                        "proposal_hash": "H256", "index": "Compact<u32>", "proposal_weight_bound": "Weight",
                        "length_bound": "Compact<u32>",
                    ]
                ) { try $0.closeProposal($1) },
            ],
            events: [
                .named(
                    "Proposed", 0,
                    [
                        "account": "AccountId32", "proposal_index": "u32", "proposal_hash": "H256", "threshold": "u32",
                    ]),
                .named(
                    "Voted", 1,
                    ["account": "AccountId32", "proposal_hash": "H256", "voted": "bool", "yes": "u32", "no": "u32"]),
                .named("Approved", 2, ["proposal_hash": "H256"]),
                .named("Disapproved", 3, ["proposal_hash": "H256"]),
                .named("Executed", 4, ["proposal_hash": "H256", "result": "Result"]),
                .named("Closed", 6, ["proposal_hash": "H256", "yes": "u32", "no": "u32"]),
            ],
            errors: [
                .error("NotMember", 0, "Account is not a member of collective"),
                .error("DuplicateProposal", 1, "Duplicate proposals not allowed"),
                .error("ProposalNotExists", 2, "Proposal must exist"),
                .error("IndexMismatchProposalHash", 3, "Index mismatched the proposal hash"),
                .error("DuplicateVote", 4, "Duplicate vote ignored"),
                .error(
                    "TooEarlyToCloseProposal", 5,
                    "The call to close the proposal was made too early, before the end of the voting"),
                .error("TooManyActiveProposals", 6, "There can only be a maximum of `MaxProposals` active proposals"),
            ]),
        PalletDeclaration(name: "TriumvirateMembers", index: 9, storage: [triumvirate.declaration]),
        PalletDeclaration(name: "SenateMembers", index: 10, storage: [senate.declaration]),
    ]

    /// The senate's own calls, which are the subtensor pallet's.
    static let calls: [CallDeclaration] = [
        CallDeclaration(
            "vote", 55,
            ["hotkey": "AccountId32", "proposal": "H256", "index": "Compact<u32>", "approve": "bool"]
        ) { try $0.vote($1) },
        CallDeclaration("adjust_senate", 63, ["hotkey": "AccountId32"]) { try $0.adjustSenate($1) },
    ]
}

/// Who has voted for a proposal and against it.
struct Votes: Hashable, Sendable, ScaleCodable {
    var index: UInt32
    var threshold: UInt32
    var ayes: [AccountID] = []
    var nays: [AccountID] = []
    /// The block in which the vote ends.
    var end: UInt32

    func encode(to writer: inout ScaleWriter) {
        writer.write(integer: index)
        writer.write(integer: threshold)
        ayes.encode(to: &writer)
        nays.encode(to: &writer)
        writer.write(integer: end)
    }
}

extension Votes {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        index = try reader.readInteger()
        threshold = try reader.readInteger()
        ayes = try [AccountID](from: &reader)
        nays = try [AccountID](from: &reader)
        end = try reader.readInteger()
    }
}

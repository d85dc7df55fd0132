// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Proposals and votes.
extension Execution {
    private func failure(_ name: String) -> DispatchFailure { DispatchFailure(pallet: "Triumvirate", name: name) }

    mutating func propose(_ call: CallArguments) throws(DispatchFailure) {
        let (member, proposal) = (try call.signer(), try call.call("proposal"))
        guard state[SenatePallets.triumvirate].contains(member) else { throw failure("NotMember") }
        guard let bytes = try? runtime.metadata.encode(proposal) else { throw .other }
        let hash = Hash256(unchecked: Hashing.blake2b256(bytes))
        guard state[SenatePallets.proposalOf, hash] == nil else { throw failure("DuplicateProposal") }
        guard state[SenatePallets.proposals].count < 20 else { throw failure("TooManyActiveProposals") }
        let index = state[SenatePallets.proposalCount]
        let end = UInt32(clamping: block.rawValue).saturatingAdding(try call("duration"))
        // More than half of the senate.
        let threshold = UInt32(state[SenatePallets.senate].count / 2 + 1)
        state[SenatePallets.proposals].append(hash)
        state[SenatePallets.proposalOf, hash] = EncodedStruct(bytes: bytes)
        state[SenatePallets.voting, hash] = Votes(index: index, threshold: threshold, end: end)
        state[SenatePallets.proposalCount] = index + 1
        emit(
            "Triumvirate", "Proposed",
            [
                .init("account", .account(member)), .init("proposal_index", .number(index)),
                .init("proposal_hash", .hash(hash)), .init("threshold", .number(threshold)),
            ])
    }

    /// A senator's vote, given by its hotkey's owner; a second one replaces the first.
    mutating func vote(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        try requireOwner(coldkey, of: hotkey)
        guard state[SenatePallets.senate].contains(hotkey) else { throw .subtensor("NotSenateMember") }
        let hash = Hash256(unchecked: try call("proposal"))
        var votes = try openVotes(hash, index: try call("index", as: Compact<UInt32>.self).value)
        let approves: Bool = try call("approve")
        guard !(approves ? votes.ayes : votes.nays).contains(hotkey) else { throw failure("DuplicateVote") }
        votes.ayes.removeAll { $0 == hotkey }
        votes.nays.removeAll { $0 == hotkey }
        if approves { votes.ayes.append(hotkey) } else { votes.nays.append(hotkey) }
        state[SenatePallets.voting, hash] = votes
        emit(
            "Triumvirate", "Voted",
            [
                .init("account", .account(hotkey)), .init("proposal_hash", .hash(hash)),
                .init("voted", .bool(approves)), .init("yes", .number(UInt32(votes.ayes.count))),
                .init("no", .number(UInt32(votes.nays.count))),
            ])
    }

    /// Ends a vote that is decided, or whose time is over; an approved proposal is carried out as the chain itself.
    mutating func closeProposal(_ call: CallArguments) throws(DispatchFailure) {
        guard state[SenatePallets.triumvirate].contains(try call.signer()) else { throw failure("NotMember") }
        let hash = Hash256(unchecked: try call("proposal_hash"))
        let votes = try openVotes(hash, index: try call("index", as: Compact<UInt32>.self).value)
        let (yes, no) = (UInt32(votes.ayes.count), UInt32(votes.nays.count))
        let isApproved = yes >= votes.threshold
        let isRejected = no >= votes.threshold || UInt64(votes.end) <= block.rawValue
        guard isApproved || isRejected else { throw failure("TooEarlyToCloseProposal") }
        let bytes = state[SenatePallets.proposalOf, hash]?.bytes
        state[SenatePallets.proposals].removeAll { $0 == hash }
        state[SenatePallets.proposalOf, hash] = nil
        state[SenatePallets.voting, hash] = nil
        let key = ScaleValue.Member("proposal_hash", .hash(hash))
        emit("Triumvirate", "Closed", [key, .init("yes", .number(yes)), .init("no", .number(no))])
        emit("Triumvirate", isApproved ? "Approved" : "Disapproved", [key])
        guard isApproved, let bytes, let proposal = try? runtime.metadata.decodeCall(bytes) else { return }
        let result = Self.resultValue(outcome(of: proposal, from: .root))
        emit("Triumvirate", "Executed", [key, .init("result", result)])
    }

    private func openVotes(_ hash: Hash256, index: UInt32) throws(DispatchFailure) -> Votes {
        guard let votes = state[SenatePallets.voting, hash] else { throw failure("ProposalNotExists") }
        guard votes.index == index else { throw failure("IndexMismatchProposalHash") }
        return votes
    }

    /// Joins the senate: a delegate at the root with at least one percent of all root stake takes a free seat, or that
    /// of the senator with the least when it has more.
    mutating func adjustSenate(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        try requireOwner(coldkey, of: hotkey)
        guard state[SubtensorPallet.uids, UInt16(0), hotkey] != nil else {
            throw .subtensor("HotKeyNotRegisteredInSubNet")
        }
        let (stake, all) = (rootStake(of: hotkey), state[SubtensorPallet.subnetTAO, UInt16(0)])
        var members = state[SenatePallets.senate]
        guard !members.contains(hotkey), stake > 0,
            UInt128(stake) * 100 >= UInt128(all) * SenatePallets.stakePercentage
        else { throw .subtensor("CouldNotJoinSenate") }
        if members.count >= SenatePallets.maximumSenators {
            guard let poorest = members.min(by: { rootStake(of: $0) < rootStake(of: $1) }),
                rootStake(of: poorest) < stake
            else { throw .subtensor("CouldNotJoinSenate") }
            members.removeAll { $0 == poorest }
        }
        members.append(hotkey)
        state[SenatePallets.senate] = members.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
}

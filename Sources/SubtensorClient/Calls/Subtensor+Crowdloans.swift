// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// All crowdloans, by number.
    public func crowdloans(at block: BlockReference = .head) async throws(ClientError) -> [UInt32: CrowdloanInfo] {
        try await state(at: block).dictionary(.crowdloans)
    }

    /// A crowdloan; nil when there is none of this number.
    public func crowdloan(
        _ id: UInt32, at block: BlockReference = .head
    ) async throws(ClientError) -> CrowdloanInfo? {
        try await state(at: block).value(.crowdloan(id))
    }

    /// What each account has given to a crowdloan.
    public func crowdloanContributions(
        to id: UInt32, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: Balance] {
        try await state(at: block).dictionary(.crowdloanContributions(id)).filter { $0.value > .zero }
    }

    /// The number that the next crowdloan gets.
    public func nextCrowdloanID(at block: BlockReference = .head) async throws(ClientError) -> UInt32 {
        try await state(at: block).value(.nextCrowdloanID) ?? 0
    }

    /// The bounds within which the chain takes crowdloans.
    public func crowdloanConstants(at block: BlockReference = .head) async throws(ClientError) -> CrowdloanConstants {
        let state = try await state(at: block)
        return CrowdloanConstants(
            minimumDeposit: try state.constantIfKnown("Crowdloan", "MinimumDeposit"),
            absoluteMinimumContribution: try state.constantIfKnown("Crowdloan", "AbsoluteMinimumContribution"),
            minimumBlockDuration: try state.constantIfKnown("Crowdloan", "MinimumBlockDuration"),
            maximumBlockDuration: try state.constantIfKnown("Crowdloan", "MaximumBlockDuration"),
            refundContributorsLimit: try state.constantIfKnown("Crowdloan", "RefundContributorsLimit"),
            maxContributors: try state.constantIfKnown("Crowdloan", "MaxContributors"))
    }

    // MARK: Leases

    /// All subnets that crowdloans paid for, by the lease's number.
    public func leases(at block: BlockReference = .head) async throws(ClientError) -> [UInt32: SubnetLease] {
        try await state(at: block).dictionary(.leases)
    }

    /// The lease of a subnet; nil when there is none of this number.
    public func lease(_ id: UInt32, at block: BlockReference = .head) async throws(ClientError) -> SubnetLease? {
        try await state(at: block).value(.lease(id))
    }
}

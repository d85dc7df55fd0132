// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// A crowdloan: what was given so far, and what is done with it in the end.
public struct CrowdloanInfo: Hashable, Sendable {
    /// Who began it.
    public let creator: AccountID
    /// What they gave for a start; it cannot be withdrawn.
    public let deposit: Balance
    /// The least that one gives.
    public let minContribution: Balance
    /// The block in which it ends.
    public let end: BlockNumber
    /// How much there is to be.
    public let cap: Balance
    /// The account that holds what was given.
    public let fundsAccount: AccountID
    /// What was given so far.
    public let raised: Balance
    /// Who gets it in the end; nil where a call takes it.
    public let target: AccountID?
    /// What is carried out with it in the end; nil where an account gets it.
    public let call: BoundedCall?
    public let isFinalized: Bool
    /// How many gave.
    public let contributorCount: UInt32
}

extension CrowdloanInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        creator = try fields.read("creator")
        deposit = try fields.read("deposit")
        minContribution = try fields.read("min_contribution")
        end = try fields.read("end")
        cap = try fields.read("cap")
        fundsAccount = try fields.read("funds_account")
        raised = try fields.read("raised")
        target = try fields.read("target_address")
        call = try fields.read("call")
        isFinalized = try fields.read("finalized")
        contributorCount = try fields.readIfPresent("contributors_count", as: UInt32.self) ?? 0
    }
}

/// A call that the chain keeps for later: itself, or its hash.
public enum BoundedCall: Hashable, Sendable {
    /// The call's encoding: `RuntimeMetadata.decodeCall(_:)` reads it.
    case inline([UInt8])
    /// The hash of a call that lies in `Preimage`, and its length where the chain says it.
    case lookup(Hash256, length: UInt32?)
}

extension BoundedCall: ScaleDescribed {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        switch value.variantName {
        case "Inline"?: self = .inline(try [UInt8](dynamic: value[0] ?? value))
        case "Legacy"?, "Lookup"?:
            let length = try value["len"].map { length throws(ScaleError) in try UInt32(dynamic: length) }
            self = .lookup(try Hash256(dynamic: value["hash"] ?? value), length: length)
        default: throw ScaleError(.mismatch, "a call that is kept is Inline, Lookup or Legacy, not \(value)")
        }
    }
}

/// The bounds within which a runtime takes crowdloans; nil for what it does not declare.
public struct CrowdloanConstants: Hashable, Sendable {
    public let minimumDeposit: Balance?
    public let absoluteMinimumContribution: Balance?
    public let minimumBlockDuration: UInt64?
    public let maximumBlockDuration: UInt64?
    /// How many contributors one refund pays back.
    public let refundContributorsLimit: UInt64?
    public let maxContributors: UInt64?
}

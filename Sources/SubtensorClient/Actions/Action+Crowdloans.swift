// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

/// What a crowdloan's money is for.
public enum CrowdloanPurpose: Hashable, Sendable {
    /// An account gets it.
    case account(AccountID)
    /// A call is carried out with it, such as `Call.leasedNetwork(emissionsShare:end:)`.
    case call(Call)
}

/// A crowdloan that was begun.
public struct NewCrowdloan: Hashable, Sendable {
    public let id: UInt32
    public let info: CrowdloanInfo?
}

extension Call {
    /// Registers a subnet with a crowdloan's money; those who gave share its owner's emission.
    ///
    /// - Parameters:
    ///   - emissionsShare: the percent of it that they get.
    ///   - end: the block from which the crowdloan's creator may end the lease; nil for one without end.
    public static func leasedNetwork(emissionsShare: UInt8, end: BlockNumber? = nil) -> Call {
        let end: ScaleValue = end.map { .variant("Some", .number($0.rawValue)) } ?? .none
        return Call(
            "SubtensorModule", "register_leased_network",
            ["emissions_share": .number(emissionsShare), "end_block": end])
    }
}

extension Action where Outcome == NewCrowdloan {
    /// Begins a crowdloan.
    ///
    /// - Parameters:
    ///   - deposit: what the signer gives for a start; it counts, and cannot be withdrawn.
    ///   - minContribution: the least that one gives.
    ///   - cap: how much there is to be.
    ///   - end: the block in which it ends.
    ///   - purpose: what is done with it in the end.
    public static func createCrowdloan(
        deposit: Balance, minContribution: Balance, cap: Balance, end: BlockNumber, for purpose: CrowdloanPurpose
    ) -> Self {
        Self("create a crowdloan") { context in
            let target: ScaleValue
            let inner: ScaleValue
            switch purpose {
            case .account(let account): (target, inner) = (.variant("Some", .account(account)), .none)
            case .call(let call): (target, inner) = (.none, .variant("Some", call.value))
            }
            let call = try context.crowdloan(
                "create", .init("deposit", is: .number(deposit.rao)),
                .init("min_contribution", is: .number(minContribution.rao)), .init("cap", is: .number(cap.rao)),
                .init("end", is: .number(end.rawValue)), .init("call", is: inner), .init("target_address", is: target))
            guard deposit <= cap else {
                throw BittensorError(.invalidAmount, "a crowdloan of \(cap) takes no deposit of \(deposit)")
            }
            guard end > context.state.number else {
                throw BittensorError(.invalidOption, "a crowdloan ends after this block, \(context.state.number)")
            }
            let id = try await context.state.value(.nextCrowdloanID) ?? 0
            return ActionPlan(
                call: call,
                effects: [
                    .init("Create", "a crowdloan of \(cap)"), .init("Deposit", deposit),
                    .init("Least contribution", minContribution), .init("Ends in block", end),
                    .init("For", purpose),
                ],
                cost: .exactly(deposit)
            ) { included, after in
                let created = included.events.last { $0.matches("Crowdloan", "Created") }
                let number = created?["crowdloan_id"]?.uint64.flatMap(UInt32.init(exactly:)) ?? id
                return NewCrowdloan(id: number, info: try await after.state.value(.crowdloan(number)))
            }
        }
    }
}

extension CrowdloanPurpose: CustomStringConvertible {
    public var description: String {
        switch self {
        case .account(let account): "\(account)"
        case .call(let call): "\(call)"
        }
    }
}

extension Action where Outcome == CrowdloanInfo? {
    /// Gives to a crowdloan.
    public static func contribute(_ amount: Balance, toCrowdloan id: UInt32) -> Self {
        change("contribute to a crowdloan", id, cost: amount) { context, info throws(BittensorError) in
            guard amount >= info.minContribution else {
                throw BittensorError(
                    .invalidAmount, "crowdloan \(id) takes \(info.minContribution) or more, not \(amount)")
            }
            return try context.crowdloan("contribute", .crowdloan(id), .init("amount", is: .number(amount.rao)))
        }
    }

    /// Takes back what the signer gave to a crowdloan; of its creator what is above the deposit.
    public static func withdraw(fromCrowdloan id: UInt32) -> Self {
        change("withdraw from a crowdloan", id) { context, _ throws(BittensorError) in
            try context.crowdloan("withdraw", .crowdloan(id))
        }
    }

    /// Does with a crowdloan what it is for, as its creator, once it has raised its cap.
    public static func finalizeCrowdloan(_ id: UInt32) -> Self {
        change("finalize a crowdloan", id, isCreators: true) { context, info throws(BittensorError) in
            guard info.raised >= info.cap else {
                throw BittensorError(.invalidOption, "crowdloan \(id) has raised \(info.raised) of \(info.cap) so far")
            }
            return try context.crowdloan("finalize", .crowdloan(id))
        }
    }

    /// Pays the contributors of a crowdloan back, as its creator: some with each call.
    public static func refundCrowdloan(_ id: UInt32) -> Self {
        change("refund a crowdloan", id, isCreators: true) { context, _ throws(BittensorError) in
            try context.crowdloan("refund", .crowdloan(id))
        }
    }

    /// Takes a crowdloan away, as its creator, once everybody else was paid back. The outcome is nil then.
    public static func dissolveCrowdloan(_ id: UInt32) -> Self {
        change("dissolve a crowdloan", id, isCreators: true) { context, _ throws(BittensorError) in
            try context.crowdloan("dissolve", .crowdloan(id))
        }
    }

    /// Changes the least that one gives to a crowdloan, as its creator.
    public static func setMinContribution(_ amount: Balance, ofCrowdloan id: UInt32) -> Self {
        change("change a crowdloan", id, isCreators: true) { context, _ throws(BittensorError) in
            try context.crowdloan(
                "update_min_contribution", .crowdloan(id), .init("new_min_contribution", is: .number(amount.rao)))
        }
    }

    /// Changes the most that one gives to a crowdloan, as its creator; nil for no such limit.
    public static func setMaxContribution(_ amount: Balance?, ofCrowdloan id: UInt32) -> Self {
        change("change a crowdloan", id, isCreators: true) { context, _ throws(BittensorError) in
            let most: ScaleValue = amount.map { .variant("Some", .number($0.rao)) } ?? .none
            return try context.crowdloan(
                "set_max_contribution", .crowdloan(id), .init("new_max_contribution", is: most))
        }
    }

    /// Changes the block in which a crowdloan ends, as its creator.
    public static func setEnd(_ end: BlockNumber, ofCrowdloan id: UInt32) -> Self {
        change("change a crowdloan", id, isCreators: true) { context, _ throws(BittensorError) in
            try context.crowdloan("update_end", .crowdloan(id), .init("new_end", is: .number(end.rawValue)))
        }
    }

    /// Changes how much a crowdloan is to raise, as its creator.
    public static func setCap(_ cap: Balance, ofCrowdloan id: UInt32) -> Self {
        change("change a crowdloan", id, isCreators: true) { context, info throws(BittensorError) in
            guard cap >= info.raised else {
                throw BittensorError(.invalidAmount, "crowdloan \(id) has raised \(info.raised) already, not \(cap)")
            }
            return try context.crowdloan("update_cap", .crowdloan(id), .init("new_cap", is: .number(cap.rao)))
        }
    }

    private static func change(
        _ name: String, _ id: UInt32, cost: Balance = .zero, isCreators: Bool = false,
        call: @escaping @Sendable (ActionContext, CrowdloanInfo) throws(BittensorError) -> Call
    ) -> Self {
        Self(name) { context in
            guard let info = try await context.state.valueIfKnown(.crowdloan(id)) else {
                // A runtime without crowdloans says so.
                _ = try context.crowdloan("withdraw", .crowdloan(id))
                throw BittensorError(.invalidOption, "there is no crowdloan \(id): look at the list of them")
            }
            guard !isCreators || info.creator == context.signer else {
                throw BittensorError(.notOwner, "crowdloan \(id) is \(info.creator)'s, not \(context.signer)'s")
            }
            return ActionPlan(
                call: try call(context, info),
                effects: [.init("Crowdloan", id), .init("Raised", "\(info.raised) of \(info.cap)")]
                    + (cost > .zero ? [.init("Give", cost)] : []),
                cost: .exactly(cost)
            ) { _, after in try await after.state.value(.crowdloan(id)) }
        }
    }
}

extension ActionContext {
    fileprivate func crowdloan(_ name: String, _ arguments: CallForm.Argument...) throws(BittensorError) -> Call {
        try call(
            CallForm("Crowdloan", name, arguments), replacement: "this chain has no crowdloans, or not this of them")
    }
}

extension CallForm.Argument {
    fileprivate static func crowdloan(_ id: UInt32) -> Self { Self("crowdloan_id", is: .number(id)) }
}

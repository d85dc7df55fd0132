// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

/// What a staking action did.
public struct StakeChange: Hashable, Sendable {
    public let hotkey: AccountID
    public let netuid: NetUID
    /// The signer's stake there before and after.
    public let before: Alpha
    public let after: Alpha
    /// What the signer owns freely afterwards.
    public let balance: Balance
}

/// How far a price may move against a staking action before the chain refuses it.
public struct PriceLimit: Hashable, Sendable {
    /// TAO for one alpha: the highest when buying, the lowest when selling.
    public let price: Balance
    /// Whether the part that the price allows is carried out; else nothing is.
    public let allowsPart: Bool

    public init(_ price: Balance, allowsPart: Bool = false) {
        self.price = price
        self.allowsPart = allowsPart
    }
}

extension Action where Outcome == StakeChange {
    /// Stakes TAO on a hotkey.
    ///
    /// - Parameters:
    ///   - amount: nil stakes all but the fee and the existential deposit.
    ///   - neuron: a hotkey, or a uid of the subnet.
    ///   - netuid: the subnet whose alpha the TAO buys; 0 stakes on the root, where TAO stays TAO.
    ///   - limit: the highest price; nil takes any.
    public static func addStake(
        _ amount: Balance?, on neuron: NeuronReference, netuid: NetUID, limit: PriceLimit? = nil
    ) -> Self {
        stake(amount, on: neuron, netuid, .given(limit), name: "add stake")
    }

    /// Stakes TAO on a hotkey, unless the price moves further than is tolerated.
    ///
    /// The limit follows the price at the time when the action is prepared, and holds from then on. Refuses with `priceMoved`
    /// what would move the price further by itself.
    ///
    /// - Parameters:
    ///   - amount: nil stakes all but the fee and the existential deposit.
    ///   - neuron: a hotkey, or a uid of the subnet.
    ///   - netuid: the subnet whose alpha the TAO buys; 0 stakes on the root, where there is no price.
    ///   - protection: nil takes any price.
    public static func addStake(
        _ amount: Balance?, on neuron: NeuronReference, netuid: NetUID, protection: PriceProtection?
    ) -> Self {
        stake(amount, on: neuron, netuid, .following(protection), name: "add stake")
    }

    /// Takes stake from a hotkey.
    ///
    /// - Parameters:
    ///   - amount: in the subnet's alpha; on the root, where alpha is TAO, in TAO. Nil takes all.
    ///   - neuron: a hotkey, or a uid of the subnet.
    ///   - limit: the lowest price; nil takes any.
    public static func removeStake(
        _ amount: Alpha?, from neuron: NeuronReference, netuid: NetUID, limit: PriceLimit? = nil
    ) -> Self {
        unstake(amount, from: neuron, netuid, .given(limit), name: "remove stake")
    }

    /// Takes stake from a hotkey, unless the price moves further than is tolerated; see
    /// ``addStake(_:on:netuid:protection:)``.
    ///
    /// - Parameters:
    ///   - amount: in the subnet's alpha; on the root, where there is no price, in TAO. Nil takes all.
    ///   - neuron: a hotkey, or a uid of the subnet.
    ///   - protection: nil takes any price.
    public static func removeStake(
        _ amount: Alpha?, from neuron: NeuronReference, netuid: NetUID, protection: PriceProtection?
    ) -> Self {
        unstake(amount, from: neuron, netuid, .following(protection), name: "remove stake")
    }

    /// Delegates TAO to a hotkey on the root: stake on netuid 0.
    public static func delegate(_ amount: Balance?, to hotkey: AccountID) -> Self {
        stake(amount, on: .hotkey(hotkey), 0, .given(nil), name: "delegate")
    }

    /// Takes TAO back that was delegated to a hotkey on the root. Nil takes all.
    public static func undelegate(_ amount: Balance?, from hotkey: AccountID) -> Self {
        unstake(amount.map { Alpha(rao: $0.rao) }, from: .hotkey(hotkey), 0, .given(nil), name: "undelegate")
    }

    // MARK: The two ways

    private static func stake(
        _ amount: Balance?, on neuron: NeuronReference, _ netuid: NetUID, _ source: LimitSource<PriceLimit>,
        name: String
    ) -> Self {
        Self(name) { context in
            try await context.requireSubnet(netuid)
            let hotkey = try await context.hotkey(neuron, on: netuid)
            _ = try await context.owner(of: hotkey)
            let amount = try await context.affordable(amount)
            let limit = try await source.resolved {
                try await context.subtensor.limit(buying: amount, on: netuid, protection: $0)
            }
            let arguments: [CallForm.Argument] = [
                .init("hotkey", is: .account(hotkey)),
                // Before subnets had stake of their own there was only the root's.
                .init("netuid", is: .number(netuid.rawValue), mayBeDropped: netuid == 0),
                .init("amount_staked", is: .number(amount.rao)),
            ]
            let call: Call
            if let limit {
                call = try context.call(
                    CallForm(
                        "add_stake_limit", arguments[0], arguments[1], arguments[2],
                        .init("limit_price", is: .number(limit.price.rao)),
                        .init("allow_partial", is: .bool(limit.allowsPart))),
                    replacement: "stake without a limit; the price is whatever it is by then")
            } else {
                call = try context.call(
                    CallForm("add_stake", arguments[0], arguments[1], arguments[2]),
                    replacement: "stake on the root subnet, netuid 0")
            }
            let before = try await context.stake(on: hotkey, netuid)
            let bought = await context.simulated { () async throws -> Alpha? in
                netuid == 0 ? nil : try await context.state.call(.swap(amount, forAlphaOf: netuid)).alphaAmount
            }
            return ActionPlan(
                call: call,
                effects: context.effects("Stake", "\(amount)", "On", hotkey, netuid, limit)
                    + (bought.map { [.init("Buys about", $0)] } ?? []) + [
                        .init("Stake there now", before, isBefore: true)
                    ],
                cost: .exactly(amount)
            ) { _, after in try await after.change(of: hotkey, netuid, before: before) }
        }
    }

    private static func unstake(
        _ amount: Alpha?, from neuron: NeuronReference, _ netuid: NetUID, _ source: LimitSource<PriceLimit>,
        name: String
    ) -> Self {
        Self(name) { context in
            try await context.requireSubnet(netuid)
            let hotkey = try await context.hotkey(neuron, on: netuid)
            let before = try await context.stake(on: hotkey, netuid)
            let taken = try context.spendable(amount, of: before, on: hotkey, netuid)
            let limit = try await source.resolved {
                try await context.subtensor.limit(selling: taken, on: netuid, protection: $0)
            }
            let call = try context.unstaking(taken, isAll: amount == nil, hotkey, netuid, limit)
            let price = await context.simulated { () async throws -> Balance? in
                netuid == 0
                    ? Balance(rao: taken.rao) : try await context.state.call(.swap(taken, of: netuid)).taoAmount
            }
            return ActionPlan(
                call: call,
                effects: context.effects("Take", "\(taken)", "From", hotkey, netuid, limit)
                    + (price.map { [.init("Gives about", $0)] } ?? []) + [
                        .init("Stake there now", before, isBefore: true)
                    ]
            ) { _, after in try await after.change(of: hotkey, netuid, before: before) }
        }
    }
}

/// What an unstaking of everything did.
public struct Unstaked: Hashable, Sendable {
    public let hotkey: AccountID
    /// What the signer owned freely before and owns afterwards.
    public let before: Balance
    public let after: Balance
}

extension Action where Outcome == Unstaked {
    /// Takes all stake from a hotkey on every subnet.
    ///
    /// - Parameter movingToRoot: moves the alpha of all subnets to the root instead of paying it out.
    public static func unstakeAll(from hotkey: AccountID, movingToRoot: Bool = false) -> Self {
        Self("unstake all") { context in
            let call = try context.call(
                CallForm(movingToRoot ? "unstake_all_alpha" : "unstake_all", .init("hotkey", is: .account(hotkey))),
                replacement: "remove the stake of each subnet")
            _ = try await context.owner(of: hotkey)
            let before = try await context.balance()
            return ActionPlan(
                call: call,
                effects: [
                    .init("Take", movingToRoot ? "the alpha of all subnets, as stake on the root" : "all stake"),
                    .init("From", hotkey),
                ]
            ) { _, after in Unstaked(hotkey: hotkey, before: before, after: try await after.balance()) }
        }
    }
}

extension ActionContext {
    /// The amount; or all that can be spent, with room for the fee.
    fileprivate func affordable(_ amount: Balance?) async throws -> Balance {
        if let amount {
            guard amount > .zero else {
                throw BittensorError(.invalidAmount, "nothing would be staked: give an amount")
            }
            return amount
        }
        let account = try await state.value(.account(signer)) ?? .zero
        let kept = max(account.frozen, try subtensor.existentialDeposit()) + Self.roomForFee
        guard account.free > kept else {
            throw BittensorError(.insufficientBalance, "\(signer) owns \(account.free), of which \(kept) has to stay")
        }
        return Balance(rao: account.free.rao - kept.rao)
    }

    /// The amount; or all stake there is.
    func spendable(
        _ amount: Alpha?, of stake: Alpha, on hotkey: AccountID, _ netuid: NetUID
    ) throws(BittensorError) -> Alpha {
        if amount == .zero { throw BittensorError(.invalidAmount, "nothing would be taken: give an amount") }
        let taken = amount ?? stake
        guard taken > .zero, taken <= stake else {
            throw BittensorError(
                .insufficientStake,
                "\(signer) has \(stake) staked on \(hotkey) of subnet \(netuid)"
                    + (amount.map { ", not \($0)" } ?? ": there is nothing to take"))
        }
        return taken
    }

    /// More than a staking call costs: what is left over stays in the account.
    private static let roomForFee = Balance(rao: 10_000_000)

    fileprivate func unstaking(
        _ taken: Alpha, isAll: Bool, _ hotkey: AccountID, _ netuid: NetUID, _ limit: PriceLimit?
    ) throws(BittensorError) -> Call {
        let hotkey = CallForm.Argument("hotkey", is: .account(hotkey))
        let subnet = CallForm.Argument("netuid", is: .number(netuid.rawValue), mayBeDropped: netuid == 0)
        let amount = CallForm.Argument("amount_unstaked", is: .number(taken.rao))
        guard let limit else {
            return try call(
                CallForm("remove_stake", hotkey, subnet, amount),
                replacement: "take stake from the root subnet, netuid 0")
        }
        let price = CallForm.Argument("limit_price", is: .number(limit.price.rao))
        let limited = CallForm(
            "remove_stake_limit", hotkey, subnet, amount, price, .init("allow_partial", is: .bool(limit.allowsPart)))
        guard isAll else {
            return try call(limited, replacement: "take stake without a limit; the price is whatever it is by then")
        }
        // Takes what is there by then, not what was there now.
        return try call(
            CallForm(
                "remove_stake_full_limit", hotkey, subnet,
                .init("limit_price", is: .variant("Some", .number(limit.price.rao)))),
            limited, replacement: "take stake without a limit; the price is whatever it is by then")
    }

    /// What a function of the runtime foretells; nil when it offers none.
    func simulated<Amount>(_ body: () async throws -> Amount?) async -> Amount? { try? await body() }

    fileprivate func effects(
        _ verb: String, _ amount: String, _ preposition: String, _ hotkey: AccountID, _ netuid: NetUID,
        _ limit: PriceLimit?
    ) -> [ActionPreview.Effect] {
        var effects: [ActionPreview.Effect] = [
            .init(verb, amount), .init(preposition, hotkey), .init("Subnet", netuid == 0 ? "0, the root" : "\(netuid)"),
        ]
        if let limit {
            effects.append(.init("Limit", "\(limit.price) for one alpha" + (limit.allowsPart ? ", else a part" : "")))
        }
        return effects
    }

    func change(of hotkey: AccountID, _ netuid: NetUID, before: Alpha) async throws -> StakeChange {
        StakeChange(
            hotkey: hotkey, netuid: netuid, before: before, after: try await stake(on: hotkey, netuid),
            balance: try await balance())
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

/// What moving stake did.
public struct StakeMove: Hashable, Sendable {
    /// A place where stake lies, before and after.
    public struct Place: Hashable, Sendable {
        public let hotkey: AccountID
        public let coldkey: AccountID
        public let netuid: NetUID
        public let before: Alpha
        public let after: Alpha
    }

    public let origin: Place
    public let destination: Place
}

/// How bad the rate between two subnets may get before the chain refuses to swap stake.
public struct SwapLimit: Hashable, Sendable {
    /// The least alpha of the destination for one alpha of the origin.
    public let rate: Alpha
    /// Whether the part that the rate allows is carried out; else nothing is.
    public let allowsPart: Bool

    public init(_ rate: Alpha, allowsPart: Bool = false) {
        self.rate = rate
        self.allowsPart = allowsPart
    }
}

extension Action where Outcome == StakeMove {
    /// Moves the signer's stake from one hotkey to another, on the same subnet or another.
    ///
    /// - Parameters:
    ///   - amount: in the alpha of the subnet where it lies. Nil moves all.
    ///   - origin: a hotkey, or a uid of its subnet; so is the destination.
    ///   - limit: the lowest rate; nil takes any.
    public static func moveStake(
        _ amount: Alpha?, from origin: NeuronReference, netuid: NetUID, to destination: NeuronReference,
        netuid other: NetUID, limit: SwapLimit? = nil
    ) -> Self {
        move(amount, from: (origin, netuid), to: (destination, other), .given(limit))
    }

    /// Moves the signer's stake from one hotkey to another, unless the rate between their subnets falls further than is
    /// tolerated; see ``swapStake(_:on:from:to:protection:)``.
    ///
    /// - Parameters:
    ///   - amount: in the alpha of the subnet where it lies. Nil moves all.
    ///   - origin: a hotkey, or a uid of its subnet; so is the destination.
    ///   - protection: nil takes any rate.
    public static func moveStake(
        _ amount: Alpha?, from origin: NeuronReference, netuid: NetUID, to destination: NeuronReference,
        netuid other: NetUID, protection: PriceProtection?
    ) -> Self {
        move(amount, from: (origin, netuid), to: (destination, other), .following(protection))
    }

    private static func move(
        _ amount: Alpha?, from origin: (neuron: NeuronReference, netuid: NetUID),
        to destination: (neuron: NeuronReference, netuid: NetUID), _ source: LimitSource<SwapLimit>
    ) -> Self {
        Self("move stake") { context in
            let (netuid, other) = (origin.netuid, destination.netuid)
            let from = StakeLocation(try await context.hotkey(origin.neuron, on: netuid), context.signer, netuid)
            let to = StakeLocation(try await context.hotkey(destination.neuron, on: other), context.signer, other)
            let limit = try await source.resolved {
                try await context.subtensor.limit(
                    moving: amount, of: context.signer, on: from.hotkey, from: netuid, to: other, protection: $0)
            }
            return try await context.move(amount, from: from, to: to, limit.effects(netuid)) {
                amount throws(BittensorError) in
                let hotkeys = (
                    CallForm.Argument("origin_hotkey", is: .account(from.hotkey)),
                    CallForm.Argument("destination_hotkey", is: .account(to.hotkey))
                )
                guard let limit else {
                    return try context.call(
                        CallForm(
                            "move_stake", hotkeys.0, hotkeys.1, .origin(netuid), .destination(other), .alpha(amount)),
                        replacement: "remove the stake there and add it here")
                }
                return try context.call(
                    CallForm(
                        "move_stake_limit", hotkeys.0, hotkeys.1, .origin(netuid), .destination(other), .alpha(amount),
                        .init("limit_price", is: .number(limit.rate.rao)),
                        .init("allow_partial", is: .bool(limit.allowsPart))),
                    replacement: "move the stake without a limit; the rate is whatever it is by then")
            }
        }
    }

    /// Swaps the signer's stake on a hotkey from one subnet to another.
    ///
    /// - Parameters:
    ///   - amount: in the alpha of the subnet where it lies. Nil swaps all.
    ///   - neuron: a hotkey, or a uid of the subnet where the stake lies.
    ///   - limit: the lowest rate; nil takes any.
    public static func swapStake(
        _ amount: Alpha?, on neuron: NeuronReference, from netuid: NetUID, to other: NetUID, limit: SwapLimit? = nil
    ) -> Self {
        swap(amount, on: neuron, from: netuid, to: other, .given(limit))
    }

    /// Swaps the signer's stake on a hotkey from one subnet to another, unless the rate between them falls further than is
    /// tolerated.
    ///
    /// The limit follows the prices at the time when the action is prepared, and holds from then on. Refuses with `priceMoved`
    /// what would bring the rate further down by itself.
    ///
    /// - Parameters:
    ///   - amount: in the alpha of the subnet where it lies. Nil swaps all.
    ///   - neuron: a hotkey, or a uid of the subnet where the stake lies.
    ///   - protection: nil takes any rate.
    public static func swapStake(
        _ amount: Alpha?, on neuron: NeuronReference, from netuid: NetUID, to other: NetUID,
        protection: PriceProtection?
    ) -> Self {
        swap(amount, on: neuron, from: netuid, to: other, .following(protection))
    }

    private static func swap(
        _ amount: Alpha?, on neuron: NeuronReference, from netuid: NetUID, to other: NetUID,
        _ source: LimitSource<SwapLimit>
    ) -> Self {
        Self("swap stake") { context in
            let from = StakeLocation(try await context.hotkey(neuron, on: netuid), context.signer, netuid)
            let to = StakeLocation(from.hotkey, context.signer, other)
            let limit = try await source.resolved {
                try await context.subtensor.limit(
                    swapping: amount, of: context.signer, on: from.hotkey, from: netuid, to: other, protection: $0)
            }
            return try await context.move(amount, from: from, to: to, limit.effects(netuid)) {
                amount throws(BittensorError) in
                let hotkey = CallForm.Argument("hotkey", is: .account(from.hotkey))
                guard let limit else {
                    return try context.call(
                        CallForm("swap_stake", hotkey, .origin(netuid), .destination(other), .alpha(amount)),
                        replacement: "move the stake, from and to the same hotkey")
                }
                return try context.call(
                    CallForm(
                        "swap_stake_limit", hotkey, .origin(netuid), .destination(other), .alpha(amount),
                        .init("limit_price", is: .number(limit.rate.rao)),
                        .init("allow_partial", is: .bool(limit.allowsPart))),
                    replacement: "swap or move the stake without a limit; the rate is whatever it is by then")
            }
        }
    }

    /// Gives the signer's stake on a hotkey to another coldkey, on the same subnet or another.
    ///
    /// - Parameters:
    ///   - amount: in the alpha of the subnet where it lies. Nil gives all.
    ///   - neuron: a hotkey, or a uid of the subnet where the stake lies.
    ///   - other: the subnet on which it arrives; nil leaves it where it is.
    public static func transferStake(
        _ amount: Alpha?, on neuron: NeuronReference, netuid: NetUID, to coldkey: AccountID, netuid other: NetUID? = nil
    ) -> Self {
        Self("transfer stake") { context in
            let from = StakeLocation(try await context.hotkey(neuron, on: netuid), context.signer, netuid)
            let to = StakeLocation(from.hotkey, coldkey, other ?? netuid)
            return try await context.move(amount, from: from, to: to) { amount throws(BittensorError) in
                try context.call(
                    CallForm(
                        "transfer_stake", .init("destination_coldkey", is: .account(coldkey)),
                        .init("hotkey", is: .account(from.hotkey)), .origin(from.netuid), .destination(to.netuid),
                        .alpha(amount)),
                    replacement: "remove the stake and transfer the TAO")
            }
        }
    }
}

/// Where stake lies.
private struct StakeLocation: Hashable {
    let hotkey: AccountID
    let coldkey: AccountID
    let netuid: NetUID

    init(_ hotkey: AccountID, _ coldkey: AccountID, _ netuid: NetUID) {
        self.hotkey = hotkey
        self.coldkey = coldkey
        self.netuid = netuid
    }

    func place(_ before: Alpha, _ after: Alpha) -> StakeMove.Place {
        StakeMove.Place(hotkey: hotkey, coldkey: coldkey, netuid: netuid, before: before, after: after)
    }
}

extension ActionContext {
    /// Checks a move and composes its call.
    ///
    /// - Parameter amount: nil is all that lies there now.
    fileprivate func move(
        _ amount: Alpha?, from: StakeLocation, to: StakeLocation, _ effects: [ActionPreview.Effect] = [],
        _ call: (Alpha) throws(BittensorError) -> Call
    ) async throws -> ActionPlan<StakeMove> {
        for netuid in [from.netuid, to.netuid] { try await requireSubnet(netuid) }
        guard from != to else {
            throw BittensorError(.invalidOption, "the stake is there already: name another hotkey, subnet or coldkey")
        }
        for hotkey in Set([from.hotkey, to.hotkey]) { _ = try await owner(of: hotkey) }
        if from.coldkey != to.coldkey { try await requireTransfers(on: [from.netuid, to.netuid]) }
        let before = try await stake(on: from.hotkey, from.netuid)
        let there = try await stake(of: to.coldkey, on: to.hotkey, to.netuid)
        let moved = try spendable(amount, of: before, on: from.hotkey, from.netuid)
        let arriving = await simulated { try await exchanged(moved, from.netuid, to.netuid) }
        return ActionPlan(
            call: try call(moved),
            effects: [.init("Move", moved), .init("From", words(for: from)), .init("To", words(for: to))] + effects
                + (arriving.map { [.init("Gives about", $0)] } ?? [])
                + [
                    .init("Stake there now", before, isBefore: true),
                    .init("Stake at the destination now", there, isBefore: true),
                ]
        ) { _, after in
            StakeMove(
                origin: from.place(before, try await after.stake(of: from.coldkey, on: from.hotkey, from.netuid)),
                destination: to.place(there, try await after.stake(of: to.coldkey, on: to.hotkey, to.netuid)))
        }
    }

    private func requireTransfers(on netuids: Set<NetUID>) async throws {
        for netuid in netuids where try await state.valueIfKnown(.transferToggle(netuid)) == false {
            throw BittensorError(
                .invalidOption, "the owner of subnet \(netuid) has switched off that stake goes to other coldkeys")
        }
    }

    /// What alpha of one subnet gives on another, by way of TAO.
    private func exchanged(_ alpha: Alpha, _ origin: NetUID, _ destination: NetUID) async throws -> Alpha {
        if origin == destination { return alpha }
        let tao = origin == 0 ? Balance(rao: alpha.rao) : try await state.call(.swap(alpha, of: origin)).taoAmount
        return destination == 0
            ? Alpha(rao: tao.rao) : try await state.call(.swap(tao, forAlphaOf: destination)).alphaAmount
    }

    private func words(for location: StakeLocation) -> String {
        "\(location.hotkey) on " + (location.netuid == 0 ? "the root" : "subnet \(location.netuid)")
            + (location.coldkey == signer ? "" : ", of the coldkey \(location.coldkey)")
    }
}

extension CallForm.Argument {
    fileprivate static func origin(_ netuid: NetUID) -> Self { Self("origin_netuid", is: .number(netuid.rawValue)) }

    fileprivate static func destination(_ netuid: NetUID) -> Self {
        Self("destination_netuid", is: .number(netuid.rawValue))
    }

    fileprivate static func alpha(_ amount: Alpha) -> Self { Self("alpha_amount", is: .number(amount.rao)) }
}

extension SwapLimit? {
    /// The limit as an amount.
    fileprivate func effects(_ origin: NetUID) -> [ActionPreview.Effect] {
        guard let limit = self else { return [] }
        let least = "\(limit.rate) for one α of subnet \(origin)" + (limit.allowsPart ? ", else a part" : "")
        return [ActionPreview.Effect("Limit", least)]
    }
}

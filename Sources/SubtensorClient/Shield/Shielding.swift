// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

/// Whether what is sent is encrypted until the author of its block carries it out, so that nobody can trade ahead of it.
///
/// A chain with the pallet MevShield announces in each block the key of the author after the next. Only calls that trade at a price
/// which others can move gain by it.
public enum Shielding: String, Hashable, Sendable, CaseIterable {
    /// What trades stake is encrypted where the chain can take it, and what buys alpha with a registration is sent in no other way.
    case usual
    /// Everything is encrypted, or refused.
    case always
    /// Nothing is encrypted; what has to be is refused.
    case never
}

/// How much a call gains by being encrypted.
enum ShieldNeed: Comparable, Sendable {
    case none, useful, required

    /// - Parameter call: calls inside it count as it does, such as those of a batch or of a proxy.
    init(of call: Call) {
        self = Self.known["\(call)"] ?? call.calls.map(ShieldNeed.init(of:)).max() ?? .none
    }

    /// What the SDK 11.3 of Python encrypts by default, and what it sends in no other way.
    private static let known: [String: ShieldNeed] = [
        "SubtensorModule.burned_register": .required, "SubtensorModule.add_collateral": .required,
        "SubtensorModule.register_limit": .required,
        "SubtensorModule.add_stake": .useful, "SubtensorModule.add_stake_limit": .useful,
        "SubtensorModule.add_stake_burn": .useful,
        "SubtensorModule.remove_stake": .useful, "SubtensorModule.remove_stake_limit": .useful,
        "SubtensorModule.remove_stake_full_limit": .useful,
        "SubtensorModule.unstake_all": .useful, "SubtensorModule.unstake_all_alpha": .useful,
        "SubtensorModule.move_stake": .useful, "SubtensorModule.move_stake_limit": .useful,
        "SubtensorModule.swap_stake": .useful, "SubtensorModule.swap_stake_limit": .useful,
        "SubtensorModule.transfer_stake": .useful, "SubtensorModule.transfer_stake_and_hotkey": .useful,
        "SubtensorModule.stake_into_basket": .useful, "SubtensorModule.swap_basket": .useful,
        "SubtensorModule.swap_basket_many": .useful,
    ]
}

extension Call {
    /// The calls among its arguments.
    fileprivate var calls: [Call] {
        arguments.flatMap { argument in
            if case .list(let values) = argument.value { return values.compactMap { Call($0) } }
            return [Call(argument.value)].compactMap { $0 }
        }
    }
}

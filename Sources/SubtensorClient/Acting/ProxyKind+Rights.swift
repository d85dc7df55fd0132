// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

/// What proxies of a kind may do, as runtime 425 has it: runtimes tell it themselves only since.
extension ProxyKind {
    /// Whether a proxy of this kind may make a call; nil where that is not known here and the chain decides.
    func allows(_ call: Call) -> Bool? {
        guard call.pallet == "Proxy", canonicalName != "Any" else { return allowsByName(call) }
        switch call.name {
        case "remove_proxies", "kill_pure": return false
        case "add_proxy", "remove_proxy":
            // A proxy hands on no more rights than it has; which right holds another is the chain's to say.
            guard let allowed = allowsByName(call), allowed else { return allowsByName(call) }
            return call.arguments.contains { $0.value.variantName == name } ? true : nil
        default: return allowsByName(call)
        }
    }

    private func allowsByName(_ call: Call) -> Bool? {
        switch canonicalName {
        case "Any": return true
        case "Senate", "Triumvirate", "Governance", "RootWeights": return false
        case "Staking": return call.isOneOf(Self.stakingCalls)
        case "Registration": return call.isOneOf(Self.registrationCalls)
        case "ChildKeys": return call.isOneOf(["set_children", "set_childkey_take"])
        case "SwapHotkey": return call.isOneOf(Self.hotkeySwaps)
        case "RootClaim": return call.isOneOf(["claim_root"])
        case "Transfer": return call.movesMoney
        case "SmallTransfer": return call.movesMoney && call.movedAmount.map { $0 < Self.smallAmount } == true
        case "Owner":
            return call.pallet == "AdminUtils" && call.name != "sudo_set_sn_owner_hotkey"
                || call.isOneOf(["set_subnet_identity", "update_symbol"])
        case "NonTransfer": return !call.movesMoney && !call.swapsColdkey
        case "NonFungible":
            return !call.movesMoney && !call.swapsColdkey
                && !call.isOneOf(Self.stakingCalls.union(Self.registrationCalls).union(Self.hotkeySwaps))
                && !call.isOneOf(["root_register"])
        case "NonCritical":
            return call.pallet != "Sudo" && !call.swapsColdkey
                && !call.isOneOf(Self.registrationCalls.union(["dissolve_network", "root_register"]))
        default: return nil
        }
    }

    /// The name without the misspelling that runtimes had up to 300.
    private var canonicalName: String { name == "NonFungibile" ? "NonFungible" : name }

    private static let stakingCalls: Set = [
        "add_stake", "remove_stake", "add_stake_limit", "remove_stake_limit", "remove_stake_full_limit", "unstake_all",
        "unstake_all_alpha", "swap_stake", "swap_stake_limit", "move_stake", "set_root_claim_type",
    ]
    private static let registrationCalls: Set = ["burned_register", "register", "register_limit"]
    private static let hotkeySwaps: Set = ["swap_hotkey", "swap_hotkey_v2"]
    /// Half a TAO, or half of any alpha.
    private static let smallAmount: UInt64 = 500_000_000
}

extension Call {
    /// Whether it is one of these calls of subtensor's own pallet.
    fileprivate func isOneOf(_ names: Set<String>) -> Bool { pallet == "SubtensorModule" && names.contains(name) }

    fileprivate var movesMoney: Bool { pallet == "Balances" || isOneOf(["transfer_stake"]) }

    fileprivate var swapsColdkey: Bool { pallet == "SubtensorModule" && name.contains("swap_coldkey") }

    /// What is transferred; nil where that is everything.
    fileprivate var movedAmount: UInt64? {
        arguments.first { $0.name == "value" || $0.name == "alpha_amount" }?.value.uint64
    }
}

extension ProxyFilterInfo {
    /// Whether the kind may make a call; nil where a further condition decides.
    func allows(_ call: Call) -> Bool? {
        switch mode {
        case .allowAll: exceptions.names(call).map { !$0 }
        case .denyAll: false
        case .allow: calls.names(call).flatMap { isListed in isListed ? exceptions.names(call).map { !$0 } : false }
        case .deny: calls.names(call).flatMap { isListed in isListed ? exceptions.names(call) : true }
        }
    }
}

extension [ProxyFilterInfo.CallInfo] {
    /// Whether a call is among these; nil where that hangs on a condition.
    fileprivate func names(_ call: Call) -> Bool? {
        let meant = filter { $0.pallet == call.pallet && ($0.call == nil || $0.call == call.name) }
        guard !meant.isEmpty else { return false }
        return meant.contains { $0.condition == nil } ? true : nil
    }
}

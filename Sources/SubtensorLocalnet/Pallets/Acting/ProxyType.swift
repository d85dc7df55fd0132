// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

/// What a proxy may do, by its number in the runtime.
enum ProxyType: UInt8, Hashable, Sendable, CaseIterable {
    case any, owner, nonCritical, nonTransfer, senate, nonFungible, triumvirate, governance, staking, registration
    case transfer, smallTransfer, rootWeights, childKeys, sudoUncheckedSetCode, swapHotkey, subnetLeaseBeneficiary
    case rootClaim

    /// As the runtime writes it, such as `NonTransfer`.
    var name: String {
        let name = "\(self)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// Whether a proxy of this type may give or take away a proxy of another.
    func covers(_ other: ProxyType) -> Bool {
        self == other || self == .any || (self == .transfer && other == .smallTransfer)
    }

    /// Whether a proxy of this type may make a call, as runtime 425 has it.
    func allows(_ call: Call) -> Bool {
        let isSubtensor = call.pallet == SubtensorPallet.name
        return switch self {
        case .any: true
        case .senate, .triumvirate, .governance, .rootWeights: false
        case .staking: isSubtensor && Self.stakingCalls.contains(call.name)
        case .registration: isSubtensor && Self.registrationCalls.contains(call.name)
        case .childKeys: isSubtensor && ["set_children", "set_childkey_take"].contains(call.name)
        case .swapHotkey: isSubtensor && ["swap_hotkey", "swap_hotkey_v2"].contains(call.name)
        case .rootClaim: isSubtensor && call.name == "claim_root"
        case .transfer: call.movesMoney
        case .smallTransfer: call.movesMoney && call.amount.map { $0 < Self.smallAmount } == true
        case .owner:
            call.pallet == "AdminUtils" && call.name != "sudo_set_sn_owner_hotkey"
                || isSubtensor && ["set_subnet_identity", "update_symbol"].contains(call.name)
        case .subnetLeaseBeneficiary:
            call.pallet == "AdminUtils" || isSubtensor && Self.leaseCalls.contains(call.name)
        case .sudoUncheckedSetCode: call.pallet == "Sudo" && call.name == "sudo_unchecked_weight"
        case .nonTransfer: !call.movesMoney && !call.swapsColdkey
        case .nonFungible:
            !call.movesMoney && !call.swapsColdkey
                && !(isSubtensor
                    && (Self.stakingCalls.contains(call.name) || Self.registrationCalls.contains(call.name)
                        || ["root_register", "burned_register", "swap_hotkey"].contains(call.name)))
        case .nonCritical:
            call.pallet != "Sudo" && !call.swapsColdkey
                && !(isSubtensor
                    && (Self.registrationCalls.contains(call.name)
                        || ["dissolve_network", "root_register"].contains(call.name)))
        }
    }

    private static let stakingCalls: Set = [
        "add_stake", "remove_stake", "add_stake_limit", "remove_stake_limit", "remove_stake_full_limit", "unstake_all",
        "unstake_all_alpha", "swap_stake", "swap_stake_limit", "move_stake", "set_root_claim_type",
    ]
    private static let registrationCalls: Set = ["burned_register", "register", "register_limit"]
    private static let leaseCalls: Set = ["start_call", "set_subnet_identity", "update_symbol"]
    /// Half a TAO, or half of any alpha.
    private static let smallAmount: UInt64 = 500_000_000
}

extension ProxyType: ScaleEncodable, ScaleDescribed {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        let number = try reader.readByte()
        guard let type = ProxyType(rawValue: number) else {
            throw ScaleError(.mismatch, "there is no proxy type \(number)")
        }
        self = type
    }

    func encode(to writer: inout ScaleWriter) { writer.write(byte: rawValue) }

    init(dynamic value: ScaleValue) throws(ScaleError) {
        guard let type = ProxyType.allCases.first(where: { $0.name == value.variantName }) else {
            throw ScaleError(.mismatch, "there is no proxy type \(value)")
        }
        self = type
    }

    var value: ScaleValue { .variant(name, []) }
}

extension Origin {
    /// Whether a call may come from here. A proxy hands on no more rights than it has.
    func allows(_ call: Call) -> Bool {
        guard case .signed(_, let type?) = self else { return true }
        guard call.pallet == ProxyPallet.name else { return type.allows(call) }
        switch call.name {
        case "add_proxy", "remove_proxy":
            let other = call.arguments.first { $0.name == "proxy_type" }.flatMap { try? ProxyType(dynamic: $0.value) }
            return other.map(type.covers) == true && type.allows(call)
        case "remove_proxies", "kill_pure": return type == .any
        default: return type.allows(call)
        }
    }
}

extension Call {
    fileprivate var movesMoney: Bool {
        pallet == "Balances" || pallet == SubtensorPallet.name && name == "transfer_stake"
    }

    fileprivate var swapsColdkey: Bool { pallet == SubtensorPallet.name && name.contains("swap_coldkey") }

    /// What is transferred; nil where that is everything.
    fileprivate var amount: UInt64? {
        arguments.first { $0.name == "value" || $0.name == "alpha_amount" }?.value.uint64
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// `StakeInfoRuntimeApi`, `DelegateInfoRuntimeApi`, `SubnetRegistrationRuntimeApi`, `SwapRuntimeApi`: whose stake lies
/// where, and what things cost.
enum StakeInfoAPI {
    static func declarations(_ rules: RuleSet) -> [RuntimeAPIDeclaration] {
        [stake, delegates, registration, swaps(tellingSlippage: rules == .powRegister)]
    }

    private static let stake = RuntimeAPIDeclaration(
        name: "StakeInfoRuntimeApi",
        functions: [
            FunctionDeclaration(
                "get_stake_info_for_coldkey", ["coldkey_account": "AccountId32"], output: "Vec<StakeInfo>"
            ) { .list($0.stakeInfo(of: try $1("coldkey_account"))) },
            FunctionDeclaration(
                "get_stake_info_for_coldkeys", ["coldkey_accounts": "Vec<AccountId32>"],
                output: "Vec<(AccountId32, Vec<StakeInfo>)>"
            ) { chain, call in
                let coldkeys: [AccountID] = try call("coldkey_accounts")
                return .list(coldkeys.map { .list([.account($0), .list(chain.stakeInfo(of: $0))]) })
            },
            FunctionDeclaration(
                "get_stake_info_for_hotkey_coldkey_netuid",
                ["hotkey_account": "AccountId32", "coldkey_account": "AccountId32", "netuid": "u16"],
                output: "Option<StakeInfo>"
            ) { .optional($0.stakeInfo(try $1("hotkey_account"), try $1("coldkey_account"), try $1("netuid"))) },
            // Swaps cost nothing besides the price.
            FunctionDeclaration(
                "get_stake_fee",
                [
                    "origin": "Option<(AccountId32, u16)>", "origin_coldkey_account": "AccountId32",
                    "destination": "Option<(AccountId32, u16)>", "destination_coldkey_account": "AccountId32",
                    "amount": "u64",
                ], output: "u64"
            ) { _, _ in .number(UInt64(0)) },
        ])

    private static let delegates = RuntimeAPIDeclaration(
        name: "DelegateInfoRuntimeApi",
        functions: [
            FunctionDeclaration("get_delegates", output: "Vec<DelegateInfo>") { chain, _ in
                .list(chain.delegates.map { chain.delegateInfo($0) })
            },
            FunctionDeclaration(
                "get_delegate", ["delegate_account": "AccountId32"], output: "Option<DelegateInfo>"
            ) { chain, call in
                let hotkey: AccountID = try call("delegate_account")
                return .optional(chain.delegates.contains(hotkey) ? chain.delegateInfo(hotkey) : nil)
            },
            FunctionDeclaration(
                "get_delegated", ["delegatee_account": "AccountId32"],
                output: "Vec<(DelegateInfo, (Compact<u16>, Compact<u64>))>"
            ) { chain, call in
                let coldkey: AccountID = try call("delegatee_account")
                let delegates = Set(chain.delegates)
                return .list(
                    chain.stakes(of: coldkey).filter { delegates.contains($0.hotkey) }.map { stake in
                        .list([
                            chain.delegateInfo(stake.hotkey), .list([.number(stake.netuid), .number(stake.amount)]),
                        ])
                    })
            },
        ])

    private static let registration = RuntimeAPIDeclaration(
        name: "SubnetRegistrationRuntimeApi",
        functions: [
            FunctionDeclaration("get_network_registration_cost", output: "u64") { chain, _ in
                .number(chain.networkLockCost)
            }
        ])

    private static func swaps(tellingSlippage: Bool) -> RuntimeAPIDeclaration {
        let output = tellingSlippage ? "SimSwapResultWithSlippage" : "SimSwapResult"
        /// What is missing to the price before the swap is told on the side that is paid out.
        @Sendable func result(_ tao: UInt64, _ alpha: UInt64, missing: (tao: UInt64, alpha: UInt64)) -> ScaleValue {
            let swap: [ScaleValue.Member] = [
                .init("tao_amount", .number(tao)), .init("alpha_amount", .number(alpha)),
                .init("tao_fee", .number(UInt64(0))), .init("alpha_fee", .number(UInt64(0))),
            ]
            guard tellingSlippage else { return .record(swap) }
            return .record(
                swap + [
                    .init("tao_slippage", .number(missing.tao)), .init("alpha_slippage", .number(missing.alpha)),
                ])
        }
        return RuntimeAPIDeclaration(
            name: "SwapRuntimeApi",
            functions: [
                FunctionDeclaration("current_alpha_price", ["netuid": "u16"], output: "u64") {
                    .number($0.alphaPrice(try $1("netuid")))
                },
                FunctionDeclaration("sim_swap_tao_for_alpha", ["netuid": "u16", "tao": "u64"], output: output) {
                    let (netuid, tao): (UInt16, UInt64) = (try $1("netuid"), try $1("tao"))
                    let (bought, price) = ($0.alpha(for: tao, netuid), $0.alphaPrice(netuid))
                    let ideal = tao.scaled(by: LiquidityPool.scale, over: price)
                    return result(tao, bought, missing: (0, ideal.saturatingSubtracting(bought)))
                },
                FunctionDeclaration("sim_swap_alpha_for_tao", ["netuid": "u16", "alpha": "u64"], output: output) {
                    let (netuid, alpha): (UInt16, UInt64) = (try $1("netuid"), try $1("alpha"))
                    let (got, price) = ($0.tao(for: alpha, netuid), $0.alphaPrice(netuid))
                    let ideal = alpha.scaled(by: price, over: LiquidityPool.scale)
                    return result(got, alpha, missing: (ideal.saturatingSubtracting(got), 0))
                },
            ])
    }
}

extension Execution {
    /// Where a coldkey has stake, by hotkey and subnet.
    fileprivate func stakes(of coldkey: AccountID) -> [(hotkey: AccountID, netuid: UInt16, amount: UInt64)] {
        let netuids = netuids
        return state[SubtensorPallet.stakingHotkeys, coldkey].flatMap { hotkey in
            netuids.map { (hotkey, $0, alpha(hotkey, coldkey, $0)) }.filter { $0.2 > 0 }
        }
    }

    fileprivate func stakeInfo(of coldkey: AccountID) -> [ScaleValue] {
        stakes(of: coldkey).map { stakeInfo($0.hotkey, coldkey, $0.netuid) }
    }

    fileprivate func stakeInfo(_ hotkey: AccountID, _ coldkey: AccountID, _ netuid: UInt16) -> ScaleValue {
        let emission = state[SubtensorPallet.lastHotkeyEmissionOnNetuid, hotkey, netuid]
        let isRegistered = state[SubtensorPallet.uids, netuid, hotkey] != nil
        return .fields([
            "hotkey": .account(hotkey), "coldkey": .account(coldkey), "netuid": .number(netuid),
            "stake": .number(alpha(hotkey, coldkey, netuid)), "locked": .number(UInt64(0)),
            "emission": .number(emission), "tao_emission": .number(UInt64(0)), "drain": .number(UInt64(0)),
            "is_registered": .bool(isRegistered),
        ])
    }

    /// The hotkeys that have been offered to nominators.
    fileprivate var delegates: [AccountID] {
        state.keys(withPrefix: SubtensorPallet.delegates.declaration.prefix).compactMap {
            try? AccountID(Array($0.bytes.suffix(32)))
        }
    }

    /// `return_per_1000` and `total_daily_return` count what the last epochs paid in alpha, at today's prices.
    fileprivate func delegateInfo(_ hotkey: AccountID) -> ScaleValue {
        var nominators: [AccountID: [ScaleValue]] = [:]
        var order: [AccountID] = []
        for (coldkey, netuid) in stakers(of: hotkey) {
            if nominators[coldkey] == nil { order.append(coldkey) }
            nominators[coldkey, default: []].append(
                .list([.number(netuid), .number(alpha(hotkey, coldkey, netuid))]))
        }
        let member = netuids.filter { state[SubtensorPallet.uids, $0, hotkey] != nil }
        let permitted = member.filter { netuid in
            state[SubtensorPallet.uids, netuid, hotkey].flatMap {
                state.value(SubtensorPallet.validatorPermit, netuid, at: $0)
            } ?? false
        }
        let take = state[SubtensorPallet.delegates, hotkey]
        let daily = dailyReturn(of: hotkey, on: member)
        let rest = daily - daily.scaled(by: UInt64(take), over: UInt64(UInt16.max))
        let thousand = 1000 * LiquidityPool.scale
        return .fields([
            "delegate_ss58": .account(hotkey), "take": .number(take),
            "nominators": .list(order.map { .list([.account($0), .list(nominators[$0] ?? [])]) }),
            "owner_ss58": .account(state[SubtensorPallet.owner, hotkey]), "registrations": .numbers(member),
            "validator_permits": .numbers(permitted),
            "return_per_1000": .number(thousand.scaled(by: rest, over: worth(of: hotkey))),
            "total_daily_return": .number(daily),
        ])
    }

    /// In rao, at 7200 blocks a day.
    private func dailyReturn(of hotkey: AccountID, on netuids: [UInt16]) -> UInt64 {
        netuids.reduce(UInt64(0)) { sum, netuid in
            let paid = state[SubtensorPallet.alphaDividendsPerSubnet, netuid, hotkey]
            let daily = paid.scaled(by: 7200, over: UInt64(state[SubtensorPallet.tempo, netuid]) + 1)
            return sum.saturatingAdding(daily.scaled(by: alphaPrice(netuid), over: LiquidityPool.scale))
        }
    }

    /// All stake with a hotkey, in rao.
    private func worth(of hotkey: AccountID) -> UInt64 {
        netuids.reduce(UInt64(0)) { sum, netuid in
            let alpha = state[SubtensorPallet.totalHotkeyAlpha, hotkey, netuid]
            return sum.saturatingAdding(alpha.scaled(by: alphaPrice(netuid), over: LiquidityPool.scale))
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

/// A read of the Python SDK 11 with the parameters that it was tried with, and ours.
private struct Sample: Sendable {
    let values: Vector

    func account(_ name: String) throws -> AccountID { try AccountID(ss58: values[name].string) }
    func accounts(_ name: String) throws -> [AccountID] {
        try values[name].list.map { try AccountID(ss58: $0.string) }
    }
    func number(_ name: String) -> UInt64 { values[name].uint64 }

    var netuid: NetUID { NetUID(UInt16(number("netuid"))) }
    var uid: UInt16 { UInt16(number("uid")) }
    var coldkey: AccountID { get throws { try account("coldkey_ss58") } }
    var hotkey: AccountID { get throws { try account("hotkey_ss58") } }
}

private typealias Reading = @Sendable (Subtensor, Sample) async throws -> Void

/// Ours by Python's names.
private let readings: [String: Reading] = [
    "accepts_locked_alpha": { _ = try await $0.acceptsLockedAlpha($1.coldkey) },
    "alpha_price": { _ = try await $0.alphaPrice(of: $1.netuid) },
    "alpha_prices": { subtensor, _ in _ = try await subtensor.state().call(.alphaPrices) },
    "associated_evm_key": { _ = try await $0.associatedEVMKey(of: $1.uid, on: $1.netuid) },
    "auto_stake": { _ = try await $0.automaticStakeHotkey(of: $1.coldkey, on: $1.netuid) },
    "auto_stake_all": { _ = try await $0.automaticStakeHotkeys(of: $1.coldkey) },
    "balance": { _ = try await $0.balance(of: $1.coldkey) },
    "balances": { _ = try await $0.balances(of: $1.accounts("coldkey_ss58s")) },
    "block_info": { subtensor, _ in _ = try await subtensor.blockInfo() },
    "block_time": { subtensor, _ in _ = subtensor.blockTime },
    "blocks_since_last_step": { _ = try await $0.blocksSinceLastStep(of: $1.netuid) },
    "blocks_since_last_update": { _ = try await $0.blocksSinceUpdate(of: $1.uid, on: $1.netuid) },
    "blocks_until_next_epoch": { _ = try await $0.blocksUntilNextEpoch(of: $1.netuid) },
    "bonds": { _ = try await $0.bonds(on: $1.netuid) },
    "burn": { _ = try await $0.burn($1.netuid) },
    "children": { _ = try await $0.children(of: $1.hotkey, on: $1.netuid) },
    "coldkey_lock": { _ = try await $0.stakeLocks(of: $1.coldkey) },
    "coldkey_swap_announcement": { _ = try await $0.coldkeySwap(of: $1.coldkey) },
    "commit_reveal_enabled": { _ = try await $0.parameters(of: $1.netuid) },
    "commitment": { _ = try await $0.commitment(of: $1.hotkey, on: $1.netuid) },
    "commitments": {
        _ = try await $0.commitments(on: $1.netuid)
        _ = try await $0.revealedCommitments(on: $1.netuid)
        _ = try await $0.state().entries(.uids($1.netuid))
    },
    "crowdloan": { _ = try await $0.crowdloan(UInt32($1.number("crowdloan_id"))) },
    "crowdloan_contributors": { _ = try await $0.crowdloanContributions(to: UInt32($1.number("crowdloan_id"))) },
    "crowdloans": { subtensor, _ in _ = try await subtensor.crowdloans() },
    "delegate": { _ = try await $0.delegate($1.hotkey) },
    "delegate_take": {
        _ = try await $0.state().values(.delegateTake($1.hotkey), .minDelegateTake, .maxDelegateTake)
    },
    "delegated": { _ = try await $0.delegated(by: $1.coldkey) },
    "delegates": { subtensor, _ in _ = try await subtensor.delegates() },
    "difficulty": { _ = try await $0.difficulty($1.netuid) },
    "epoch_status": { _ = try await $0.epochSchedule(of: $1.netuid) },
    "existential_deposit": { subtensor, _ in _ = try subtensor.existentialDeposit() },
    "hotkey_conviction": { _ = try await $0.conviction(of: $1.hotkey, netuid: $1.netuid) },
    "hotkey_owner": { _ = try await $0.owner(of: $1.hotkey) },
    "identity": { _ = try await $0.identity(of: $1.coldkey) },
    "immunity_period": { _ = try await $0.parameters(of: $1.netuid) },
    "is_fast_blocks": { subtensor, _ in _ = subtensor.isFastBlocks },
    "lease": { _ = try await $0.lease(UInt32($1.number("lease_id"))) },
    "leases": { subtensor, _ in _ = try await subtensor.leases() },
    "locks_for_coldkey": { _ = try await $0.stakeLocks(of: $1.coldkey) },
    "locks_for_hotkey": { _ = try await $0.stakeLocks(on: $1.hotkey, netuid: $1.netuid) },
    "max_weight_limit": { _ = try await $0.weightRules(on: $1.netuid) },
    "mechanism_count": { _ = try await $0.mechanismCount(of: $1.netuid) },
    "mechanism_emission_split": { _ = try await $0.mechanismEmissionSplit(of: $1.netuid) },
    "metagraph": { _ = try await $0.metagraph($1.netuid) },
    "mev_shield_next_key": { subtensor, _ in _ = try await subtensor.mevShieldKey(.next) },
    "min_allowed_weights": { _ = try await $0.weightRules(on: $1.netuid) },
    "most_convicted_hotkey": { _ = try await $0.mostConvictedHotkey(on: $1.netuid) },
    "multisig": {
        _ = try await $0.multisigOperation(
            of: $1.account("account_ss58"), callHash: Hash256(hex: $1.values["call_hash"].string))
    },
    "netuids_for_hotkey": { _ = try await $0.netuids(of: $1.hotkey) },
    "neurons": { _ = try await $0.neuronsLite(on: $1.netuid) },
    "next_epoch_start_block": { _ = try await $0.nextEpochStart(of: $1.netuid) },
    "owned_hotkeys": { _ = try await $0.hotkeys(ownedBy: $1.coldkey) },
    "parents": { _ = try await $0.parents(of: $1.hotkey, on: $1.netuid) },
    "pending_children": { _ = try await $0.pendingChildren(of: $1.hotkey, on: $1.netuid) },
    "proxies": { _ = try await $0.proxies(of: $1.coldkey) },
    "reveal_period": { _ = try await $0.revealPeriodEpochs(on: $1.netuid) },
    "revealed_commitment": { _ = try await $0.revealedCommitments(of: .hotkey($1.hotkey), on: $1.netuid) },
    "root_claim_threshold": { subtensor, _ in _ = try await subtensor.rootClaimThreshold() },
    "stake": { _ = try await $0.stake(of: $1.coldkey, on: $1.hotkey, netuid: $1.netuid) },
    "stake_availability": { _ = try await $0.stakeAvailability(of: [$1.coldkey], on: [$1.netuid]) },
    "stake_for_coldkey": { _ = try await $0.stakes(of: $1.coldkey) },
    "stake_for_coldkeys": { _ = try await $0.stakes(of: $1.accounts("coldkey_ss58s")) },
    "staking_hotkeys": { _ = try await $0.hotkeys(stakedBy: $1.coldkey) },
    "subnet": { _ = try await $0.parameters(of: $1.netuid) },
    "subnet_convictions": { _ = try await $0.convictions(on: $1.netuid) },
    "subnet_emission_enabled": { _ = try await $0.isEmissionEnabled(on: $1.netuid) },
    "subnet_hyperparameters": { _ = try await $0.namedHyperparameters(of: $1.netuid) },
    "subnet_identity": { _ = try await $0.subnetIdentity($1.netuid) },
    "subnet_names": { subtensor, _ in _ = try await subtensor.subnetIdentities() },
    "subnet_registration_cost": { subtensor, _ in _ = try await subtensor.subnetRegistrationCost() },
    "subnet_start_schedule": { _ = try await $0.networkRegisteredAt($1.netuid) },
    "subnet_tao_flows": { subtensor, _ in _ = try await subtensor.taoFlows() },
    "timelocked_weight_commits": { _ = try await $0.timelockedWeightCommits(on: $1.netuid) },
    "timestamp": { subtensor, _ in _ = try await subtensor.timestamp() },
    "token_symbols": { subtensor, _ in _ = try await subtensor.tokenSymbols() },
    "tx_rate_limit": { subtensor, _ in _ = try await subtensor.txRateLimit() },
    "uid": { _ = try await $0.uid(of: $1.hotkey, on: $1.netuid) },
    "weights": { _ = try await $0.weights(on: $1.netuid) },
    "weights_rate_limit": { _ = try await $0.parameters(of: $1.netuid) },
]

/// Those that ask the chain for other things than ours do, and why.
private let askedInAnotherWay: [String: String] = [
    "hotkey_identities": "Subtensor.holders(of:at:) asks for the owners first, and this node knows none",
    "is_delegate": "Subtensor.isDelegate(_:at:) looks at the take alone: all nominators are too much for a yes or no",
    "quote_stake": "the runtime's function is RuntimeCall.swap(_:forAlphaOf:); the file has no keys of it",
    "quote_unstake": "the runtime's function is RuntimeCall.swap(_:of:); the file has no keys of it",
    "stake_availability_for_coldkey": "Subtensor.stakeAvailability(of:on:at:); the file has no keys of it",
    "stake_value_for_coldkey":
        "Subtensor.holdings(of:needsStakes:at:) asks for the pools, which have the names as well",
    "stake_value_for_coldkeys":
        "Subtensor.holdings(of:needsStakes:at:) asks for the pools, which have the names as well",
    "subnets": "Subtensor.subnets(at:) asks for the values of each subnet by one request, not for maps",
]

/// Those of runtimes that are newer than the newest that is recorded here.
private let newerThanRecorded: Set<String> = [
    "basket_position", "basket_trading_status", "childkey_threshold_suspended", "collateral_policy", "miner_collateral",
    "root_basket_owed", "root_basket_owed_breakdown", "root_basket_portfolio", "root_basket_total_nav", "root_baskets",
    "subnet_collateral", "total_alpha_staked", "validator_basket", "validator_basket_nav", "validator_basket_summary",
]

@Suite("The reads of the Python SDK 11")
struct SDKReadsTests {
    private static let file = VectorFile("reads.json")

    @Test("each has a reading here, goes another way for a reason, or is of a newer runtime")
    func complete() {
        let names = Set(Self.file.cases("reads").map { $0["read"].string })
        let other = Set(askedInAnotherWay.keys)
        #expect(names == Set(readings.keys).union(other).union(newerThanRecorded))
        #expect(Set(readings.keys).isDisjoint(with: other.union(newerThanRecorded)))
        for entry in Self.file.cases("reads") where newerThanRecorded.contains(entry["read"].string) {
            #expect(entry["asks"].cases.allSatisfy { !$0["note"].isNull }, "\(entry["read"].string)")
        }
    }

    @Test("ours ask for the same keys and with the same arguments", arguments: readings.keys.sorted())
    func asks(name: String) async throws {
        let entry = try #require(Self.file.cases("reads").first { $0["read"].string == name })
        let node = try await ActionNode(spec: 424)
        let before = node.connection.calls.count
        // Most answers are empty, and some are none that can be read: only the questions count.
        try? await readings[name]?(node.subtensor, Sample(values: entry["sample"]))
        var asked: Set<String> = []
        for call in node.connection.calls.dropFirst(before) {
            switch call.method {
            case "state_queryStorageAt": asked.formUnion((call.params[0]?.array ?? []).compactMap(\.string))
            case "state_getKeysPaged": asked.insert("map \(call.params[0]?.string ?? "")")
            case "state_call": asked.insert("\(call.params[0]?.string ?? "") \(call.params[1]?.string ?? "")")
            default: break
            }
        }
        for ask in entry["asks"].list {
            let of = ask["of"].string.split(separator: ".")
            switch ask["kind"].string {
            case "storage": #expect(asked.contains(ask["key"].string), "\(ask["of"].string)")
            case "map": #expect(asked.contains("map \(ask["key"].string)"), "\(ask["of"].string)")
            case "runtime":
                let function = "\(of[0])_\(of[1]) \(ask["argument"].string)"
                #expect(asked.contains(function), "\(function) is not among \(asked)")
            case "constant": _ = try node.metadata.constant(String(of[0]), String(of[1]))
            default: Issue.record("there is another kind of question: \(ask)")
            }
        }
    }
}

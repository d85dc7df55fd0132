// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Who owns which hotkey, and whose stake lies where.
extension SubtensorPallet {
    static let owner = StorageItem(name, "Owner", account, "AccountId32", default: noAccount)
    static let ownedHotkeys = StorageItem(name, "OwnedHotkeys", account, "Vec<AccountId32>", default: [AccountID]())
    static let stakingHotkeys = StorageItem(name, "StakingHotkeys", account, "Vec<AccountId32>", default: [AccountID]())
    static let alpha = StorageItem(
        name, "Alpha", [.blake2_128Concat: "AccountId32", .blake2_128Concat: "AccountId32", .identity: "u16"],
        "FixedU128", default: U64F64(bits: 0))
    static let totalHotkeyAlpha = StorageItem(name, "TotalHotkeyAlpha", accountOnSubnet, "u64", default: UInt64(0))
    static let totalHotkeyShares = StorageItem(
        name, "TotalHotkeyShares", accountOnSubnet, "FixedU128", default: U64F64(bits: 0))
    static let delegates = StorageItem(name, "Delegates", account, "u16", default: UInt16(11_796))
    static let maxDelegateTake = StorageItem(name, "MaxDelegateTake", "u16", default: UInt16(11_796))
    static let minDelegateTake = StorageItem(name, "MinDelegateTake", "u16", default: UInt16(0))
    static let txDelegateTakeRateLimit = StorageItem(name, "TxDelegateTakeRateLimit", "u64", default: UInt64(216_000))
    static let lastTxBlockDelegateTake = StorageItem(
        name, "LastTxBlockDelegateTake", [.identity: "AccountId32"], "u64", default: UInt64(0))
    static let nominatorMinRequiredStake = StorageItem(name, "NominatorMinRequiredStake", "u64", default: UInt64(0))
    static let alphaDividendsPerSubnet = StorageItem(
        name, "AlphaDividendsPerSubnet", subnetAndAccount, "u64", default: UInt64(0))
    static let lastHotkeyEmissionOnNetuid = StorageItem(
        name, "LastHotkeyEmissionOnNetuid", accountOnSubnet, "u64", default: UInt64(0))
    static let childkeyTake = StorageItem(name, "ChildkeyTake", accountOnSubnet, "u16", default: UInt16(0))
    static let minChildkeyTake = StorageItem(name, "MinChildkeyTake", "u16", default: UInt16(0))
    static let maxChildkeyTake = StorageItem(name, "MaxChildkeyTake", "u16", default: UInt16(11_796))
    static let txChildkeyTakeRateLimit = StorageItem(name, "TxChildkeyTakeRateLimit", "u64", default: UInt64(216_000))
    static let pendingChildKeys = StorageItem(
        name, "PendingChildKeys", subnetAndAccount, "(Vec<(u64, AccountId32)>, u64)",
        default: ScalePair([ScalePair<UInt64, AccountID>](), UInt64(0)))
    static let childKeys = StorageItem(
        name, "ChildKeys", accountOnSubnet, "Vec<(u64, AccountId32)>", default: [ScalePair<UInt64, AccountID>]())
    static let parentKeys = StorageItem(
        name, "ParentKeys", accountOnSubnet, "Vec<(u64, AccountId32)>", default: [ScalePair<UInt64, AccountID>]())
    static let pendingChildKeyCooldown = StorageItem(name, "PendingChildKeyCooldown", "u64", default: UInt64(0))
    static let transactionKeyLastBlock = StorageItem(
        name, "TransactionKeyLastBlock", [.blake2_128Concat: "AccountId32", .identity: "u16", .identity: "u16"], "u64",
        default: UInt64(0))
    static let lastHotkeySwapOnNetuid = StorageItem(
        name, "LastHotkeySwapOnNetuid", subnetAndAccount, "u64", default: UInt64(0))
    static let identities = OptionalStorageItem(
        name, "IdentitiesV2", account, "ChainIdentityV2", of: EncodedStruct.self)
    static let stakeStorage: [any DeclaredItem] = [
        owner, ownedHotkeys, stakingHotkeys, alpha, totalHotkeyAlpha, totalHotkeyShares, delegates, maxDelegateTake,
        minDelegateTake, txDelegateTakeRateLimit, lastTxBlockDelegateTake, nominatorMinRequiredStake,
        alphaDividendsPerSubnet, lastHotkeyEmissionOnNetuid, childkeyTake, minChildkeyTake, maxChildkeyTake,
        txChildkeyTakeRateLimit, pendingChildKeys, childKeys, parentKeys, pendingChildKeyCooldown,
        transactionKeyLastBlock, lastHotkeySwapOnNetuid, identities,
    ]
}

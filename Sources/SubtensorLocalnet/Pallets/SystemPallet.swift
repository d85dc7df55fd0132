// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// System, Timestamp, TransactionPayment, Utility and Sudo: what every extrinsic passes through.
enum SystemPallet {
    static let account = StorageItem(
        "System", "Account", [.blake2_128Concat: "AccountId32"], "AccountInfo", default: AccountInfo())
    static let blockHash = StorageItem("System", "BlockHash", [.twox64Concat: "u32"], "H256", default: Hash256.zero)
    static let number = StorageItem("System", "Number", "u32", default: UInt32(0))
    static let parentHash = StorageItem("System", "ParentHash", "H256", default: Hash256.zero)
    /// Encoded by the runtime's metadata, so that it is declared here and written as raw bytes.
    static let events = StorageDeclaration(
        pallet: "System", name: "Events", modifier: .default, keys: [], valueType: "Vec<EventRecord>", fallback: [0])

    /// System.BlockHashCount: how many block hashes the runtime knows.
    static let blockHashCount: UInt32 = 2400

    static func declaration(_ version: LocalVersion) -> PalletDeclaration {
        PalletDeclaration(
            name: "System", index: 0, storage: storage, calls: calls, events: eventCases,
            errors: [.error("CallFiltered", 5, "The origin filter prevent the call to be dispatched.")],
            constants: [
                ConstantDeclaration(name: "BlockHashCount", type: "u32", value: blockHashCount.scaleEncoded),
                ConstantDeclaration(name: "Version", type: "RuntimeVersion", value: version.version.scaleEncoded),
                ConstantDeclaration(name: "SS58Prefix", type: "u16", value: SS58.bittensorFormat.scaleEncoded),
            ])
    }

    private static let storage = [
        account.declaration, blockHash.declaration, number.declaration, parentHash.declaration, events,
    ]

    private static let calls = [
        CallDeclaration("remark", 0, ["remark": "Vec<u8>"]) { _, call in _ = try call.signer() },
        CallDeclaration("remark_with_event", 7, ["remark": "Vec<u8>"]) { try $0.remark($1) },
    ]

    private static let eventCases: [CaseDeclaration] = [
        .named("ExtrinsicSuccess", 0, ["dispatch_info": "DispatchEventInfo"]),
        .named("ExtrinsicFailed", 1, ["dispatch_error": "DispatchError", "dispatch_info": "DispatchEventInfo"]),
        .named("NewAccount", 3, ["account": "AccountId32"]),
        .named("KilledAccount", 4, ["account": "AccountId32"]),
        .named("Remarked", 5, ["sender": "AccountId32", "hash": "H256"]),
    ]
}

enum TimestampPallet {
    static let now = StorageItem("Timestamp", "Now", "u64", default: UInt64(0))

    /// Clients take twice `MinimumPeriod` for the time between two blocks.
    static func declaration(blockTime: Duration) -> PalletDeclaration {
        let period = UInt64(max(0, blockTime / .milliseconds(2)))
        return PalletDeclaration(
            name: "Timestamp", index: 2, storage: [now.declaration],
            calls: [
                // The pool lets nobody but the block itself call it.
                CallDeclaration("set", 0, ["now": "Compact<u64>"]) { _, _ in throw DispatchFailure.badOrigin }
            ],
            constants: [ConstantDeclaration(name: "MinimumPeriod", type: "u64", value: period.scaleEncoded)])
    }
}

/// Who authors blocks, of which only the time between them is told here.
enum AuraPallet {
    static func declaration(blockTime: Duration) -> PalletDeclaration {
        let duration = UInt64(max(0, blockTime / .milliseconds(1)))
        return PalletDeclaration(
            name: "Aura", index: 3,
            constants: [ConstantDeclaration(name: "SlotDuration", type: "u64", value: duration.scaleEncoded)])
    }
}

enum TransactionPaymentPallet {
    static let declaration = PalletDeclaration(
        name: "TransactionPayment", index: 6,
        events: [.named("TransactionFeePaid", 0, ["who": "AccountId32", "actual_fee": "Balance", "tip": "Balance"])])
}

enum UtilityPallet {
    /// pallet-utility's `batched_calls_limit`.
    static let batchedCallsLimit: UInt32 = 10_922

    /// What a batch does when one of its calls fails.
    enum BatchMode: Sendable {
        case untilFailure, allOrNothing, carryOn
    }

    static let declaration = PalletDeclaration(
        name: "Utility", index: 11,
        calls: [
            CallDeclaration("batch", 0, ["calls": "Vec<RuntimeCall>"]) { try $0.batch($1, mode: .untilFailure) },
            CallDeclaration("batch_all", 2, ["calls": "Vec<RuntimeCall>"]) { try $0.batch($1, mode: .allOrNothing) },
            CallDeclaration("force_batch", 4, ["calls": "Vec<RuntimeCall>"]) { try $0.batch($1, mode: .carryOn) },
        ],
        events: [
            .named("BatchInterrupted", 0, ["index": "u32", "error": "DispatchError"]), .named("BatchCompleted", 1),
            .named("BatchCompletedWithErrors", 2), .named("ItemCompleted", 3),
            .named("ItemFailed", 4, ["error": "DispatchError"]),
        ],
        errors: [.error("TooManyCalls", 0, "Too many calls batched.")],
        constants: [
            ConstantDeclaration(name: "batched_calls_limit", type: "u32", value: batchedCallsLimit.scaleEncoded)
        ])
}

enum SudoPallet {
    static let key = OptionalStorageItem("Sudo", "Key", [:], "AccountId32", of: AccountID.self)

    static let declaration = PalletDeclaration(
        name: "Sudo", index: 12, storage: [key.declaration],
        calls: [CallDeclaration("sudo", 0, ["call": "RuntimeCall"], fee: .freeForSudo) { try $0.sudo($1) }],
        events: [.named("Sudid", 0, ["sudo_result": "Result"])],
        errors: [.error("RequireSudo", 0, "Sender must be the Sudo account.")])
}

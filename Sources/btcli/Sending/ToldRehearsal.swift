// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubtensorClient

/// What the chain's rules have made of a transaction that was tried, for people and for scripts.
struct ToldRehearsal: Sendable {
    private let rehearsal: Rehearsal

    init(_ rehearsal: Rehearsal) { self.rehearsal = rehearsal }

    /// The lines below those of the preview.
    var rows: [(String, String)] {
        let fee = rehearsal.fee.map { $0 == .zero ? ", free of charge" : ", for a fee of \($0)" } ?? ""
        var rows = [("Rehearsed", "\(rehearsal.succeeds ? "succeeds" : "fails") upon block \(rehearsal.block)\(fee)")]
        rows += rehearsal.balances.map { ("Balance of \($0.owner)", "\($0.before) → \($0.after)") }
        rows += rehearsal.stakes.map {
            (
                "Stake of \($0.owner.coldkey)",
                "\($0.before) → \($0.after) on \($0.owner.hotkey), subnet \($0.owner.netuid)"
            )
        }
        let events = rehearsal.events.filter(\.isOfCall).map { metadata.text($0, spelled: .subtensor) }
        return rows + events.enumerated().map { ($0 == 0 ? "Events" : "", $1) }
    }

    var document: OutputDocument {
        let items = StorageItems(metadata)
        return [
            "block": .integer(Int(clamping: rehearsal.block.rawValue)),
            "succeeds": .bool(rehearsal.succeeds),
            "fee_tao": .string(orNull: rehearsal.fee?.taoText),
            "balances": .array(
                rehearsal.balances.map {
                    [
                        "account": .string($0.owner.ss58()), "before_tao": .string($0.before.taoText),
                        "after_tao": .string($0.after.taoText),
                    ]
                }),
            "stakes": .array(
                rehearsal.stakes.map {
                    [
                        "coldkey": .string($0.owner.coldkey.ss58()), "hotkey": .string($0.owner.hotkey.ss58()),
                        "netuid": .integer(Int($0.owner.netuid.rawValue)), "before_alpha": .string($0.before.alphaText),
                        "after_alpha": .string($0.after.alphaText),
                    ]
                }),
            "events": .array(rehearsal.events.map { ToldEvent($0, metadata, .subtensor).document }),
            "changes": .array(
                rehearsal.differences.map { difference in
                    let item = difference.child == nil ? items.item(of: difference.key) : nil
                    return [
                        "item": .string(orNull: item.map { "\($0.pallet).\($0.item)" }),
                        "key": .string(difference.key.hex), "child": .string(orNull: difference.child?.hex),
                        "before": .string(orNull: difference.before?.hex),
                        "after": .string(orNull: difference.after?.hex),
                    ]
                }),
        ]
    }

    private var metadata: RuntimeMetadata { rehearsal.runtime.metadata }
}

extension ChainEvent {
    /// Whether it tells of the call, and not of what every extrinsic does.
    fileprivate var isOfCall: Bool {
        !matches("System", "ExtrinsicSuccess") && !matches("TransactionPayment", "TransactionFeePaid")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorClient

extension RegistrationRehearsal {
    /// The lines under which the search is consented to.
    var rows: [(String, String)] {
        [
            ("Rehearsed", "succeeds upon block \(block)" + (uid.map { ", as uid \($0) of \(netuid.title)" } ?? "")),
            ("Hotkey", keys.hotkey.ss58()), ("Coldkey", keys.coldkey.ss58()),
            ("Call", "\(rules.call), signed by the \(rules.signer.rawValue)"),
            ("Difficulty", difficulty.map { "\($0), which is left to be met" } ?? "none that is known"),
            ("Fee", fee.map { $0 == .zero ? "free of charge" : "\($0)" } ?? "free of charge"),
        ]
    }

    var document: OutputDocument {
        [
            "block": .integer(Int(clamping: block.rawValue)), "succeeds": .bool(succeeds),
            "uid": uid.map { .integer(Int($0)) } ?? .null, "call": .string(rules.call),
            "signer": .string(rules.signer.rawValue), "difficulty": difficulty.map { .digits($0) } ?? .null,
            "fee_tao": .string(orNull: fee?.taoText),
        ]
    }
}

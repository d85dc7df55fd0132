// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstratePrimitives

/// A key that has been made; its secret is no part of the answer.
struct NewKeyAnswer: Answer {
    let wallet: Wallet
    /// `coldkey` or `hotkey`.
    let kind: String
    let account: AccountID
    /// Whether only the public file was written.
    var isPublic = false

    private var file: Keyfile {
        switch (kind, isPublic) {
        case ("coldkey", false): wallet.coldkeyFile
        case ("coldkey", true): wallet.coldkeyPublicFile
        case (_, false): wallet.hotkeyFile
        case (_, true): wallet.hotkeyPublicFile
        }
    }

    var document: OutputDocument {
        [
            "name": .string(wallet.name),
            "path": .string(file.path),
            "hotkey": .string(orNull: kind == "hotkey" ? wallet.hotkeyName : nil),
            "hotkey_ss58": .string(orNull: kind == "hotkey" ? account.ss58() : nil),
            "coldkey_ss58": .string(orNull: kind == "coldkey" ? account.ss58() : nil),
        ]
    }

    func text(width: Int?) -> StyledText {
        let names = kind == "coldkey" ? [] : [("Hotkey", wallet.hotkeyName)]
        return Facts([("Wallet", wallet.name)] + names + [("Address", account.ss58()), ("File", file.path)]).text(
            width: width)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorClient

/// The wallet that signs, and in whose name: what a command's plan is made for.
struct ActingWallet: Sendable {
    let wallet: Wallet
    let capacity: Capacity

    init(_ wallet: Wallet, _ capacity: Capacity) {
        self.wallet = wallet
        self.capacity = capacity
    }

    /// The coldkey whose balance and stake it is about: the wallet's, or that of the account in whose name it is sent.
    func coldkeyPublic() throws -> AccountID {
        // Without a need for the wallet's own, its file need not be there.
        if let real = capacity.proxy?.real ?? capacity.multisig?.account { return real }
        return try wallet.coldkeyPublic()
    }

    func hotkeyPublic() throws -> AccountID { try wallet.hotkeyPublic() }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorWallet
public import SubstratePrimitives

/// The public keys that work is bound to.
public struct WorkKeys: Hashable, Sendable {
    public let hotkey: AccountID
    public let coldkey: AccountID

    public init(hotkey: AccountID, coldkey: AccountID) {
        self.hotkey = hotkey
        self.coldkey = coldkey
    }

    /// The public keys of a wallet; needs no password. The faucet works for the coldkey, so that the hotkey may be missing.
    public init(_ wallet: Wallet, for purpose: WorkPurpose) throws(WalletError) {
        coldkey = try wallet.coldkeyPublic()
        hotkey = purpose == .faucet ? coldkey : try wallet.hotkeyPublic()
    }
}

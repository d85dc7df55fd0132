// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
public import SubstratePrimitives

/// A wallet folder as a list shows it.
public struct WalletListing: Hashable, Sendable {
    /// A file in `hotkeys/`.
    public struct Hotkey: Hashable, Sendable {
        public let name: String
        /// Nil when the file is locked and has no public file beside it, or cannot be read.
        public let account: AccountID?
        public let isEncrypted: Bool

        public init(name: String, account: AccountID?, isEncrypted: Bool) {
            self.name = name
            self.account = account
            self.isEncrypted = isEncrypted
        }
    }

    public let name: String
    /// The account of `coldkeypub.txt`; nil when it is missing or cannot be read.
    public let coldkey: AccountID?
    public let hotkeys: [Hotkey]

    public init(name: String, coldkey: AccountID?, hotkeys: [Hotkey]) {
        self.name = name
        self.coldkey = coldkey
        self.hotkeys = hotkeys
    }
}

extension Wallet {
    /// Every wallet under `path` with its hotkeys, in the order in which a person lists names. Opens nothing that needs a
    /// password.
    ///
    /// A folder counts as a wallet when there is a coldkey, a public coldkey or a folder of hotkeys in it; a file counts as a
    /// hotkey unless its name says that it is hidden or the system's, and it holds no key. No folder at `path` means no wallets.
    public static func list(
        path: String = defaultPath, homeFolder: String? = nil
    ) throws(WalletError) -> [WalletListing] {
        let root = try expanded(path, homeFolder: homeFolder)
        var listings: [WalletListing] = []
        for name in try Folder.names(in: root) where isWallet("\(root)/\(name)") {
            let folder = "\(root)/\(name)"
            let coldkey = try? Keyfile(path: "\(folder)/coldkeypub.txt").read().publicKey.accountID
            var hotkeys: [WalletListing.Hotkey] = []
            for hotkey in try Folder.names(in: "\(folder)/hotkeys") where !isSkipped(hotkey) {
                let file = Keyfile(path: "\(folder)/hotkeys/\(hotkey)")
                if Folder.exists(file.path) { continue }
                let publicFile = Keyfile(path: file.path + publicSuffix)
                let account = (try? publicFile.read()) ?? (try? file.read())
                let encryption = (try? file.encryption()) ?? .none
                if account == nil, encryption == .none, isLitter(hotkey) { continue }
                hotkeys.append(
                    WalletListing.Hotkey(
                        name: hotkey, account: account?.publicKey.accountID, isEncrypted: encryption != .none))
            }
            listings.append(WalletListing(name: name, coldkey: coldkey, hotkeys: hotkeys))
        }
        return listings
    }

    private static func isWallet(_ folder: String) -> Bool {
        Folder.exists("\(folder)/hotkeys")
            || ["coldkey", "coldkeypub.txt"].contains { Keyfile(path: "\(folder)/\($0)").exists }
    }

    /// Whether systems and editors leave files of this name in every folder.
    private static func isLitter(_ name: String) -> Bool {
        name.hasPrefix(".") || ["Thumbs.db", "desktop.ini"].contains(name)
    }
}

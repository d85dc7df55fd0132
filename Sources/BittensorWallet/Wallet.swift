// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import SubstratePrimitives

/// A coldkey and one of its hotkeys, as files in `<path>/<name>/`.
///
/// ```swift
/// let wallet = try Wallet(name: "default", hotkey: "default")
/// let hotkey = try wallet.hotkey()
/// ```
/// The value only names the files: nothing is read or made before a method is called. All formats and places are those of
/// the Python wallets, which can go on with the same folder.
public struct Wallet: Hashable, Sendable {
    /// Where wallets lie unless told otherwise.
    public static let defaultPath = "~/.bittensor/wallets/"
    /// The name of a wallet, and of a hotkey, unless told otherwise.
    public static let defaultName = "default"

    public let name: String
    public let hotkeyName: String
    /// The folder of all wallets, as it was given.
    public let path: String
    /// `path` with the home folder in place of `~`.
    let root: String
    /// The account that takes the coldkey's place; nil for the file's.
    private(set) var standIn: AccountID?

    /// Names a wallet; throws `invalidName`.
    ///
    /// - Parameter homeFolder: what `~` stands for; by default what `HOME` says or else the user database, as for btcli and
    ///   Python's tools.
    public init(
        name: String = defaultName, hotkey: String = defaultName, path: String = defaultPath,
        homeFolder: String? = nil
    ) throws(WalletError) {
        try Self.check(name, what: "wallet")
        try Self.check(hotkey, what: "hotkey")
        guard !Self.isSkipped(hotkey) else {
            throw WalletError(
                .invalidName, "no hotkey can be called \(excerpt(hotkey)): names that end so are for other files")
        }
        self.name = name
        hotkeyName = hotkey
        self.path = path
        root = try Self.expanded(path, homeFolder: homeFolder)
    }

    /// The same wallet with a coldkey that is elsewhere: its account is known, whatever is in the folder.
    package func withColdkey(_ account: AccountID) -> Wallet {
        var wallet = self
        wallet.standIn = account
        return wallet
    }

    /// The folder of this wallet.
    public var folder: String { "\(root)/\(name)" }
    public var coldkeyFile: Keyfile { Keyfile(path: "\(folder)/coldkey") }
    public var coldkeyPublicFile: Keyfile { Keyfile(path: "\(folder)/coldkeypub.txt") }
    public var hotkeyFile: Keyfile { Keyfile(path: "\(folder)/hotkeys/\(hotkeyName)") }
    public var hotkeyPublicFile: Keyfile { Keyfile(path: "\(folder)/hotkeys/\(hotkeyName)\(Self.publicSuffix)") }

    /// How the public file of a hotkey is called, after the hotkey's name.
    static let publicSuffix = "pub.txt"

    /// Whether a file in `hotkeys/` is something other than a hotkey.
    static func isSkipped(_ fileName: String) -> Bool {
        fileName.hasSuffix(publicSuffix) || fileName.hasSuffix(".lock") || StagedFile.isTemporary(fileName)
    }

    /// What `~` stands for unless told otherwise.
    package static var homeFolder: String? { SystemCall.homeFolder() }

    static func expanded(_ path: String, homeFolder: String?) throws(WalletError) -> String {
        var path = path[...]
        while path.count > 1, path.last == "/" { path = path.dropLast() }
        guard !path.isEmpty, !path.unicodeScalars.contains("\0") else {
            throw WalletError(.invalidName, "\(excerpt(path)) is no path for wallets")
        }
        guard path == "~" || path.hasPrefix("~/") else { return String(path) }
        guard let home = homeFolder ?? Self.homeFolder else {
            throw WalletError(.invalidName, "cannot tell the home folder for \(excerpt(path)): give a full path")
        }
        return home + path.dropFirst()
    }

    private static func check(_ name: String, what: String) throws(WalletError) {
        let hasControl = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
        // Room for "pub.txt" and for the temporary name within the 255 bytes of common file systems.
        guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(UInt8(ascii: "/")), !hasControl,
            name.utf8.count <= 200
        else {
            throw WalletError(
                .invalidName,
                "\(excerpt(name)) is no \(what) name: use 1 to 200 bytes without '/' and control characters, not '..'")
        }
    }
}

extension Wallet: CustomStringConvertible {
    /// As the Python wallet prints itself: `Wallet (default, default, ~/.bittensor/wallets/)`.
    public var description: String { "Wallet (\(name), \(hotkeyName), \(path))" }
}

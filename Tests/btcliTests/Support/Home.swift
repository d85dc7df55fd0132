// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import SubstrateKeys
import Testing

@testable import btcli

/// A home folder of one test's own, removed with the value.
final class Home: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "btcli-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Runs a command line for the person who lives here.
    ///
    /// - Parameters:
    ///   - line: words between blanks.
    ///   - typed: what someone types; nil where there is no terminal.
    func run(_ line: String, typed: [String]? = nil, environment: [String: String] = [:]) async -> Run {
        await Run(
            line.split(separator: " ").map(String.init), typed: typed,
            environment: environment.merging(["HOME": path]) { given, _ in given })
    }

    /// The wallet `default`, as the command lines here see it.
    func wallet(_ name: String = "default", hotkey: String = "default") throws -> Wallet {
        try Wallet(name: name, hotkey: hotkey, homeFolder: path)
    }

    /// Writes both keys of a wallet, unencrypted: by default a coldkey with funds, and a fresh hotkey.
    @discardableResult
    func makeWallet(_ name: String = "default", coldkey: String = "//Alice") throws -> Wallet {
        let wallet = try wallet(name)
        try wallet.createColdkey(KeyPair(uri: coldkey), password: nil)
        try wallet.createHotkey(KeyPair(mnemonic: .generate(.twelve)))
        return wallet
    }

    /// Every file below, sorted, as paths from here.
    var files: [String] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    /// The same without what may be thrown away: the program remembers there how fast this machine is.
    var filesOfValue: [String] { files.filter { !$0.hasPrefix(".bittensor/cache/") } }

    func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    func read(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }
}

extension Home {
    /// Lets everybody read a file.
    func loosen(_ file: Keyfile) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    }
}

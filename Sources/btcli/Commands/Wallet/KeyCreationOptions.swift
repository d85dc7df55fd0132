// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// What making a coldkey and making a hotkey have in common.
struct KeyCreationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How many words the mnemonic has: 12, 15, 18, 21 or 24. (default: 12)", valueName: "n"),
        transform: Self.wordCount)
    var nWords: Mnemonic.WordCount?

    @Option(help: ArgumentHelp("Write the mnemonic to a new file, readable by you only.", valueName: "file"))
    var mnemonicFile: String?

    @Option(
        help: ArgumentHelp(
            "Make the key from a URI such as //Alice, without encryption: for tests only.", valueName: "uri"))
    var uri: String?

    @Flag(help: "Do not ask for two of the words once the mnemonic is shown.")
    var noCheck = false

    @Flag(help: "Show the mnemonic on a screen of its own, of which nothing stays when it is written down.")
    var clearScreen = false

    @OptionGroup var scheme: KeySchemeOption
    @OptionGroup var overwriting: OverwriteOption

    func validate() throws {
        guard uri != nil else { return }
        let others = [(nWords != nil, "--n-words"), (mnemonicFile != nil, "--mnemonic-file")].filter(\.0).map(\.1)
        guard let other = others.first else { return }
        throw CLIError(.usage, "\(other) has no effect on the key of a --uri, which has no mnemonic: leave one out")
    }

    /// A new pair, from a new mnemonic, or the one of the URI.
    func makePair(on console: Console) throws -> KeyPair {
        console.terminal.expectsSecret()
        guard let uri else { return try KeyPair(mnemonic: .generate(nWords ?? .twelve), scheme: scheme.chosen) }
        return try KeyPair(uri: uri, scheme: scheme.chosen)
    }

    private static func wordCount(_ text: String) throws -> Mnemonic.WordCount {
        guard let count = Int(text).flatMap(Mnemonic.WordCount.init) else {
            throw CLIError(.usage, "a mnemonic has 12, 15, 18, 21 or 24 words, not '\(text)'")
        }
        return count
    }

    /// Refuses a place for the mnemonic that is taken, before anyone is asked for anything.
    func checkMnemonicFile() throws(WalletError) {
        guard let mnemonicFile, SecretFile(path: mnemonicFile).exists else { return }
        throw WalletError(
            .keyfileExists, "\(mnemonicFile) is already there, and a mnemonic replaces no file: choose another name")
    }

    /// Keeps the mnemonic where it was asked for, writes the key files, and shows the mnemonic once they are there.
    ///
    /// When the key cannot be written its mnemonic is not kept either.
    func keep(_ pair: KeyPair, of kind: String, on console: Console, write: () throws -> Void) async throws {
        guard let mnemonic = pair.mnemonic else { return try write() }
        let copy = mnemonicFile.map(SecretFile.init(path:))
        try copy?.create(SecretBytes(joining: [mnemonic.secretPhrase, SecretBytes(utf8: "\n")]))
        do {
            try write()
        } catch {
            copy?.remove()
            throw error
        }
        // Only someone at a terminal sees it.
        guard console.terminal.isInteractive else {
            console.say(
                "The mnemonic is in the key file" + (mnemonicFile.map { " and in \($0)" } ?? "")
                    + "; it is shown on a terminal only.")
            return
        }
        try await MnemonicPage(mnemonic: mnemonic, kind: kind, isChecked: !noCheck, isTakenAway: clearScreen)
            .show(on: console)
    }
}

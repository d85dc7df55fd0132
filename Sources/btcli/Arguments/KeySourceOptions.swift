// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys

/// What a key is regenerated from: a mnemonic, a seed, or a key that polkadot-js exported.
struct KeySourceOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The words of the mnemonic. Others can see them here: leave it out to be asked.", valueName: "word"))
    var mnemonic: [String] = []

    @Option(
        help: ArgumentHelp(
            "A file with the mnemonic, in a line or a word a line; - is standard input.", valueName: "file"))
    var mnemonicFile: String?

    @Option(help: ArgumentHelp("The seed, 64 hex digits. Others can see it here.", valueName: "hex"))
    var seed: String?

    @Option(help: ArgumentHelp("A file whose first line is the seed; - is standard input.", valueName: "file"))
    var seedFile: String?

    @Option(help: ArgumentHelp("A JSON file that polkadot-js exported.", valueName: "file"))
    var json: String?

    @Option(help: ArgumentHelp("The password of the JSON file. Others can see it here.", valueName: "password"))
    var jsonPassword: String?

    @Option(
        help: ArgumentHelp(
            "A file whose first line is the password of the JSON file; - is standard input.", valueName: "file"))
    var jsonPasswordFile: String?

    @OptionGroup var scheme: KeySchemeOption

    mutating func validate() throws {
        let sources = [
            (!mnemonic.isEmpty, "--mnemonic"), (mnemonicFile != nil, "--mnemonic-file"), (seed != nil, "--seed"),
            (seedFile != nil, "--seed-file"), (json != nil, "--json"),
        ].filter(\.0).map(\.1)
        guard sources.count <= 1 else {
            throw CLIError(.usage, "\(sources.joined(separator: " and ")) say the same thing twice: give one of them")
        }
        guard json != nil || (jsonPassword == nil && jsonPasswordFile == nil) else {
            throw CLIError(.usage, "a password of a JSON file needs --json with the file")
        }
        guard jsonPassword == nil || jsonPasswordFile == nil else {
            throw CLIError(.usage, "give one of --json-password and --json-password-file")
        }
    }

    /// The pair; asks for what it is made from unless that was given.
    ///
    /// - Parameter kind: `coldkey` or `hotkey`, for the question.
    func pair(_ kind: String, on console: Console) async throws -> KeyPair {
        console.terminal.expectsSecret()
        if !mnemonic.isEmpty {
            SecretSource.warnOfArgument(
                "--mnemonic", instead: "leave it out to be asked, or --mnemonic-file", on: console)
            return try pair(mnemonic: SecretBytes(utf8: mnemonic.joined(separator: " ")), on: console)
        }
        if let mnemonicFile {
            return try pair(mnemonic: try await SecretSource.phrase(atPath: mnemonicFile, on: console), on: console)
        }
        if let seed {
            SecretSource.warnOfArgument("--seed", instead: "leave it out to be asked, or --seed-file", on: console)
            return try pair(seed: SecretBytes(utf8: seed))
        }
        if let seedFile { return try pair(seed: try await SecretSource.line(atPath: seedFile, on: console)) }
        if let json { return try await pair(exportedTo: json, on: console) }
        return try await askedPair(kind, on: console)
    }

    // MARK: Each source

    private func pair(mnemonic phrase: SecretBytes, on console: Console) throws -> KeyPair {
        do {
            let pair = try KeyPair(mnemonic: Mnemonic(phrase: phrase), scheme: scheme.chosen)
            let shortened = Mnemonic.countShortenedWords(in: phrase)
            if shortened > 0 {
                console.say(
                    "\(shortened) of the words are cut short; their first four letters tell them. Compare the address.")
            }
            return pair
        } catch {
            guard let wrong = Mnemonic.misspelling(in: phrase), !wrong.suggestions.isEmpty else { throw error }
            throw KeysError(
                error.code,
                "word \(wrong.position) of the mnemonic is not in the English BIP-39 list: did you mean "
                    + wrong.suggestions.joined(separator: " or ") + "?")
        }
    }

    private func pair(seed hex: SecretBytes) throws -> KeyPair {
        try KeyPair(seed: .decodingHex(hex.trimmingBlanks), scheme: scheme.chosen)
    }

    private func pair(exportedTo path: String, on console: Console) async throws -> KeyPair {
        let export = try await SecretSource.exportedKey(atPath: path, on: console)
        let password: SecretBytes
        if !export.isEncrypted {
            password = SecretBytes([])
        } else if let jsonPassword {
            SecretSource.warnOfArgument(
                "--json-password", instead: "leave it out to be asked, or --json-password-file", on: console)
            password = SecretBytes(utf8: jsonPassword)
        } else if let jsonPasswordFile {
            password = try await SecretSource.line(atPath: jsonPasswordFile, on: console)
        } else {
            password = try await console.askSecret(
                "Enter the password of the JSON file", option: "--json-password-file")
        }
        let pair = try export.keyPair(password: password)
        if let given = scheme.given, given != pair.scheme {
            throw CLIError(.usage, "\(path) holds an \(pair.scheme) key, not an \(given) one: leave out --crypto-type")
        }
        return pair
    }

    /// What is typed tells by itself what it is: a seed is one word, a mnemonic many.
    private func askedPair(_ kind: String, on console: Console) async throws -> KeyPair {
        console.say(
            "The \(kind) is made again from its mnemonic (12 to 24 words), or from its seed (64 hex digits). What you type "
                + "is not shown.")
        while true {
            let answer = try await console.askSecret("Enter the mnemonic or the seed", option: "--mnemonic-file")
            let words = Mnemonic.countWords(in: answer)
            guard words > 0 else { continue }
            do {
                return words == 1 ? try pair(seed: answer) : try pair(mnemonic: answer, on: console)
            } catch let error as KeysError {
                console.say("\(error.reason). Try again.")
            }
        }
    }
}

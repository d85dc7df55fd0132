// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import TestVectors
import Testing

@testable import btcli

/// Each opening of an encrypted key takes seconds and 512 MiB, so one is made for all, and one test at a time uses it.
@Suite("Passwords", .serialized, .enabled(if: Lane.isWhole, "\(Lane.password)"))
struct PasswordOptionTests {
    static let password = "correct horse"

    @Test("are asked for until two good ones agree, and then open the key")
    func asking() async throws {
        let home = try Home()
        let typed = ["", "short", "aaaaaaaaaaaa", "another horse", "abcabc", "  \(Self.password) ", Self.password]
        let made = await home.run("wallet new-coldkey --wallet-name w", typed: typed)
        #expect(made.status == .done)
        for part in ["too short", "repeats itself", "do not match", "The same again: ", "Encrypting…"] {
            #expect(made.talk.contains(part))
        }
        #expect(!(made.talk + made.output).contains(Self.password))
        #expect(try home.wallet("w").isColdkeyEncrypted)

        let sign = "wallet sign -w w --message hello --json-output"
        let wrong = await home.run(sign, typed: ["wrong horse"])
        #expect(wrong.status == .noPermission)
        #expect(try wrong.error["code"] as? String == "wrong_password")
        #expect(wrong.talk.hasPrefix("Password of the coldkey of w, to sign the message: "))
        #expect(wrong.talk.contains("Opening the coldkey of w…"))

        let file = try home.write("\(Self.password)\nsecond line\n", to: "password")
        let opened = await home.run("\(sign) --password-file \(file)")
        #expect(opened.status == .done)
        #expect(try opened.document["signature"] is String)
    }

    @Test("come from variables, in the order of the Python wallets")
    func variables() async throws {
        let home = try Home()
        let name = KeyfilePassword.variableName(forKeyfile: try home.wallet().hotkeyFile.path)
        // What a variable holds is checked as a new password is: the reason tells which one was looked at.
        let cases: [([String: String], code: String)] = [
            (["BT_WALLET_PASSWORD": "tiny", name: "!"], "weak_password"),
            ([name: "!", "BT_WALLET_PASSWORD_FILE": "/nonexistent"], "invalid_password_variable"),
            (["BT_WALLET_PASSWORD_FILE": "/nonexistent"], "keyfile_missing"),
        ]
        for (environment, code) in cases {
            let run = await home.run("wallet new-hotkey --use-password --json-output", environment: environment)
            #expect(try run.error["code"] as? String == code)
        }
        #expect(home.files.isEmpty)
    }

    @Test("name the options where nobody can be asked")
    func unasked() async throws {
        let home = try Home()
        let coldkey = await home.run("wallet new-coldkey")
        #expect(coldkey.status == .usage)
        #expect(coldkey.talk.contains("--password-file or --no-password"))
        let hotkey = await home.run("wallet new-hotkey --use-password --no-prompt", typed: [])
        #expect(hotkey.status == .usage)
        #expect(hotkey.talk.contains("--password-file is missing"))
        #expect(home.files.isEmpty)
    }

    @Test("A password file must be one", arguments: [("/nonexistent", 66), ("/", 65), ("/dev/zero", 65)])
    func passwordFile(path: String, status: Int) async throws {
        let home = try Home()
        let run = await home.run("wallet new-coldkey --password-file \(path) --json-output")
        #expect(try run.error["exit_code"] as? Int == status)
        #expect(home.files.isEmpty)
    }
}

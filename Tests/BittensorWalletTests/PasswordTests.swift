// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import TestVectors
import Testing

@testable import BittensorWallet

@Suite struct PasswordTests {
    @Test(
        "password variables are named and decoded as in Python",
        arguments: VectorFile("keys.json").cases("password_variables"))
    func variables(vector: Vector) throws {
        let name = KeyfilePassword.variableName(forKeyfile: vector["keyfile_path"].string)
        #expect(name == vector["variable"].string)
        let password = try KeyfilePassword.decode(value: vector["value"].string, name: name)
        #expect(password == SecretBytes(utf8: vector["password"].string))
        #expect(KeyfilePassword.encode(password, name: name) == vector["value"].string)
    }

    @Test("what is not base64 is refused", arguments: ["!", "MTE8IjIrfzg", "MTE8 IjIrfzg4", "MTE8IjIrfzg4=", "é"])
    func notBase64(value: String) {
        #expect(throws: WalletError(.invalidPasswordVariable, "")) {
            try KeyfilePassword.decode(value: value, name: "BT_PW_X")
        }
    }

    @Test("what is not UTF-8 is an empty password")
    func notUTF8() throws {
        #expect(try KeyfilePassword.decode(value: "vf///w==", name: "BT_PW_X").isEmpty)
        #expect(try KeyfilePassword.decode(value: "", name: "BT_PW_X").isEmpty)
    }

    @Test(
        "a new password is refused where the Python wallet refuses it",
        arguments: VectorFile("password_strength.json").cases("cases"))
    func strength(vector: Vector) {
        let isAccepted = (try? PasswordStrength.check(SecretBytes(utf8: vector["password"].string))) != nil
        #expect(isAccepted == vector["wallet_accepts"].bool)
    }

    @Test("control characters alone are no password, and what is not UTF-8 is none")
    func controls() {
        for password in [
            SecretBytes(utf8: "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}"),
            SecretBytes([UInt8](repeating: 0xff, count: 9)),
        ] {
            #expect(throws: WalletError(.weakPassword, "")) { try PasswordStrength.check(password) }
        }
    }

    @Test(
        "a password that passes and is easy to guess gets an advice",
        arguments: [("abcdefg", true), ("aaaaaaaaaaaa", true), ("correct horse 1", false), ("ααααββββγγγγ", true)])
    func advice(password: String, isGiven: Bool) throws {
        try PasswordStrength.check(SecretBytes(utf8: password))
        #expect((PasswordStrength.advice(on: SecretBytes(utf8: password)) != nil) == isGiven)
    }
}

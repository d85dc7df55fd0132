// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import btcli

@Suite("btcli wallet sign, verify")
struct WalletSignatureTests {
    @Test("agree, for coldkey and hotkey and both schemes", arguments: ["", "--use-hotkey"], ["0", "1"])
    func roundTrip(option: String, scheme: String) async throws {
        let home = try Home()
        #expect(await home.run("wallet create --uri //Alice --crypto-type \(scheme)").status == .done)
        let signed = await home.run("wallet sign --message hello \(option) --json-output")
        #expect(signed.status == .done)
        #expect(signed.memberNames == ["address", "public_key", "crypto_type", "message", "signature"])
        let document = try signed.document
        let pair = try KeyPair(uri: "//Alice", scheme: scheme == "0" ? .ed25519 : .sr25519)
        #expect(document["address"] as? String == pair.accountID.ss58())
        #expect(document["public_key"] as? String == pair.accountID.hex)
        #expect(document["crypto_type"] as? Int == Int(scheme))
        #expect(document["message"] as? String == "hello")
        let signature = try #require(document["signature"] as? String)

        let verify = "wallet verify --signature \(signature) --ss58 \(pair.accountID)"
        #expect(await home.run("\(verify) --message hello").status == .done)
        let document2 = try await home.run("\(verify) --message hello --json-output").document
        #expect(document2["valid"] as? Bool == true)
        #expect(document2["crypto_type"] as? Int == Int(scheme))
        #expect(await home.run("\(verify) --message hello --crypto-type \(scheme)").status == .done)
        #expect(await home.run("\(verify) --message hello --crypto-type \(scheme == "0" ? 1 : 0)").status == .no)
        let other = await home.run("\(verify) --message hullo --json-output")
        #expect(other.status == .no)
        #expect(try other.document["valid"] as? Bool == false)
        let bob = try KeyPair(uri: "//Bob").accountID
        let by = "wallet verify --message hello --signature \(signature) --address \(bob)"
        #expect(await home.run(by).status.rawValue == 1)
    }

    @Test("accept what browser extensions wrap, as the Python wallet does")
    func wrapped() async throws {
        let pair = try KeyPair(uri: "//Alice")
        let signature = pair.sign(Array("<Bytes>hello</Bytes>".utf8)).hex
        let run = await Run("wallet verify --message hello --signature \(signature) --ss58 \(pair.accountID)")
        #expect(run.status == .done)
    }

    @Test("refuse what is no signature or address", arguments: [("0x12", "5Grw"), ("zz", "")])
    func malformed(signature: String, address: String) async throws {
        let alice = try KeyPair(uri: "//Alice").accountID.ss58()
        let run = await Run(
            "wallet verify --message m --signature \(signature) --ss58 \(address.isEmpty ? alice : address)")
        #expect(run.status == (address.isEmpty ? .dataError : .usage))
        #expect(run.isOneLineError)
    }

    @Test("warn of a key that others can read")
    func looseMode() async throws {
        let home = try Home()
        let wallet = try home.makeWallet()
        try home.loosen(wallet.hotkeyFile)
        let run = await home.run("wallet sign --message m --use-hotkey")
        #expect(run.status == .done)
        #expect(run.talk.contains("warning: others than you have rights to"))
    }
}

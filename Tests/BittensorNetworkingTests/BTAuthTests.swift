// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import BittensorNetworking

@Suite("btauth/1")
struct BTAuthTests {
    @Test("The recorded payloads are signed", arguments: SynapseVectors.cases("btauth_11", "payload"))
    func payload(_ vector: VectorCase) throws {
        let payload = BTAuth.payload(
            scheme: vector.text("scheme") == "ed25519" ? .ed25519 : .sr25519, method: vector.text("method"),
            path: vector.text("path"), body: try [UInt8](hex: vector.text("body_hex")),
            nonce: try Int64(json: vector["nonce_ns"] ?? .null),
            sender: try AccountID(ss58: vector.text("sender_ss58")),
            receiver: try vector["receiver_ss58"]?.text.map { try AccountID(ss58: $0) })
        #expect(payload == vector.text("payload"))
    }

    @Test("Requests are judged as by the SDK", arguments: SynapseVectors.cases("btauth_11", "verify"))
    func verify(_ vector: VectorCase) throws {
        let now = try Int64(json: vector["now_ns"] ?? .null)
        let verifier = try BTAuthVerifier(
            hotkey: AccountID(ss58: vector.text("self_hotkey_ss58")),
            requiresReceiver: vector["require_receiver"] != .bool(false), clock: WallClock { now })
        let headers = vector.object("headers").members
        let body = try [UInt8](hex: vector["body_hex"]?.text ?? "")
        func attempt() throws(BTAuthError) -> BTAuthVerifier.Sender {
            try verifier.verify(method: vector.text("method"), path: vector.text("path"), body: body) { name in
                headers.first { $0.key.lowercased() == name.lowercased() }?.value.text
            }
        }
        if vector.bool("twice") { _ = try attempt() }
        if vector.bool("ok") {
            let sender = try attempt()
            #expect(sender.hotkey.ss58() == vector.text("caller"))
        } else {
            let expected = try #require(BTAuthError(rawValue: vector.text("error")))
            #expect(throws: expected) { _ = try attempt() }
        }
    }
}

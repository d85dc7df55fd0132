// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import Testing

@Suite("Refusals of the transaction pool")
struct PoolRefusalTests {
    static let known: [(code: Int64, words: String, part: String)] = [
        (1010, "Inability to pay some fees (e.g. account balance too low)", "cannot pay the fee"),
        (1010, "Transaction is outdated", "A first copy may have been taken"),
        (1010, "Transaction will be valid in the future", "ahead of the account's"),
        (1010, "Transaction has a bad signature", "wrong key, chain"),
        (1011, "Unknown Transaction Validity", "ask another node"),
        (1012, "Transaction is temporarily banned", "look for it"),
        (1013, "Transaction is already imported", "Wait for its block"),
        (1014, "The transaction has too low priority to replace another transaction", "add a tip"),
        (1015, "Cycle Detected", "one by one"), (1016, "Immediately dropped", "The pool is full"),
    ]

    @Test("mean something, with advice, wherever they are shown", arguments: known)
    func advice(code: Int64, words: String, part: String) throws {
        let refusal = PoolRefusal(code: code, words: words)
        let note = try #require(refusal.note)
        #expect("\(note.meaning). \(note.advice)".contains(part))
        let error = ClientError(.refused, "it was refused", poolRefusal: refusal)
        #expect(error.reason == "it was refused. \(note.meaning). \(note.advice)")
    }

    @Test(
        "with a number or words of the runtime's own have nothing to add",
        arguments: ["Custom error: 6", "no such words"])
    func unknown(words: String) {
        let refusal = PoolRefusal(code: 1010, words: words)
        #expect(refusal.note == nil)
        #expect(ClientError(.refused, "it was refused", poolRefusal: refusal).reason == "it was refused")
    }
}

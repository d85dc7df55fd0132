// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import Testing

@Suite("The life of a watched extrinsic")
struct TransactionStatusTests {
    static let hash = Hash256(unchecked: [UInt8](repeating: 0xab, count: 32))

    @Test(
        "every state is read as it is written",
        arguments: [
            .future, .ready, .broadcast, .inBlock(hash), .retracted(hash), .finalityTimeout(hash), .finalized(hash),
            .usurped(hash), .dropped, .invalid,
        ] as [TransactionStatus])
    func roundTrip(status: TransactionStatus) {
        #expect(TransactionStatus(status.json) == status)
    }

    @Test(
        "anything else is none",
        arguments: [
            .null, 1, "", "Ready", "inBlock", [], ["inBlock"], [:], ["inBlock": "0x12"], ["inBlock": .null],
            ["inBlock": 5],
            ["mined": .string(hash.hex)], ["inBlock": .string(hash.hex), "extra": 1],
        ] as [JSONValue])
    func garbage(json: JSONValue) {
        #expect(TransactionStatus(json) == nil)
    }

    @Test("peers of a broadcast are of no interest")
    func broadcast() {
        #expect(TransactionStatus(["broadcast": ["peer", "other"]]) == .broadcast)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import SubstrateRuntime

@Suite("Signatures that were checked before")
struct CheckedSignatureTests {
    @Test("A good one stays good, and is good for nothing else, however many come between")
    func memory() throws {
        let pair = try KeyPair(uri: "//Alice")
        let account = pair.publicKey.accountID
        let checked = CheckedSignatures(capacity: 2)
        let signatures = (UInt8(0)..<7).map { pair.sign([$0]) }
        for _ in 0..<2 {
            for (index, signature) in signatures.enumerated() {
                let message = [UInt8(index)]
                #expect(checked.isValid(signature, for: message, by: account))
                #expect(checked.isValid(signature, for: message, by: account))
                #expect(!checked.isValid(signature, for: message + [0], by: account))
                #expect(!checked.isValid(signature, for: message, by: try KeyPair(uri: "//Bob").publicKey.accountID))
                let other = try Signature(signature.bytes, scheme: .ed25519)
                #expect(!checked.isValid(other, for: message, by: account))
            }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@Suite("Accounts of several signers")
struct MultisigTests {
    @Test("are derived as everybody derives them", arguments: VectorFile("metadata_hash.json").cases("multisig"))
    func vectors(vector: Vector) throws {
        let signers = try vector["signatories"].list.map { try AccountID($0.bytes) }
        let threshold = try #require(UInt16(exactly: vector["threshold"].uint64))
        let account = AccountID.multisig(of: signers, threshold: threshold)
        #expect(account.bytes == vector["account"].bytes)
        #expect(account.ss58() == vector["ss58_42"].string)
        #expect(AccountID.multisig(of: signers.reversed(), threshold: threshold) == account)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@Suite("Calls of runtime APIs")
struct RuntimeCallTests {
    static let account = AccountID(unchecked: [UInt8](repeating: 5, count: 32))

    private func metadata(_ name: String) throws -> RuntimeMetadata {
        let bytes = VectorFile.bytes("metadata/" + name)
        return name.contains("opaque") ? try RuntimeMetadata(optionOpaque: bytes) : try RuntimeMetadata(bytes)
    }

    @Test("a call encodes its arguments and reads its answer")
    func typed() throws {
        let metadata = try metadata("metadata-v15-spec343.option-opaque.bin")
        let call = RuntimeCall<UInt32>("AccountNonceApi", "account_nonce", Self.account)
        #expect(call.function == "AccountNonceApi_account_nonce")
        #expect(try metadata.encodeArguments(of: call) == Self.account.bytes)
        #expect(try metadata.decode([7, 0, 0, 0], of: call) == 7)
        #expect(metadata.hasRuntimeMethod("AccountNonceApi", "account_nonce") == true)
        #expect(metadata.hasRuntimeMethod("AccountNonceApi", "nonce") == false)
    }

    @Test("metadata of version 14 describes no functions: typed calls work, dynamic ones say what to do")
    func version14() throws {
        let metadata = try metadata("metadata-v14-spec343.bin")
        let call = RuntimeCall<UInt32>("AccountNonceApi", "account_nonce", Self.account)
        #expect(try metadata.encodeArguments(of: call) == Self.account.bytes)
        #expect(try metadata.decode([7, 0, 0, 0], of: call) == 7)
        #expect(metadata.hasRuntimeMethod("AccountNonceApi", "account_nonce") == nil)
        let error = #expect(throws: ClientError.self) {
            try metadata.decodeResult([7, 0, 0, 0], of: "AccountNonceApi", "account_nonce")
        }
        #expect(error?.code == .notInRuntime)
        #expect(error?.reason.contains("version 15") == true)
    }

    @Test("an old runtime hides accounts and results inside byte strings")
    func opaque() throws {
        let metadata = try metadata("metadata-v15-spec218.option-opaque.bin")
        let call = RuntimeCall<[UInt16]>("StakeInfoRuntimeApi", "get_stake_info_for_coldkey", Self.account)
        #expect(try metadata.encodeArguments(of: call) == Self.account.bytes.scaleEncoded)
        let answer: [UInt8] = [UInt16(1), 2].scaleEncoded
        #expect(try metadata.decode(answer.scaleEncoded, of: call) == [1, 2])
    }

    @Test("a wrong number of arguments, an unknown function and a wrong answer are refused by name")
    func refusals() throws {
        let metadata = try metadata("metadata-v15-spec343.option-opaque.bin")
        let twice = RuntimeCall<UInt32>("AccountNonceApi", "account_nonce", Self.account, Self.account)
        #expect(throws: ClientError(.encoding, "")) { try metadata.encodeArguments(of: twice) }
        let unknown = RuntimeCall<UInt32>("AccountNonceApi", "nonce")
        #expect(throws: ClientError(.notInRuntime, "")) { try metadata.encodeArguments(of: unknown) }
        #expect(throws: ClientError(.encoding, "")) {
            try metadata.encodeArguments([.bool(true)], of: "AccountNonceApi", "account_nonce")
        }
        let call = RuntimeCall<UInt32>("AccountNonceApi", "account_nonce", Self.account)
        let error = #expect(throws: ClientError.self) { try metadata.decode([7, 0, 0], of: call) }
        #expect(error?.code == .malformedAnswer)
        #expect(error?.reason.contains("AccountNonceApi_account_nonce") == true)
    }
}

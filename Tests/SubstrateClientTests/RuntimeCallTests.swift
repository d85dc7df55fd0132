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
        #expect(!metadata.describesResult(of: call))
        #expect(metadata.describesResult(of: call.answering([UInt8].self)))
        #expect(try metadata.decode([UInt8(9), 0].scaleEncoded, of: call.answering(UInt16.self)) == 9)
    }

    @Test("a list of accounts is one of byte strings there, and what is no account stays as it is")
    func opaqueLists() throws {
        let metadata = try metadata("metadata-v15-spec218.option-opaque.bin")
        let other = AccountID(unchecked: [UInt8](repeating: 0x7c, count: 32))
        let call = RuntimeCall<[UInt16]>("StakeInfoRuntimeApi", "get_stake_info_for_coldkeys", [Self.account, other])
        #expect(
            try metadata.encodeArguments(of: call)
                == [8, 128] + [UInt8](repeating: 5, count: 32) + [128] + [UInt8](repeating: 0x7c, count: 32))
        // With its length it has as many bytes as an account.
        let bytes = [UInt8](repeating: 9, count: 31)
        let plain = RuntimeCall<[UInt16]>("StakeInfoRuntimeApi", "get_stake_info_for_coldkey", bytes)
        #expect(try metadata.encodeArguments(of: plain) == [124] + bytes)
        let today = try self.metadata("metadata-v15-spec343.option-opaque.bin")
        #expect(try today.encodeArguments(of: call) == [8] + Self.account.bytes + other.bytes)
        #expect(today.describesResult(of: call))
    }

    @Test("where nothing is described, a function of the old kind takes and answers byte strings")
    func opaqueVersion14() throws {
        let metadata = try metadata("metadata-v14-spec343.bin")
        let call = RuntimeCall<UInt16>("DelegateInfoRuntimeApi", "get_delegate", Self.account, UInt16(7))
        #expect(try metadata.encodeArguments(of: call) == Self.account.bytes + [7, 0])
        let old = call.opaqueWhereUndescribed
        #expect(try metadata.encodeArguments(of: old) == [128] + Self.account.bytes + [7, 0])
        #expect(try metadata.decode([8, 7, 0], of: old) == 7)
        #expect(throws: ClientError(.malformedAnswer, "")) { try metadata.decode([7, 0], of: old) }
        let described = try self.metadata("metadata-v15-spec343.option-opaque.bin")
        let delegate = RuntimeCall<UInt16>("DelegateInfoRuntimeApi", "get_delegate", Self.account)
        #expect(try described.encodeArguments(of: delegate.opaqueWhereUndescribed) == Self.account.bytes)
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

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import TestVectors
import Testing

@Suite("Transactions for signers elsewhere")
struct UnsignedTransactionTests {
    static let vectors = VectorFile("signers.json")

    private static func metadata() throws -> RuntimeMetadata {
        try MetadataDigestTests.metadata(vectors.root["metadata"].string)
    }

    private static func document(_ vector: Vector) -> JSONValue { JSONValue(vector["unsigned"]) }

    @Test("are read, told and signed as SDK 11 does", arguments: vectors.cases("cases"))
    func documents(vector: Vector) throws {
        let document = Self.document(vector)
        let transaction = try UnsignedTransaction(document)
        #expect(transaction.json == document)
        #expect(transaction.polkadotJS == document["payload_json"])
        #expect(transaction.extrinsic.payload == vector["payload_bytes_before_hashing"].bytes)
        #expect(transaction.signedBytes == vector["unsigned"]["payload"].bytes)
        for attached in vector["attached"].list {
            let signature = try Signature(answer: attached["signature"].string, scheme: transaction.scheme)
            let extrinsic = transaction.extrinsic.assembled(signer: transaction.account, signature: signature)
            #expect(extrinsic.bytes == attached["extrinsic"].bytes)
            #expect(extrinsic.hash.bytes == attached["hash"].bytes)
            // They were made up, and fit nothing.
            #expect(throws: ClientError(.signatureMismatch, "")) { try transaction.signed(with: signature) }
        }
        let call = try transaction.call(by: Self.metadata())
        #expect(try Self.metadata().encode(call) == transaction.extrinsic.callData)
    }

    @Test("are the same when they are made from their parts", arguments: vectors.cases("cases"))
    func parts(vector: Vector) throws {
        let read = try UnsignedTransaction(Self.document(vector))
        let made = try UnsignedTransaction(
            callData: read.extrinsic.callData, account: read.account, scheme: read.scheme, context: read.context,
            anchor: read.anchor, metadata: try Self.metadata())
        #expect(made == read)
    }

    @Test("have the frames that Polkadot Vault reads", arguments: vectors.cases("cases"))
    func vault(vector: Vector) throws {
        let transaction = try UnsignedTransaction(Self.document(vector))
        #expect(transaction.vaultFrames() == vector["vault_frames"].list.map(\.bytes))
        #expect(transaction.isBlind == vector["vault_hashed"].bool)
        guard !vector["metadata_proof"].isNull else { return }
        let proof = try MetadataProof(vector["metadata_proof"].bytes)
        #expect(transaction.vaultFrames(with: proof) == vector["vault_frames_with_proof"].list.map(\.bytes))
    }

    @Test(
        "have the proof that bittensor-core makes, by which the call can be read without a network",
        arguments: vectors.cases("cases").filter { !$0["metadata_proof"].isNull })
    func proofs(vector: Vector) throws {
        let transaction = try UnsignedTransaction(Self.document(vector))
        let metadata = try Self.metadata()
        let chain = MetadataDigestTests.chain(Self.vectors.root["spec_version"].uint64)
        let proof = try metadata.proof(of: transaction.extrinsic, on: chain)
        #expect(proof.bytes == vector["metadata_proof"].bytes)
        let read = try MetadataProof(proof.bytes)
        #expect(read == proof)
        #expect(try read.digest.bytes == Self.vectors.root["digest"].bytes)
        #expect(transaction.isMeant(by: read))
        #expect(try transaction.call(by: try read.metadata()) == transaction.call(by: metadata))
    }

    @Test(
        "become the commands that bittensor-core sends a Ledger",
        arguments: vectors.cases("cases").filter { !$0["ledger"].isNull })
    func ledger(vector: Vector) throws {
        let (transaction, expected) = (try UnsignedTransaction(Self.document(vector)), vector["ledger"])
        let key = try LedgerKey(
            account: UInt32(expected["account"].uint64), index: UInt32(expected["index"].uint64))
        #expect(key.addressCommand() == expected["get_address"].bytes)
        let proof = try MetadataProof(vector["metadata_proof"].bytes)
        let commands = try key.commands(toSign: transaction, with: proof)
        #expect(commands == expected["sign"].list.map(\.bytes))
        #expect(commands.allSatisfy { $0.count <= 255 && Int($0[4]) == $0.count - 5 })
    }

    @Test("of a Ledger are refused with the proof of another transaction, and for a path that there is not")
    func noLedger() throws {
        let proven = Self.vectors.cases("cases").filter { !$0["metadata_proof"].isNull }
        let plain = try #require(Self.vectors.cases("cases").first { $0["metadata_proof"].isNull })
        let proof = try MetadataProof(try #require(proven.first)["metadata_proof"].bytes)
        let key = try LedgerKey(account: .max >> 1, index: 0)
        #expect(throws: ClientError(.encoding, "")) {
            try key.commands(toSign: try UnsignedTransaction(Self.document(plain)), with: proof)
        }
        #expect(throws: ClientError(.encoding, "")) { try LedgerKey(account: 1 << 31) }
        #expect(throws: ClientError(.encoding, "")) { try LedgerKey(account: 0, index: .max) }
    }

    @Test("refuse proofs that were changed, and those of others")
    func otherProofs() throws {
        let vector = try #require(Self.vectors.cases("cases").first { !$0["metadata_proof"].isNull })
        let transaction = try UnsignedTransaction(Self.document(vector))
        let bytes = vector["metadata_proof"].bytes
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var changed = bytes
            changed[place] ^= 1
            if let proof = try? MetadataProof(changed) { #expect(!transaction.isMeant(by: proof), "byte \(place)") }
        }
        for count in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: ClientError(.unsupportedMetadata, "")) { try MetadataProof(Array(bytes.prefix(count))) }
        }
        let plain = try UnsignedTransaction(Self.document(Self.vectors.cases("cases")[0]))
        #expect(!plain.isMeant(by: try MetadataProof(bytes)))
    }

    /// The scheme alone is not signed: it tells what a signature of 64 bytes is of.
    @Test("refuse every change of a field, and name it")
    func changes() throws {
        for vector in Self.vectors.cases("cases") {
            let document = try #require(Self.document(vector).object)
            for (name, value) in document where !["payload_json", "crypto_type"].contains(name) {
                var changed = document
                changed[name] = Self.changed(value)
                let error = #expect(throws: ClientError.self, "\(name)") { try UnsignedTransaction(.object(changed)) }
                #expect(error?.code == .invalidDocument)
            }
            let form = try #require(document["payload_json"]?.object)
            for (name, value) in form {
                var changed = document
                changed["payload_json"] = .object(form.merging([name: Self.changed(value)]) { $1 })
                let error = #expect(throws: ClientError.self, "\(name)") { try UnsignedTransaction(.object(changed)) }
                #expect(error?.code == .invalidDocument)
            }
            for name in document.keys {
                var less = document
                less[name] = nil
                if name == "tip_asset_id" { continue }
                #expect(throws: ClientError(.invalidDocument, "")) { try UnsignedTransaction(.object(less)) }
            }
        }
    }

    @Test("are no other documents", arguments: ["null", "[]", "{}", "{\"payload_json\": 1}", "\"0x00\""])
    func others(text: String) {
        #expect(throws: ClientError(.invalidDocument, "")) { try UnsignedTransaction(try JSONValue(parsing: text)) }
    }

    @Test("take signatures of their account alone, in every spelling", arguments: KeyScheme.allCases)
    func signatures(scheme: KeyScheme) throws {
        let vector = try #require(Self.vectors.cases("cases").first)
        let pair = try KeyPair(uri: "//Alice", scheme: scheme)
        let read = try UnsignedTransaction(Self.document(vector))
        let transaction = try UnsignedTransaction(
            callData: read.extrinsic.callData, account: pair.accountID, scheme: scheme, context: read.context,
            anchor: read.anchor, metadata: try Self.metadata())
        let signature = pair.sign(transaction.signedBytes)
        let long = ([scheme.rawValue] + signature.bytes).hex
        for text in [
            signature.hex, long, " \n\(long)\r\n", "{\"id\": 1, \"signature\": \"\(long)\"}", signature.bytes.hexDigits,
        ] {
            #expect(try transaction.signature(reading: text) == signature)
        }
        #expect(
            try transaction.signed(with: signature)
                == transaction.extrinsic.assembled(signer: pair.accountID, signature: signature))
        for other in [try KeyPair(uri: "//Bob", scheme: scheme), try KeyPair(uri: "//Alice//x", scheme: scheme)] {
            #expect(throws: ClientError(.signatureMismatch, "")) {
                try transaction.signature(reading: other.sign(transaction.signedBytes).hex)
            }
        }
        #expect(throws: ClientError(.signatureMismatch, "")) {
            try transaction.signature(reading: pair.sign(transaction.signedBytes + [0]).hex)
        }
        for text in ["", "0x", "yes", "0x02" + signature.bytes.hexDigits, signature.hex + "00ff", "{\"signature\": 1}"]
        {
            #expect(throws: ClientError(.invalidDocument, "")) { try transaction.signature(reading: text) }
        }
    }

    /// Another value of the same kind.
    private static func changed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text) where text.hasPrefix("0x"):
            .string(String(text.dropLast()) + (text.hasSuffix("0") ? "1" : "0"))
        case .string("00"): ["period": 64, "current": 1]
        case .string(let text): .string(String(text.dropLast()))
        case .integer(let number): .integer(number ^ 1)
        case .null: "0x00"
        case .array(let values): .array(values.dropLast())
        case .object(let members): .object(members.mapValues(changed))
        default: .null
        }
    }
}

extension JSONValue {
    fileprivate init(_ vector: Vector) {
        switch vector {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = JSONValue(value)
        case .number(let value): self = .double(value)
        case .string(let value): self = .string(value)
        case .array(let values): self = .array(values.map { JSONValue($0) })
        case .object(let members): self = .object(members.mapValues { JSONValue($0) })
        }
    }
}

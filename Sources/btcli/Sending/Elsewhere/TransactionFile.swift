// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC

/// A transaction on its way between machines: what is to be signed, what it takes to read it, and the signature once there is
/// one. In a file, or as a program that signs is given it.
///
/// It holds SDK 11's document as `unsigned`; such a document alone is read too. Nothing in it is believed.
struct TransactionFile: Sendable {
    let transaction: UnsignedTransaction
    /// The part of the chain's metadata that it needs, to which the signature commits.
    let proof: MetadataProof?
    private(set) var signature: Signature?
    /// What it does, in words of whoever prepared it: for people who look into the file, and never read back.
    var meaning: [String] = []

    /// Four times what the longest call of a chain and its proof take.
    private static let mostBytes = 32 << 20

    init(_ transaction: UnsignedTransaction, proof: MetadataProof?) {
        self.transaction = transaction
        self.proof = proof
    }

    /// Reads a file.
    ///
    /// - Throws: `invalidDocument` for what is no transaction, `signatureMismatch`.
    init(path: String, _ console: Console) throws {
        let bytes = try InputFile(path, console).bytes(atMost: Self.mostBytes)
        let json: JSONValue
        do {
            json = try JSONValue(parsing: bytes, limits: JSONLimits(maxBytes: Self.mostBytes))
        } catch {
            throw ClientError(.invalidDocument, "\(excerpt(path, limit: 1024)) is no transaction: \(error.reason)")
        }
        try self.init(json)
    }

    init(_ json: JSONValue) throws(ClientError) {
        transaction = try UnsignedTransaction(json["unsigned"] ?? json)
        proof = try Self.text("metadata_proof", in: json).map { (text) throws(ClientError) in
            guard let bytes = try? [UInt8](hex: text) else {
                throw ClientError(
                    .invalidDocument, "the transaction's 'metadata_proof' is not right: it is bytes in hex")
            }
            return try MetadataProof(bytes)
        }
        if let text = try Self.text("signature", in: json) { try take(try transaction.signature(reading: text)) }
    }

    /// Puts a signature in, which has to fit, and to be of the kind of key that the document names: no signature commits to that.
    mutating func take(_ signature: Signature) throws(ClientError) {
        _ = try transaction.signed(with: signature)
        guard signature.scheme == transaction.scheme else {
            throw ClientError(
                .invalidDocument,
                "the transaction's 'crypto_type' is not right: it says \(transaction.scheme), and the key that signed is "
                    + "\(signature.scheme): the document was changed, or prepared for another kind of key; with "
                    + "\(signature.scheme.rawValue) there it can be signed")
        }
        self.signature = signature
    }

    private static func text(_ name: String, in json: JSONValue) throws(ClientError) -> String? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let text = value.string else {
            throw ClientError(.invalidDocument, "the transaction's '\(name)' is not right: it is bytes in hex")
        }
        return text
    }

    var document: OutputDocument {
        let unsigned = OutputDocument(json: transaction.json)
        let signed = signature.flatMap { try? transaction.signed(with: $0) }
        return [
            "unsigned": unsigned,
            "metadata_proof": .string(orNull: proof?.bytes.hex),
            "meaning": .array(meaning.map { .string($0) }),
            "signature": .string(orNull: signature?.answer),
            "extrinsic": .string(orNull: signed?.bytes.hex),
            "extrinsic_hash": .string(orNull: signed?.hash.hex),
        ]
    }

    /// Writes the file, which must not be there: what waits for a signature is not to be replaced by accident.
    func write(to path: String) throws(OutputFileError) {
        try Self.requireNew(path)
        do {
            try PrivateFile.replace(path, with: document.text + "\n")
        } catch {
            throw OutputFileError(.notWritten, "cannot write to \(excerpt(path, limit: 1024)): \(error.reason)")
        }
    }

    static func requireNew(_ path: String) throws(OutputFileError) {
        guard PrivateFile.permissions(path) == nil else {
            throw OutputFileError(
                .notWritten, "\(excerpt(path, limit: 1024)) is there already: remove it, or give another name")
        }
        _ = try OutputFile(path: path)
    }
}

extension Signature {
    /// As signers hand it out: the scheme in front.
    var answer: String { ([scheme.rawValue] + bytes).hex }
}

extension OutputDocument {
    /// The order of members in SDK 11's document; others follow by name.
    private static let order = [
        "call_data", "address", "public_key", "crypto_type", "era", "nonce", "tip", "tip_asset_id", "genesis_hash",
        "era_block_hash", "spec_version", "transaction_version", "metadata_hash", "payload", "payload_json",
        "included_in_extrinsic", "included_in_signed_data",
    ]

    init(json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = Int(exactly: value).map { .integer($0) } ?? .digits(value)
        case .double(let value): self = .number(value)
        case .string(let value): self = .string(value)
        case .array(let values): self = .array(values.map { OutputDocument(json: $0) })
        case .object(let members):
            func place(_ name: String) -> Int { Self.order.firstIndex(of: name) ?? Self.order.count }
            self = .object(
                members.sorted { (place($0.key), $0.key) < (place($1.key), $1.key) }
                    .map { Member(name: $0.key, value: OutputDocument(json: $0.value)) })
        }
    }
}

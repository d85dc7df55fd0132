// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
public import SubstrateRPC

extension UnsignedTransaction {
    /// Reads a document of SDK 11's form, of whoever wrote it.
    ///
    /// Everything that follows from other fields is made anew and compared, so that a document says one thing. What it does
    /// is not known yet: ``call(by:)`` tells it.
    /// - Throws: `invalidDocument`, which names the field.
    public init(_ json: JSONValue) throws(ClientError) {
        let fields = DocumentFields(json)
        let form = DocumentFields(try fields.member("payload_json"), within: "payload_json")
        let account = try fields.account("address")
        try fields.require("public_key", .string(account.hex))
        guard let scheme = KeyScheme(rawValue: try fields.number("crypto_type")) else {
            throw fields.fault("crypto_type", "it is 0 for ed25519 or 1 for sr25519")
        }
        let genesis = try fields.hash("genesis_hash")
        let (era, anchor) = try fields.era("era")
        let context = SigningContext(
            genesisHash: genesis, specVersion: try fields.number("spec_version"),
            transactionVersion: try fields.number("transaction_version"), nonce: try fields.number("nonce"), era: era,
            eraBlockHash: try fields.hash("era_block_hash"), tip: try fields.tip("tip"),
            metadataHash: try fields.hashIfAny("metadata_hash"))
        if let asset = json["tip_asset_id"], !asset.isNull {
            throw fields.fault("tip_asset_id", "tips in other assets are not known here")
        }
        let extensions = try form.texts("signedExtensions")
        let encoded = context.encoded(for: extensions)
        self.init(
            account: account, scheme: scheme, context: context, anchor: anchor,
            extrinsic: UnsignedExtrinsic(
                callData: try fields.bytes("call_data"), extra: encoded.extra,
                additionalSigned: encoded.additionalSigned), extensions: extensions)
        try requireCommitments(form)
        for (name, value) in self.json.object ?? [:] where name != "payload_json" {
            // What the caller may write in two ways was read above.
            if ["tip", "tip_asset_id", "era"].contains(name) { continue }
            try fields.require(name, value)
        }
        for (name, value) in polkadotJS.object ?? [:] { try form.require(name, value) }
    }

    /// That the extensions sign what keeps a signature from being good elsewhere, and once more.
    private func requireCommitments(_ form: DocumentFields) throws(ClientError) {
        var wanted = ["CheckGenesis", "CheckNonce", "CheckSpecVersion", "CheckTxVersion"]
        if context.metadataHash != nil { wanted.append("CheckMetadataHash") }
        for name in wanted where extensions.count(where: { $0 == name }) != 1 {
            throw form.fault("signedExtensions", "there has to be one \(name)")
        }
        guard extensions.count(where: { ["CheckMortality", "CheckEra"].contains($0) }) == 1 else {
            throw form.fault("signedExtensions", "there has to be one CheckMortality")
        }
    }
}

/// The members of a document, read by name.
private struct DocumentFields {
    private let json: JSONValue
    private let prefix: String

    init(_ json: JSONValue, within parent: String? = nil) {
        self.json = json
        prefix = parent.map { "\($0)." } ?? ""
    }

    func fault(_ name: String, _ reason: String) -> ClientError {
        ClientError(.invalidDocument, "the transaction's '\(prefix)\(name)' is not right: \(reason)")
    }

    func member(_ name: String) throws(ClientError) -> JSONValue {
        guard let value = json[name] else {
            throw ClientError(
                .invalidDocument,
                "this is no transaction to sign, or a part of one: it has no '\(prefix)\(name)'")
        }
        return value
    }

    /// That a member is what follows from the others.
    func require(_ name: String, _ expected: JSONValue) throws(ClientError) {
        let given = try member(name)
        guard given.normalized != expected.normalized else { return }
        throw fault(
            name,
            "it is \(excerpt("\(given)", limit: 160)), and by the other fields it would be "
                + "\(excerpt("\(expected)", limit: 160)): the document was changed")
    }

    func bytes(_ name: String) throws(ClientError) -> [UInt8] {
        guard let text = try member(name).string, let bytes = try? [UInt8](hex: text) else {
            throw fault(name, "it is bytes in hex")
        }
        return bytes
    }

    func hash(_ name: String) throws(ClientError) -> Hash256 {
        guard let text = try member(name).string, let hash = try? Hash256(hex: text) else {
            throw fault(name, "it is a hash of 32 bytes in hex")
        }
        return hash
    }

    func hashIfAny(_ name: String) throws(ClientError) -> Hash256? { try member(name).isNull ? nil : hash(name) }

    func account(_ name: String) throws(ClientError) -> AccountID {
        guard let text = try member(name).string, let account = try? AccountID(ss58: text) else {
            throw fault(name, "it is an address")
        }
        return account
    }

    func number<Number: FixedWidthInteger>(_ name: String) throws(ClientError) -> Number {
        guard let number: Number = try member(name).integer() else {
            throw fault(name, "it is a whole number of \(Number.bitWidth) bits")
        }
        return number
    }

    func tip(_ name: String) throws(ClientError) -> UInt128 {
        let value = try member(name)
        guard let tip = value.integer(as: UInt128.self) ?? value.string.flatMap({ UInt128($0) }) else {
            throw fault(name, "it is a whole number of the smallest unit")
        }
        return tip
    }

    func texts(_ name: String) throws(ClientError) -> [String] {
        guard let values = try member(name).array, values.count <= 64 else {
            throw fault(name, "it is a list of names")
        }
        let texts = values.compactMap(\.string)
        guard texts.count == values.count else { throw fault(name, "it is a list of names") }
        return texts
    }

    func era(_ name: String) throws(ClientError) -> (Era, BlockNumber?) {
        let value = try member(name)
        if let text = value.string {
            guard ["00", "0x00"].contains(text) else { throw fault(name, "it is 00, or a period and a block") }
            return (.immortal, nil)
        }
        guard let period = value["period"]?.uint64, let current: UInt32 = value["current"]?.integer(),
            (4...65_536).contains(period), period.nonzeroBitCount == 1
        else { throw fault(name, "it is 00, or a period that is a power of two from 4 to 65536, and a block") }
        return (Era(period: period, current: UInt64(current)), BlockNumber(current))
    }
}

extension JSONValue {
    /// Hex in one form.
    fileprivate var normalized: JSONValue {
        guard let text = string, let bytes = text.hasPrefix("0x") ? try? [UInt8](hex: text) : nil else { return self }
        return .string(bytes.hex)
    }
}

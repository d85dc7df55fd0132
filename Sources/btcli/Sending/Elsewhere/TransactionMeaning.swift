// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// What a transaction does and where it is good, as far as it is certain.
struct TransactionMeaning: Sendable {
    /// What tells what the call is.
    enum Source: Sendable {
        /// The part of the metadata that the signature commits to.
        case proof
        /// A file of the user's.
        case file(String)
        /// The node that it goes to.
        case node
    }

    let transaction: UnsignedTransaction
    /// The call with its arguments as text; nil where nothing tells it.
    let call: (name: String, arguments: [(name: String, value: String)], document: OutputDocument)?
    private let source: Source?

    /// By what a file brings along, or by the metadata in a file.
    ///
    /// - Throws: `invalidDocument` for a call that is not one of the metadata, `config` where a proof is of something else.
    init(_ file: TransactionFile, metadata: (path: String, metadata: RuntimeMetadata)?) throws(ClientError) {
        if let metadata {
            try self.init(file.transaction, by: metadata.metadata, .file(metadata.path))
            return
        }
        guard let proof = file.proof else {
            self.init(unread: file.transaction)
            return
        }
        guard file.transaction.isMeant(by: proof) else {
            throw ClientError(
                .invalidDocument,
                "the transaction's 'metadata_proof' is of other metadata than the signature commits to: the file was changed"
            )
        }
        try self.init(file.transaction, by: try proof.metadata(), .proof)
    }

    private init(unread transaction: UnsignedTransaction) {
        self.transaction = transaction
        (call, source) = (nil, nil)
    }

    init(_ transaction: UnsignedTransaction, by metadata: RuntimeMetadata, _ source: Source) throws(ClientError) {
        let call = try transaction.call(by: metadata)
        self.transaction = transaction
        self.source = source
        let (fields, form) = (metadata.fields(of: call), metadata.written(.subtensor))
        let arguments = call.arguments.enumerated().map { index, argument in
            let name = argument.name ?? "\(index)"
            guard fields.indices.contains(index) else { return (name, argument.value.description) }
            let field = fields[index]
            return (name, form.text(argument.value, as: field.type, called: name, typeName: field.typeName))
        }
        self.call = ("\(call)", arguments, OutputDocument(json: metadata.json(call)))
    }

    var isBlind: Bool { call == nil }

    /// For someone who has to decide.
    var rows: [(String, String)] {
        let context = transaction.context
        var rows: [(String, String)] = [("Call", call?.name ?? "NOT KNOWN HERE: \(transaction.extrinsic.callData.hex)")]
        rows += (call?.arguments ?? []).map { ("  \($0.name)", $0.value) }
        if let source { rows.append(("As told by", Self.words(source))) }
        rows += [
            ("Signed by", transaction.account.ss58()), ("Network", network),
            ("Runtime", "\(context.specVersion), transaction version \(context.transactionVersion)"),
            ("Number", "\(context.nonce) of this account's"), ("Good for", lifetime),
        ]
        if context.tip > 0 { rows.append(("Tip", "\(Balance(rao: UInt64(clamping: context.tip)))")) }
        return rows + [("To be signed", transaction.signedBytes.hex)]
    }

    /// For scripts.
    var document: OutputDocument {
        let context = transaction.context
        return [
            "call": .string(orNull: call?.name),
            "arguments": call?.document ?? .null,
            "call_known_by": .string(orNull: source.map(Self.name)),
            "call_data": .string(transaction.extrinsic.callData.hex),
            "signer": .string(transaction.account.ss58()),
            "crypto_type": .integer(Int(transaction.scheme.rawValue)),
            "genesis_hash": .string(context.genesisHash.hex),
            "spec_version": .integer(Int(context.specVersion)),
            "transaction_version": .integer(Int(context.transactionVersion)),
            "nonce": .integer(Int(context.nonce)),
            "tip_tao": .string(Balance(rao: UInt64(clamping: context.tip)).taoText),
            "valid_until_block": transaction.lastBlock.map { .integer(Int(clamping: $0.rawValue)) } ?? .null,
            "metadata_hash": .string(orNull: context.metadataHash?.hex),
            "payload": .string(transaction.signedBytes.hex),
        ]
    }

    private var network: String {
        let genesis = transaction.context.genesisHash
        return KnownChain(genesis: genesis)?.title ?? "the chain that begins with \(genesis.hex)"
    }

    private var lifetime: String {
        guard transaction.context.era != .immortal else {
            return "EVER: whoever has a copy can send it again once the account has been reaped"
        }
        return transaction.lastBlock.map { "blocks up to \($0)" } ?? "some blocks"
    }

    private static func words(_ source: Source) -> String {
        switch source {
        case .proof: "the chain's metadata, which the signature commits to: the chain refuses it for another call"
        case .file(let path): "the metadata in \(path.printable)"
        case .node: "the node's metadata"
        }
    }

    private static func name(_ source: Source) -> String {
        switch source {
        case .proof: "proof"
        case .file: "file"
        case .node: "node"
        }
    }
}

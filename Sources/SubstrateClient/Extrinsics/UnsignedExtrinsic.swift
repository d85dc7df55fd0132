// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstrateKeys
public import SubstratePrimitives

/// What a signed extrinsic commits to beside its call.
public struct SigningContext: Hashable, Sendable {
    public var genesisHash: Hash256
    public var specVersion: UInt32
    public var transactionVersion: UInt32
    public var nonce: UInt32
    public var era: Era
    /// The hash of the era's first block; unused when immortal.
    public var eraBlockHash: Hash256
    /// In the chain's smallest unit.
    public var tip: UInt128
    /// The digest of merkleised metadata (RFC 78), for signers that check it; nil switches `CheckMetadataHash` off.
    public var metadataHash: Hash256?

    public init(
        genesisHash: Hash256, specVersion: UInt32, transactionVersion: UInt32, nonce: UInt32, era: Era,
        eraBlockHash: Hash256, tip: UInt128 = 0, metadataHash: Hash256? = nil
    ) {
        self.genesisHash = genesisHash
        self.specVersion = specVersion
        self.transactionVersion = transactionVersion
        self.nonce = nonce
        self.era = era
        self.eraBlockHash = eraBlockHash
        self.tip = tip
        self.metadataHash = metadataHash
    }
}

extension SigningContext {
    /// What transaction extensions, in a chain's order, put into the extrinsic and into its signed payload. Those that
    /// are not known add nothing.
    func encoded(
        for extensions: [String]
    ) -> (extra: [UInt8], additionalSigned: [UInt8], unknown: [String]) {
        var extra = ScaleWriter()
        var additional = ScaleWriter()
        var unknown: [String] = []
        for identifier in extensions {
            switch identifier {
            case "CheckSpecVersion": specVersion.encode(to: &additional)
            case "CheckTxVersion": transactionVersion.encode(to: &additional)
            case "CheckGenesis": genesisHash.encode(to: &additional)
            case "CheckMortality", "CheckEra":
                era.encode(to: &extra)
                (era == .immortal ? genesisHash : eraBlockHash).encode(to: &additional)
            case "CheckNonce": extra.write(compact: UInt128(nonce))
            case "ChargeTransactionPayment": extra.write(compact: tip)
            case "CheckMetadataHash":
                extra.write(byte: metadataHash == nil ? 0 : 1)
                metadataHash.encode(to: &additional)
            default: unknown.append(identifier)
            }
        }
        return (extra.bytes, additional.bytes, unknown)
    }
}

/// An extrinsic that waits for its signature.
public struct UnsignedExtrinsic: Hashable, Sendable {
    public let callData: [UInt8]
    /// What the transaction extensions put into the extrinsic, in the chain's order.
    public let extra: [UInt8]
    /// What they put into the signed payload only.
    public let additionalSigned: [UInt8]

    public init(callData: [UInt8], extra: [UInt8], additionalSigned: [UInt8]) {
        self.callData = callData
        self.extra = extra
        self.additionalSigned = additionalSigned
    }

    /// The call, the extras and the additional data, one after the other.
    public var payload: [UInt8] { callData + extra + additionalSigned }

    /// The bytes to sign: the payload, or its BLAKE2b-256 when it is longer than 256 bytes (sp-runtime's
    /// `SignedPayload`).
    public var signedBytes: [UInt8] { payload.count > 256 ? Hashing.blake2b256(payload) : payload }

    /// The finished extrinsic with a signature by `signer`.
    public func assembled(signer: AccountID, signature: Signature) -> Extrinsic {
        var body = ScaleWriter()
        body.write(byte: Extrinsic.signedVersion4)
        body.write(byte: 0)  // MultiAddress::Id
        signer.encode(to: &body)
        body.write(byte: signature.scheme == .ed25519 ? 0 : 1)  // MultiSignature
        body.write(bytes: signature.bytes)
        body.write(bytes: extra)
        body.write(bytes: callData)
        return Extrinsic(bytes: body.bytes.scaleEncoded)
    }

    /// The finished extrinsic, signed by `keyPair`.
    public func signed(by keyPair: KeyPair) -> Extrinsic {
        assembled(signer: keyPair.accountID, signature: keyPair.sign(signedBytes))
    }
}

/// A complete extrinsic as a node takes it: a byte count and a body.
public struct Extrinsic: Hashable, Sendable {
    /// Format 4 with the bit for "signed".
    public static let signedVersion4: UInt8 = 0x84

    public let bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// BLAKE2b-256 of the bytes.
    public var hash: Hash256 { Hash256(unchecked: Hashing.blake2b256(bytes)) }
}

extension RuntimeMetadata {
    /// The extrinsic of `call` with everything that this chain's transaction extensions demand.
    ///
    /// Extensions are found by name, in the chain's order. An unknown one that adds nothing is passed over; one that
    /// adds something is refused by name (`unknownExtension`).
    public func extrinsic(_ call: Call, context: SigningContext) throws(ClientError) -> UnsignedExtrinsic {
        let identifiers = extrinsic.extensions.map(\.identifier)
        let encoded = context.encoded(for: identifiers)
        for item in extrinsic.extensions where encoded.unknown.contains(item.identifier) { try requireEmpty(item) }
        return UnsignedExtrinsic(
            callData: try encode(call), extra: encoded.extra, additionalSigned: encoded.additionalSigned)
    }

    func requireEmpty(_ item: ExtrinsicMetadata.TransactionExtension) throws(ClientError) {
        let isEmpty = try reading("the transaction extension \(item.identifier)") { () throws(ScaleError) in
            let addsNothing = try types.isEmpty(item.extra)
            return addsNothing ? try types.isEmpty(item.additionalSigned) : false
        }
        guard isEmpty else {
            throw ClientError(
                .unknownExtension,
                "this chain's transactions need the extension '\(item.identifier)', which this version does not know: "
                    + "update, or use another network")
        }
    }
}

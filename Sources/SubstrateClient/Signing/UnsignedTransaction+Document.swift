// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
public import SubstrateRPC

extension UnsignedTransaction {
    /// The document that SDK 11 writes and reads as `UnsignedExtrinsic`: every field, what is to be signed, and what
    /// Polkadot-JS wants of it.
    public var json: JSONValue {
        let era: JSONValue =
            switch context.era {
            case .immortal: "00"
            case .mortal(let period, let phase):
                ["period": JSONValue(period), "current": JSONValue(anchor?.rawValue ?? phase)]
            }
        return [
            "call_data": .string(extrinsic.callData.hex),
            "address": .string(account.ss58()),
            "public_key": .string(account.hex),
            "crypto_type": JSONValue(UInt64(scheme.rawValue)),
            "era": era,
            "nonce": JSONValue(UInt64(context.nonce)),
            // More than any chain has of a token does not fit a number of JSON here.
            "tip": Int128(exactly: context.tip).map { .integer($0) } ?? .string("\(context.tip)"),
            "tip_asset_id": .null,
            "genesis_hash": .string(context.genesisHash.hex),
            "era_block_hash": .string(birthHash.hex),
            "spec_version": JSONValue(UInt64(context.specVersion)),
            "transaction_version": JSONValue(UInt64(context.transactionVersion)),
            "metadata_hash": context.metadataHash.map { .string($0.hex) } ?? .null,
            "payload": .string(signedBytes.hex),
            "payload_json": polkadotJS,
            "included_in_extrinsic": .string(extrinsic.extra.hex),
            "included_in_signed_data": .string(extrinsic.additionalSigned.hex),
        ]
    }

    /// What Polkadot-JS calls a `SignerPayloadJSON`: what browser extensions sign. Its numbers are big-endian hex.
    public var polkadotJS: JSONValue {
        [
            "address": .string(account.ss58()),
            "blockHash": .string(birthHash.hex),
            "genesisHash": .string(context.genesisHash.hex),
            "method": .string(extrinsic.callData.hex),
            "era": .string(context.era.scaleEncoded.hex),
            "nonce": .string(bigEndianHex(context.nonce)),
            "specVersion": .string(bigEndianHex(context.specVersion)),
            "transactionVersion": .string(bigEndianHex(context.transactionVersion)),
            "tip": .string(bigEndianHex(context.tip)),
            "version": 4,
            "signedExtensions": .array(extensions.map { .string($0) }),
            "mode": context.metadataHash == nil ? 0 : 1,
            "metadataHash": context.metadataHash.map { .string($0.hex) } ?? .null,
        ]
    }

    /// The hash of the lifetime's first block: of the chain's first one for what never expires.
    private var birthHash: Hash256 { context.era == .immortal ? context.genesisHash : context.eraBlockHash }
}

private func bigEndianHex(_ number: some FixedWidthInteger) -> String {
    withUnsafeBytes(of: number.bigEndian) { Array($0).hex }
}

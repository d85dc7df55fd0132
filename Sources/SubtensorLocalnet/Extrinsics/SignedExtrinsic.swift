// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime

/// A signed extrinsic taken apart: who signed what, for how long, under which nonce.
struct SignedExtrinsic: Sendable {
    /// The most bytes that one extrinsic, and those of a block together, may have: the runtime's 75 % of 5 MiB.
    static let maximumBytes = 3_932_160

    let extrinsic: Extrinsic
    let hash: Hash256
    let signer: AccountID
    let signature: Signature
    let era: Era
    let nonce: UInt32
    /// In rao.
    let tip: UInt64
    /// Whether `CheckMetadataHash` is switched on.
    let checksMetadataHash: Bool
    let extra: [UInt8]
    let callData: [UInt8]
    let call: Call
    /// What it brings about: the use of its nonce, and of its work.
    let tags: [ValidTransaction.Tag]
    /// Whether another extrinsic carried it, encrypted: no pool has seen it.
    var wasCarried = false
    /// The hash of the era's first block with which the signature was found good.
    private var verifiedBirth: Hash256?

    var byteCount: Int { extrinsic.bytes.count }

    /// Reads an extrinsic of format 4, signed by an account with sr25519 or ed25519.
    init(_ bytes: [UInt8], runtime: LocalRuntime) throws(TransactionFault) {
        guard bytes.count <= Self.maximumBytes else { throw .exhaustsResources }
        extrinsic = Extrinsic(bytes: bytes)
        hash = extrinsic.hash
        do {
            var outer = ScaleReader(bytes)
            let body = try [UInt8](from: &outer)
            try outer.finish()
            var reader = ScaleReader(body)
            guard try reader.readByte() == Extrinsic.signedVersion4 else {
                throw TransactionFault.badFormat("only signed extrinsics of version 4 are taken")
            }
            guard try reader.readByte() == 0 else { throw TransactionFault.badFormat("the signer is no account id") }
            signer = try AccountID(from: &reader)
            // The curve's neutral element, in whose name anyone can sign.
            guard signer.bytes.contains(where: { $0 != 0 }) else { throw TransactionFault.badSigner }
            let tag = try reader.readByte()
            guard let scheme = KeyScheme(rawValue: tag) else {
                throw TransactionFault.badFormat("signatures of kind \(tag) are not supported")
            }
            signature = try Signature(try reader.readBytes(64), scheme: scheme)
            let start = reader.offset
            era = try Era(from: &reader)
            nonce = try Compact<UInt32>(from: &reader).value
            tip = try Compact<UInt64>(from: &reader).value
            checksMetadataHash = try Bool(from: &reader)
            extra = Array(body[start..<reader.offset])
            callData = try reader.readBytes(reader.remaining)
            call = try runtime.metadata.decodeCall(callData)
            tags = Self.tags(call, signer, nonce)
        } catch let fault as TransactionFault {
            throw fault
        } catch {
            throw .badFormat("\(error)")
        }
    }

    /// Checks that the signature is that of `signer`, for this runtime, chain and era. What was found good is not
    /// computed again.
    mutating func verifySignature(
        runtime: LocalRuntime, genesisHash: Hash256, birthHash: Hash256
    ) throws(TransactionFault) {
        guard verifiedBirth != birthHash else { return }
        let metadataHash = try metadataHash(runtime)
        var additional = ScaleWriter()
        additional.write(integer: runtime.version.specVersion)
        additional.write(integer: runtime.version.transactionVersion)
        genesisHash.encode(to: &additional)
        birthHash.encode(to: &additional)
        metadataHash.encode(to: &additional)
        let unsigned = UnsignedExtrinsic(callData: callData, extra: extra, additionalSigned: additional.bytes)
        guard signature.isValid(for: unsigned.signedBytes, by: signer) else { throw .badProof }
        verifiedBirth = birthHash
    }

    /// What `CheckMetadataHash` has the signature cover; nil when it is switched off.
    private func metadataHash(_ runtime: LocalRuntime) throws(TransactionFault) -> Hash256? {
        guard checksMetadataHash else { return nil }
        guard let known = runtime.metadataHash else { throw .cannotLookup }
        return known.value
    }

    /// What the use of a nonce is called, as by real runtimes.
    static func tag(_ account: AccountID, _ nonce: UInt32) -> ValidTransaction.Tag {
        account.bytes + nonce.scaleEncoded
    }

    private static func tags(_ call: Call, _ signer: AccountID, _ nonce: UInt32) -> [ValidTransaction.Tag] {
        let own = tag(signer, nonce)
        guard call.pallet == SubtensorPallet.name, call.name == "pow_register" else { return [own] }
        let arguments = CallArguments(call, from: .signed(signer))
        guard let hotkey = try? arguments("hotkey", as: AccountID.self),
            let block = try? arguments("work_block", as: UInt64.self)
        else { return [own] }
        return [own, Array("work".utf8) + hotkey.bytes + block.scaleEncoded]
    }
}

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives

/// A signed extrinsic taken apart: who signed what, for how long, under which nonce.
struct SignedExtrinsic: Sendable {
    let extrinsic: Extrinsic
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

    /// Reads an extrinsic of format 4, signed by an account with sr25519 or ed25519.
    init(_ bytes: [UInt8], runtime: LocalRuntime) throws(TransactionFault) {
        extrinsic = Extrinsic(bytes: bytes)
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
            let tag = try reader.readByte()
            guard let scheme = KeyScheme(rawValue: tag) else {
                throw TransactionFault.badFormat("signatures of kind \(tag) are not supported")
            }
            signature = try Signature(try reader.readBytes(64), scheme: scheme)
            let start = reader.offset
            era = try Era(from: &reader)
            nonce = try Compact<UInt32>(from: &reader).value
            tip = try Compact<UInt64>(from: &reader).value
            checksMetadataHash = try reader.readByte() != 0
            extra = Array(body[start..<reader.offset])
            callData = try reader.readBytes(reader.remaining)
            call = try runtime.metadata.decodeCall(callData)
        } catch let fault as TransactionFault {
            throw fault
        } catch {
            throw .badFormat("\(error)")
        }
    }

    /// Whether the signature is that of `signer`, for this runtime, chain and era.
    func hasValidSignature(runtime: LocalRuntime, genesisHash: Hash256, birthHash: Hash256) -> Bool {
        var additional = ScaleWriter()
        additional.write(integer: runtime.version.specVersion)
        additional.write(integer: runtime.version.transactionVersion)
        genesisHash.encode(to: &additional)
        birthHash.encode(to: &additional)
        additional.write(byte: 0)  // no metadata hash
        let unsigned = UnsignedExtrinsic(callData: callData, extra: extra, additionalSigned: additional.bytes)
        return signature.isValid(for: unsigned.signedBytes, by: signer)
    }

    /// What no two extrinsics in the pool may share: the signer's nonce, and the work of a `pow_register`.
    var tags: Set<String> {
        var tags: Set = ["\(signer)#\(nonce)"]
        if call.pallet == SubtensorPallet.name, call.name == "pow_register" {
            let values = call.arguments.filter { $0.name == "hotkey" || $0.name == "work_block" }.map(\.value.description)
            tags.insert("pow_register \(values)")
        }
        return tags
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives

/// An extrinsic taken apart by the runtime that carries it out: who signed what, for how long, under which nonce.
public struct DecodedExtrinsic: Hashable, Sendable {
    /// Who signed it; nil for what a block's author put there, and for signers that are no account of 32 bytes.
    public let signer: AccountID?
    /// Its place in the row of the signer's extrinsics; nil without a signer.
    public let nonce: UInt32?
    /// In the chain's smallest unit, on top of the fee.
    public let tip: UInt128?
    /// How long it could be included.
    public let era: Era?
    public let call: Call
}

extension RuntimeMetadata {
    /// Takes an extrinsic apart: of format 4, signed or not, and of format 5 without a signature of its own.
    ///
    /// - Throws: `malformedAnswer` for what is no extrinsic of this runtime.
    public func decode(_ extrinsic: Extrinsic) throws(ClientError) -> DecodedExtrinsic {
        try reading("the extrinsic \(extrinsic.hash)") { () throws(ScaleError) in
            var outer = ScaleReader(extrinsic.bytes)
            let body = try [UInt8](from: &outer)
            try outer.finish()
            var reader = ScaleReader(body)
            let preamble = try reader.readByte()
            switch preamble {
            case Self.bare4, Self.bare5:
                return DecodedExtrinsic(signer: nil, nonce: nil, tip: nil, era: nil, call: try call(from: &reader))
            case Extrinsic.signedVersion4:
                let signer = try signer(from: &reader)
                _ = try types.decode(self.extrinsic.signature, from: &reader)
                return try decoded(signer, &reader)
            case Self.general5:
                guard try reader.readByte() == 0 else {
                    throw ScaleError(.mismatch, "its extensions are of a version other than 0")
                }
                return try decoded(nil, &reader)
            default: throw ScaleError(.mismatch, "its first byte \([preamble].hex) is of no known format")
            }
        }
    }

    // The two upper bits are the kind (none, with extensions, signed), the others the format (sp-runtime's `Preamble`).
    private static let bare4: UInt8 = 0b00_000100
    private static let bare5: UInt8 = 0b00_000101
    private static let general5: UInt8 = 0b01_000101

    private func decoded(_ signer: AccountID?, _ reader: inout ScaleReader) throws(ScaleError) -> DecodedExtrinsic {
        var (nonce, tip, era): (UInt32?, UInt128?, Era?)
        for item in self.extrinsic.extensions {
            switch item.identifier {
            case "CheckNonce": nonce = try Compact<UInt32>(from: &reader).value
            case "CheckMortality", "CheckEra": era = try Era(from: &reader)
            case "ChargeTransactionPayment": tip = try Compact<UInt128>(from: &reader).value
            default: _ = try types.decode(item.extra, from: &reader)
            }
        }
        return DecodedExtrinsic(signer: signer, nonce: nonce, tip: tip, era: era, call: try call(from: &reader))
    }

    private func call(from reader: inout ScaleReader) throws(ScaleError) -> Call {
        let value = try types.decode(self.extrinsic.call, from: &reader)
        try reader.finish()
        guard let call = Call(value) else { throw ScaleError(.mismatch, "it holds no call") }
        return call
    }

    /// nil for what is no account of 32 bytes.
    private func signer(from reader: inout ScaleReader) throws(ScaleError) -> AccountID? {
        let address = try types.decode(self.extrinsic.address, from: &reader)
        guard case .variant("Id", let inner) = address else { return address.account }
        return inner.first?.value.account
    }
}

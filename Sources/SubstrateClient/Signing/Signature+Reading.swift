// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC

extension Signature {
    /// Reads a signature as signers hand it out: 64 bytes in hex, or 65 of which the first is the scheme; as text, or as the
    /// `signature` of a JSON document.
    ///
    /// - Parameter scheme: what 64 bytes are of.
    /// - Throws: `invalidDocument` for what is no signature.
    public init(answer text: String, scheme: KeyScheme) throws(ClientError) {
        let hex = Self.hex(in: text)
        guard let bytes = try? [UInt8](hex: hex), [64, 65].contains(bytes.count) else {
            throw ClientError(
                .invalidDocument,
                "\(excerpt(hex)) is no signature: it has 64 bytes in hex, or 65 with the scheme in front")
        }
        guard let told = bytes.count == 64 ? scheme : KeyScheme(rawValue: bytes[0]) else {
            throw ClientError(
                .invalidDocument, "a signature of 65 bytes begins with 00 (ed25519) or 01 (sr25519), not \(bytes[0])")
        }
        do {
            try self.init(bytes.suffix(64), scheme: told)
        } catch {
            throw ClientError(.invalidDocument, error.reason)
        }
    }

    private static func hex(in text: String) -> String {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
        let start = text.utf8.drop { blanks.contains($0) }
        let trimmed = start.prefix(start.count - start.reversed().prefix { blanks.contains($0) }.count)
        guard trimmed.first == UInt8(ascii: "{"), let json = try? JSONValue(parsing: trimmed) else {
            return String(Substring(trimmed))
        }
        return json["signature"]?.string ?? ""
    }
}

extension UnsignedTransaction {
    /// Reads a signature of this transaction as signers hand it out; see `Signature.init(answer:scheme:)`.
    ///
    /// - Throws: `invalidDocument` for what is no signature, `signatureMismatch` for one of something else.
    public func signature(reading text: String) throws(ClientError) -> Signature {
        let signature = try Signature(answer: text, scheme: scheme)
        _ = try signed(with: signature)
        return signature
    }
}

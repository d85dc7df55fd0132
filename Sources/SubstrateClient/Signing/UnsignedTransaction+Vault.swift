// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys

extension UnsignedTransaction {
    /// What Polkadot Vault reads, one QR code for each: the phone shows the transaction, and answers with a code of the
    /// signature.
    ///
    /// - Parameter proof: lets the phone read the call of any runtime, from Vault 7.5 on; without it the phone has to have
    ///   the chain's metadata already.
    public func vaultFrames(with proof: MetadataProof? = nil) -> [[UInt8]] {
        // parity-signer's transaction format: 53, the scheme, the command.
        let scheme: UInt8 = scheme == .ed25519 ? 0 : 1
        let payload: [UInt8]
        let command: UInt8
        if let proof {
            (command, payload) = (0x06, proof.bytes + body)
        } else if isBlind {
            (command, payload) = (0x01, Hashing.blake2b256(extrinsic.payload))
        } else {
            (command, payload) = (0x02, body)
        }
        return Self.split([0x53, scheme, command] + account.bytes + payload + context.genesisHash.bytes)
    }

    /// Whether Vault is given a hash only when there is no proof: it shows nothing of such a transaction.
    public var isBlind: Bool { extrinsic.callData.count > 2499 }

    private var body: [UInt8] {
        extrinsic.callData.scaleEncoded + extrinsic.extra + extrinsic.additionalSigned
    }

    /// Parts of as much as one code holds well, each with the number of all and its own.
    private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
        let size = 1024
        let count = UInt16(clamping: (bytes.count + size - 1) / size)
        return stride(from: 0, to: bytes.count, by: size).enumerated().map { index, start in
            var writer = ScaleWriter()
            writer.write(byte: 0)
            writer.write(integer: count.byteSwapped)
            writer.write(integer: UInt16(clamping: index).byteSwapped)
            writer.write(bytes: bytes[start..<min(start + size, bytes.count)])
            return writer.bytes
        }
    }
}

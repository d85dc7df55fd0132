// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BLS12381
import Crypto
import SubstrateKeys
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension TimelockCiphertext {
    /// The bytes that were encrypted.
    ///
    /// - Parameter signature: of the round until which they were.
    /// - Throws: `wrongSignature` for one that does not fit; `damagedCiphertext` where it fits and the text was changed.
    public func opened(with signature: BeaconSignature) throws(TimelockError) -> [UInt8] {
        let u = try point
        let sigma = TimelockSecrets.mask(Pairing(signature.point, u)).uncovering(v)
        let secrets = TimelockSecrets(key: sigma.sha256.uncovering(w), sigma: sigma, nonce: nonce)
        guard secrets.factor.withUnsafeBytes({ G2.generator.multiplied(bySecret: $0) }) == u else {
            throw TimelockError(
                .wrongSignature,
                "the signature does not open this ciphertext: it is of another round or another beacon, or bytes of the ciphertext "
                    + "were changed")
        }
        do {
            return try secrets.key.withUnsafeBytes { key in
                let box = try AES.GCM.SealedBox(
                    nonce: AES.GCM.Nonce(data: nonce), ciphertext: body.dropLast(Self.tagCount),
                    tag: body.suffix(Self.tagCount))
                return [UInt8](try AES.GCM.open(box, using: SymmetricKey(data: key)))
            }
        } catch {
            throw TimelockError(
                .damagedCiphertext,
                "the signature fits, but the encrypted text or its nonce was changed: it cannot be opened")
        }
    }
}

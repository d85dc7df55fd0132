// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MEVShield
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives

/// Transactions that are encrypted until their block: `MevShield`, as since spec 393.
enum ShieldPallet {
    static let name = "MevShield"
    static let nextKey = OptionalStorageItem(name, "NextKey", [:], "Vec<u8>", of: [UInt8].self)
    static let nextKeyExpiresAt = OptionalStorageItem(name, "NextKeyExpiresAt", [:], "u32", of: UInt32.self)

    /// For how many blocks a key that was announced is good.
    static let keyLifetime: UInt64 = 3
    /// The longest lifetime of a carrier: a longer one could outlive its key.
    static let longestEra: UInt64 = 8

    static let declaration = PalletDeclaration(
        name: name, index: 30, storage: [nextKey.declaration, nextKeyExpiresAt.declaration],
        calls: [
            CallDeclaration("submit_encrypted", 1, ["ciphertext": "Vec<u8>"]) { try $0.submitEncrypted($1) }
        ],
        events: [.named("EncryptedSubmitted", 0, ["id": "H256", "who": "AccountId32"])])

    /// The author's secret for a block. It hides nothing from whoever runs this chain, who is the author of every block.
    static func secret(of block: BlockNumber) -> ShieldSecret? {
        let halves = [0, 1].flatMap { (half: UInt8) in
            Hashing.blake2b256(Array("swift-bittensor shield".utf8) + block.rawValue.scaleEncoded + [half])
        }
        return try? ShieldSecret(seed: SecretBytes(halves))
    }
}

extension Execution {
    /// Announces the key of the author of the block after the next.
    mutating func announceShieldKey() {
        guard runtime.takesEncrypted,
            let key = try? ShieldPallet.secret(of: block.advanced(by: 2))?.publicKey
        else { return }
        state[ShieldPallet.nextKey] = key.bytes
        state[ShieldPallet.nextKeyExpiresAt] = UInt32(clamping: block.rawValue + ShieldPallet.keyLifetime)
    }

    /// What a pool and a block check of an encrypted transaction before it is carried out.
    func validateCarrier(_ extrinsic: SignedExtrinsic) throws(TransactionFault) {
        guard extrinsic.call.pallet == ShieldPallet.name else { return }
        guard case .mortal(let period, _) = extrinsic.era, period <= ShieldPallet.longestEra else { throw .stale }
        guard let bytes = extrinsic.call.arguments.first?.value.bytes, (try? ShieldedMessage(reading: bytes)) != nil
        else {
            throw .custom(23)
        }
    }

    fileprivate mutating func submitEncrypted(_ call: CallArguments) throws(DispatchFailure) {
        let who = try call.signer()
        let ciphertext: [UInt8] = try call("ciphertext")
        let id = ScaleValue.bytes(Hashing.blake2b256(ciphertext))
        emit(ShieldPallet.name, "EncryptedSubmitted", [.init("id", id), .init("who", .account(who))])
    }

    /// The transaction that a carrier holds; nil when it is none, or was encrypted for a key that is not good any more.
    func content(of carrier: SignedExtrinsic) -> SignedExtrinsic? {
        guard carrier.call.pallet == ShieldPallet.name, let bytes = carrier.call.arguments.first?.value.bytes,
            let message = try? ShieldedMessage(reading: bytes)
        else { return nil }
        // The keys that were announced in the blocks before this one.
        for place in 0..<ShieldPallet.keyLifetime where block.rawValue + 1 >= place {
            let secret = ShieldPallet.secret(of: BlockNumber(block.rawValue + 1 - place))
            guard let secret, (try? secret.publicKey.fingerprint) == message.fingerprint else { continue }
            var content = secret.decrypt(message).flatMap { try? SignedExtrinsic($0, runtime: runtime) }
            content?.wasCarried = true
            return content
        }
        return nil
    }
}

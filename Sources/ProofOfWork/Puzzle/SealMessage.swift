// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
public import SubstratePrimitives

/// What is hashed into a seal, but for the nonce.
///
///     let message = SealMessage.register(blockHash: blockHash, account: hotkey)
///     print(message.seal(of: 42))
///
/// This is the plain reference: it shares no code with the kernels, and every seal they find is confirmed by it.
public struct SealMessage: Hashable, Sendable {
    private enum Content: Hashable {
        case register(blockAndHotkeyHash: Hash256)
        case powRegister(prefix: [UInt8])
    }

    private let content: Content

    /// The message of `register` (with the hotkey as account) and of `faucet` (with the coldkey).
    public static func register(blockHash: Hash256, account: AccountID) -> SealMessage {
        let hash = Hashing.keccak256(blockHash.bytes + account.bytes)
        return SealMessage(content: .register(blockAndHotkeyHash: Hash256(unchecked: hash)))
    }

    /// The message of `pow_register`.
    public static func powRegister(
        blockHash: Hash256, netuid: NetUID, hotkey: AccountID, coldkey: AccountID
    ) -> SealMessage {
        let number = netuid.rawValue
        let prefix =
            [UInt8]("subtensor-pow-register-v1".utf8)
            + [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
            + blockHash.bytes + hotkey.bytes + coldkey.bytes
        return SealMessage(content: .powRegister(prefix: prefix))
    }

    public var scheme: SealScheme {
        switch content {
        case .register: .register
        case .powRegister: .powRegister
        }
    }

    /// Keccak-256 of block hash and account; nil under the scheme `pow-register`.
    public var blockAndHotkeyHash: Hash256? {
        guard case .register(let hash) = content else { return nil }
        return hash
    }

    /// The 123 bytes in front of the nonce; nil under the scheme `register`.
    public var prefix: [UInt8]? {
        guard case .powRegister(let prefix) = content else { return nil }
        return prefix
    }

    /// The whole message, with the nonce as eight bytes, least significant first: 40 or 131 bytes.
    public func bytes(nonce: UInt64) -> [UInt8] {
        let nonceBytes = (0..<8).map { UInt8(truncatingIfNeeded: nonce >> (8 * UInt64($0))) }
        return switch content {
        case .register(let hash): nonceBytes + hash.bytes
        case .powRegister(let prefix): prefix + nonceBytes
        }
    }

    /// The seal of a nonce.
    public func seal(of nonce: UInt64) -> Seal {
        Seal(unchecked: Hashing.keccak256(Hashing.sha256(bytes(nonce: nonce))))
    }
}

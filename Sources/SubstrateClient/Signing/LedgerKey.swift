// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

/// A key on a Ledger with the generic app for Substrate chains, by its place there, and the commands for it: bytes for whoever
/// speaks with the device (`btcli --signer-command`).
///
/// ```swift
/// let transaction = try planned.unsigned(as: .ed25519)
/// let commands = try LedgerKey(account: 0).commands(toSign: transaction, with: proof)
/// ```
///
/// The device answers the last command with a signature of 65 bytes, which ``UnsignedTransaction/signature(reading:)`` takes.
public struct LedgerKey: Hashable, Sendable {
    /// The account of the path `m/44'/354'/account'/0'/index'`.
    public let account: UInt32
    public let index: UInt32

    /// - Throws: `encoding` for a number of 2³¹ or more, which no path has.
    public init(account: UInt32, index: UInt32 = 0) throws(ClientError) {
        guard max(account, index) < Self.hardened else {
            throw ClientError(
                .encoding, "\(max(account, index)) is no number of a derivation path: it must be below 2³¹")
        }
        self.account = account
        self.index = index
    }

    private static let hardened: UInt32 = 1 << 31
    /// How much of a transaction one command takes.
    private static let partLength = 250

    /// Asks for the public key and the address.
    ///
    /// - Parameter network: how the address is to be written.
    public func addressCommand(network: UInt16 = 42) -> [UInt8] {
        Self.command(.address, .first, path + network.scaleEncoded)
    }

    /// Has a transaction shown and signed: one command after the other, the next once the last was answered.
    ///
    /// - Parameter proof: the part of the metadata by which the device reads the call.
    /// - Throws: `encoding` for a proof of something else, and for a transaction of more than 65535 bytes.
    public func commands(
        toSign transaction: UnsignedTransaction, with proof: MetadataProof
    ) throws(ClientError) -> [[UInt8]] {
        guard transaction.isMeant(by: proof) else {
            throw ClientError(.encoding, "the metadata proof is not one that this transaction commits to")
        }
        let payload = transaction.extrinsic.payload
        guard let length = UInt16(exactly: payload.count) else {
            throw ClientError(.encoding, "a Ledger takes 65535 bytes, and the transaction has \(payload.count)")
        }
        let content = payload + proof.bytes
        let parts = stride(from: 0, to: content.count, by: Self.partLength).map { start in
            let end = min(start + Self.partLength, content.count)
            return Self.command(.sign, end == content.count ? .last : .next, Array(content[start..<end]))
        }
        return [Self.command(.sign, .first, path + length.scaleEncoded)] + parts
    }

    private var path: [UInt8] {
        // 354 is Polkadot's number in SLIP-44, under which the app has the keys of all chains.
        [44, 354, account, 0, index].flatMap { ($0 | Self.hardened).scaleEncoded }
    }

    private enum Instruction: UInt8 {
        case address = 1
        case sign = 2
    }

    private enum Place: UInt8 {
        case first
        case next
        case last
    }

    /// Class, instruction, place, the scheme (0: ed25519), and the data with its length.
    private static func command(_ instruction: Instruction, _ place: Place, _ data: [UInt8]) -> [UInt8] {
        [0xf9, instruction.rawValue, place.rawValue, 0, UInt8(clamping: data.count)] + data
    }
}

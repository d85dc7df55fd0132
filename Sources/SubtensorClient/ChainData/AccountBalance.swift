// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec

/// The part of `System.Account` that is money.
public struct AccountBalance: Hashable, Sendable, ScaleDecodable {
    /// What can be sent, but for what is frozen and the existential deposit.
    public let free: Balance
    /// What is put aside by the chain, such as deposits.
    public let reserved: Balance
    /// The part of `free` that cannot be sent.
    public let frozen: Balance

    /// An account that does not exist.
    public static let zero = AccountBalance(free: .zero, reserved: .zero, frozen: .zero)

    public init(free: Balance, reserved: Balance, frozen: Balance) {
        self.free = free
        self.reserved = reserved
        self.frozen = frozen
    }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        // nonce, consumers, providers, sufficients
        try reader.skip(16)
        free = try Balance(from: &reader)
        reserved = try Balance(from: &reader)
        frozen = try Balance(from: &reader)
        // flags: 16 bytes, none in runtimes before pallet-balances had them
        try reader.skip(reader.remaining)
    }
}

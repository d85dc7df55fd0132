// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// What `System.Account` holds for an account.
struct AccountInfo: Hashable, Sendable, ScaleCodable {
    var nonce: UInt32 = 0
    var consumers: UInt32 = 0
    var providers: UInt32 = 0
    var sufficients: UInt32 = 0
    /// In rao.
    var free: UInt64 = 0
    var reserved: UInt64 = 0
    var frozen: UInt64 = 0
    /// The "new logic" bit of pallet-balances, set on every account.
    var flags: UInt128 = 1 << 127

    init() {}

    init(from reader: inout ScaleReader) throws(ScaleError) {
        nonce = try reader.readInteger()
        consumers = try reader.readInteger()
        providers = try reader.readInteger()
        sufficients = try reader.readInteger()
        free = try reader.readInteger()
        reserved = try reader.readInteger()
        frozen = try reader.readInteger()
        flags = try reader.readInteger()
    }

    func encode(to writer: inout ScaleWriter) {
        writer.write(integer: nonce)
        writer.write(integer: consumers)
        writer.write(integer: providers)
        writer.write(integer: sufficients)
        writer.write(integer: free)
        writer.write(integer: reserved)
        writer.write(integer: frozen)
        writer.write(integer: flags)
    }
}

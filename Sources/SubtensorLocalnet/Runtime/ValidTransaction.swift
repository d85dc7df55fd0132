// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// What a runtime says of an extrinsic that it would take: the runtime's type of that name.
struct ValidTransaction: Hashable, Sendable {
    /// A name that the runtime gives to what an extrinsic brings about, such as an account's nonce. Only the runtime can read it.
    typealias Tag = [UInt8]

    /// Which of two that clash is wanted more, and which comes first.
    var priority: UInt64
    /// What has to be brought about before.
    var requires: [Tag]
    /// What this brings about; nothing else that waits may.
    var provides: [Tag]
    /// For how many blocks this holds.
    var longevity: UInt64
    var propagate = true
}

extension ValidTransaction: ScaleCodable {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        priority = try reader.readInteger()
        requires = try [Tag](from: &reader)
        provides = try [Tag](from: &reader)
        longevity = try reader.readInteger()
        propagate = try Bool(from: &reader)
    }

    func encode(to writer: inout ScaleWriter) {
        writer.write(integer: priority)
        requires.encode(to: &writer)
        provides.encode(to: &writer)
        writer.write(integer: longevity)
        propagate.encode(to: &writer)
    }

    /// Reads the runtime's `TransactionValidity`: this, or why the extrinsic is refused.
    init(validity bytes: [UInt8]) throws(TransactionFault) {
        let read: Result<ValidTransaction, TransactionFault>
        do {
            var reader = ScaleReader(bytes)
            let isRefused = try Bool(from: &reader)
            read = isRefused ? .failure(try TransactionFault(from: &reader)) : .success(try Self(from: &reader))
        } catch {
            throw .unanswered("its answer is no TransactionValidity")
        }
        self = try read.get()
    }

    /// The runtime's `TransactionValidity` of an extrinsic that it would take.
    var validity: [UInt8] { [0] + scaleEncoded }
}

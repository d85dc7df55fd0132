// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

/// What `Axons` holds: where a neuron serves.
struct AxonEndpoint: Hashable, Sendable, ScaleCodable {
    var block: UInt64
    var version: UInt32
    var ip: UInt128
    var port: UInt16
    var ipType: UInt8
    var proto: UInt8
    var placeholder1: UInt8 = 0
    var placeholder2: UInt8 = 0

    static let none = AxonEndpoint(block: 0, version: 0, ip: 0, port: 0, ipType: 0, proto: 0)

    func encode(to writer: inout ScaleWriter) {
        writer.write(integer: block)
        writer.write(integer: version)
        writer.write(integer: ip)
        writer.write(integer: port)
        for byte in [ipType, proto, placeholder1, placeholder2] { writer.write(byte: byte) }
    }
}

extension AxonEndpoint {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        block = try reader.readInteger()
        version = try reader.readInteger()
        ip = try reader.readInteger()
        port = try reader.readInteger()
        ipType = try reader.readByte()
        proto = try reader.readByte()
        placeholder1 = try reader.readByte()
        placeholder2 = try reader.readByte()
    }
}

/// What `Prometheus` holds: where a neuron shows its figures.
struct PrometheusEndpoint: Hashable, Sendable, ScaleCodable {
    var block: UInt64
    var version: UInt32
    var ip: UInt128
    var port: UInt16
    var ipType: UInt8

    static let none = PrometheusEndpoint(block: 0, version: 0, ip: 0, port: 0, ipType: 0)

    func encode(to writer: inout ScaleWriter) {
        writer.write(integer: block)
        writer.write(integer: version)
        writer.write(integer: ip)
        writer.write(integer: port)
        writer.write(byte: ipType)
    }
}

extension PrometheusEndpoint {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        block = try reader.readInteger()
        version = try reader.readInteger()
        ip = try reader.readInteger()
        port = try reader.readInteger()
        ipType = try reader.readByte()
    }
}

/// A commitment to weights in `WeightCommits`.
struct WeightCommit: Hashable, Sendable, ScaleCodable {
    var hash: Hash256
    var block: UInt64
    /// The first and the last block in which it can be revealed.
    var firstReveal: UInt64
    var lastReveal: UInt64

    func encode(to writer: inout ScaleWriter) {
        hash.encode(to: &writer)
        writer.write(integer: block)
        writer.write(integer: firstReveal)
        writer.write(integer: lastReveal)
    }
}

extension WeightCommit {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        hash = try Hash256(from: &reader)
        block = try reader.readInteger()
        firstReveal = try reader.readInteger()
        lastReveal = try reader.readInteger()
    }
}

/// A commitment to weights in `TimelockedWeightCommits`.
struct TimelockedCommit: Hashable, Sendable, ScaleCodable {
    var hotkey: AccountID
    var block: UInt64
    var ciphertext: [UInt8]
    /// The round of the beacon that opens it.
    var round: UInt64

    func encode(to writer: inout ScaleWriter) {
        hotkey.encode(to: &writer)
        writer.write(integer: block)
        ciphertext.encode(to: &writer)
        writer.write(integer: round)
    }
}

extension TimelockedCommit {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        hotkey = try AccountID(from: &reader)
        block = try reader.readInteger()
        ciphertext = try [UInt8](from: &reader)
        round = try reader.readInteger()
    }
}

/// A struct that the chain only keeps and shows, in its encoding: it fills the whole value.
struct EncodedStruct: Hashable, Sendable, ScaleCodable {
    let bytes: [UInt8]

    func encode(to writer: inout ScaleWriter) { writer.write(bytes: bytes) }
}

extension EncodedStruct {
    init(from reader: inout ScaleReader) throws(ScaleError) { bytes = try reader.readBytes(reader.remaining) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubstrateRPC

/// A runtime's version, whole, as `Core_version` answers it and nodes report it.
struct ReportedVersion: Hashable, Sendable {
    var specName: String
    var implName: String
    var authoringVersion: UInt32 = 1
    var specVersion: UInt32
    var implVersion: UInt32 = 1
    var apis: [API] = []
    var transactionVersion: UInt32
    var stateVersion: UInt8 = 1

    /// An API that the runtime has.
    struct API: Hashable, Sendable {
        /// Eight bytes: the hash of its name.
        let identifier: [UInt8]
        let version: UInt32
    }

    var json: JSONValue {
        [
            "specName": .string(specName), "implName": .string(implName),
            "authoringVersion": JSONValue(UInt64(authoringVersion)), "specVersion": JSONValue(UInt64(specVersion)),
            "implVersion": JSONValue(UInt64(implVersion)),
            "transactionVersion": JSONValue(UInt64(transactionVersion)),
            "stateVersion": JSONValue(UInt64(stateVersion)),
            "apis": .array(apis.map { [.string($0.identifier.hex), JSONValue(UInt64($0.version))] }),
        ]
    }
}

extension ReportedVersion: ScaleDecodable {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        specName = try String(from: &reader)
        implName = try String(from: &reader)
        authoringVersion = try reader.readInteger()
        specVersion = try reader.readInteger()
        implVersion = try reader.readInteger()
        apis = try [API](from: &reader)
        // Runtimes of older kinds end earlier.
        transactionVersion = reader.remaining > 0 ? try reader.readInteger() : 1
        stateVersion = reader.remaining > 0 ? try reader.readByte() : 0
    }
}

extension ReportedVersion.API: ScaleDecodable {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        identifier = try reader.readBytes(8)
        version = try reader.readInteger()
    }
}

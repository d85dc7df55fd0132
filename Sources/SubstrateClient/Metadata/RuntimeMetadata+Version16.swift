// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

// Version 16 has the parts of version 15, with notes on what is deprecated in between, and lists of transaction extensions for
// each version of extrinsics. The notes, associated types and view functions are passed over.

extension RuntimeMetadata {
    init(version16 reader: inout ScaleReader) throws(ScaleError) {
        let types = try TypeRegistry(from: &reader)
        var pallets: [PalletMetadata] = []
        for _ in 0..<(try reader.readCount()) {
            pallets.append(try PalletMetadata(version16: types, from: &reader))
        }
        let extrinsic = try ExtrinsicMetadata(version16: types, from: &reader)
        var apis: [RuntimeAPIMetadata] = []
        for _ in 0..<(try reader.readCount()) { apis.append(try RuntimeAPIMetadata(version16: &reader)) }
        let outer = OuterTypes(
            call: try TypeID(from: &reader), event: try TypeID(from: &reader), error: try TypeID(from: &reader))
        try reader.skipCustomValues()
        self.init(types: types, pallets: pallets, extrinsic: extrinsic, apis: apis, outer: outer)
    }
}

extension PalletMetadata {
    fileprivate init(version16 types: TypeRegistry, from reader: inout ScaleReader) throws(ScaleError) {
        name = try reader.readText()
        storage = try Storage(version: 16, types: types, from: &reader)
        calls = try reader.readEnumeration()
        event = try reader.readEnumeration()
        var constants: [Constant] = []
        for _ in 0..<(try reader.readCount()) {
            constants.append(try Constant(from: &reader))
            try reader.skipDeprecation()
        }
        self.constants = constants
        error = try reader.readEnumeration()
        for _ in 0..<(try reader.readCount()) {  // associated types: name, type, documentation
            _ = try reader.readText()
            _ = try TypeID(from: &reader)
            _ = try Documentation(from: &reader)
        }
        for _ in 0..<(try reader.readCount()) {  // view functions: id, name, inputs, output, documentation, note
            try reader.skip(32)
            _ = try reader.readText()
            _ = try [RuntimeAPIMetadata.Input](from: &reader)
            _ = try TypeID(from: &reader)
            _ = try Documentation(from: &reader)
            try reader.skipDeprecation()
        }
        index = try reader.readByte()
        documentation = try Documentation(from: &reader)
        try reader.skipDeprecation()
    }
}

extension ExtrinsicMetadata {
    /// Of the versions of extrinsics, the oldest: all nodes take it.
    fileprivate init(version16 types: TypeRegistry, from reader: inout ScaleReader) throws(ScaleError) {
        guard let version = try [UInt8](from: &reader).min() else {
            throw ScaleError(.mismatch, "the runtime takes extrinsics of no version")
        }
        let (address, call, signature) = (
            try TypeID(from: &reader), try TypeID(from: &reader), try TypeID(from: &reader)
        )
        var places: [UInt8: [Int]] = [:]
        for _ in 0..<(try reader.readCount()) {
            let version = try reader.readByte()
            var listed: [Int] = []
            for _ in 0..<(try reader.readCount()) { listed.append(try reader.readCount()) }
            places[version] = listed
        }
        let all = try [TransactionExtension](from: &reader)
        var extensions = all
        // Signed extrinsics have the first list.
        if let listed = places[0] {
            guard listed.allSatisfy(all.indices.contains) else {
                throw ScaleError(
                    .outOfRange, "a list of transaction extensions names one of \(all.count) that is not there")
            }
            extensions = listed.map { all[$0] }
        }
        let parts = extensions.map(\.extra)
        let extra = types.types.firstIndex { $0.shape == .tuple(parts) } ?? 0
        self.init(
            version: version, address: address, call: call, signature: signature, extra: TypeID(UInt32(extra)),
            extensions: extensions)
    }
}

extension RuntimeAPIMetadata {
    fileprivate init(version16 reader: inout ScaleReader) throws(ScaleError) {
        name = try reader.readText()
        var methods: [Method] = []
        for _ in 0..<(try reader.readCount()) {
            methods.append(try Method(from: &reader))
            try reader.skipDeprecation()
        }
        self.methods = methods
        documentation = try Documentation(from: &reader)
        _ = try reader.readCompact()  // the version of the functions
        try reader.skipDeprecation()
    }
}

extension ScaleReader {
    /// What is said about something that is deprecated, or that nothing is.
    mutating func skipDeprecation() throws(ScaleError) {
        switch try readByte() {
        case 0, 1: return
        case 2:
            _ = try readText()
            _ = try String?(from: &self)
        case let tag: throw ScaleError(.invalidTag, "there is no deprecation number \(tag)")
        }
    }

    /// The type of a pallet's calls, events or errors, if it has any; the notes on its cases are passed over.
    fileprivate mutating func readEnumeration() throws(ScaleError) -> TypeID? {
        guard try Bool(from: &self) else { return nil }
        let type = try TypeID(from: &self)
        for _ in 0..<(try readCount()) {
            try skip(1)
            try skipDeprecation()
        }
        return type
    }
}

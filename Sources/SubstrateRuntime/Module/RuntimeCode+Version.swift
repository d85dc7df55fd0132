// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

extension RuntimeCode {
    /// Which runtime this is, and which interfaces it has (`sp_version::RuntimeVersion`).
    public struct Version: Hashable, Sendable {
        /// An interface that a runtime has: the first eight bytes of the BLAKE2b-64 of its name, and its version.
        public struct Interface: Hashable, Sendable {
            public let id: [UInt8]
            public let version: UInt32

            public init(id: [UInt8], version: UInt32) {
                self.id = id
                self.version = version
            }
        }

        public let specName: String
        public let implName: String
        public let authoringVersion: UInt32
        public let specVersion: UInt32
        public let implVersion: UInt32
        public let interfaces: [Interface]
        /// How extrinsics are laid out; 1 for runtimes that are older than this number.
        public let transactionVersion: UInt32
        /// Of what the runtime expects of its node, the form of the state's trie; 0 for runtimes that are older than this
        /// number.
        public let systemVersion: UInt8

        public init(
            specName: String, implName: String, authoringVersion: UInt32, specVersion: UInt32, implVersion: UInt32,
            interfaces: [Interface], transactionVersion: UInt32, systemVersion: UInt8
        ) {
            self.specName = specName
            self.implName = implName
            self.authoringVersion = authoringVersion
            self.specVersion = specVersion
            self.implVersion = implVersion
            self.interfaces = interfaces
            self.transactionVersion = transactionVersion
            self.systemVersion = systemVersion
        }

        /// In which form the state's trie is written: numbers that are younger than the youngest form mean that one, as in
        /// Substrate (`RuntimeVersion::state_version`).
        public var stateVersion: StateVersion { StateVersion(rawValue: systemVersion) ?? .v1 }

        /// The version of the interface of this id; nil where the runtime lacks it.
        public func version(of id: [UInt8]) -> UInt32? { interfaces.first { $0.id == id }?.version }

        /// The ids of the interfaces whose version decides how they are called.
        enum InterfaceID {
            static let core: [UInt8] = [0xdf, 0x6a, 0xcb, 0x68, 0x99, 0x07, 0x60, 0x9b]
            static let taggedTransactionQueue: [UInt8] = [0xd2, 0xbc, 0x98, 0x97, 0xee, 0xd0, 0x8f, 0x15]
            static let blockBuilder: [UInt8] = [0x40, 0xfe, 0x3a, 0xd4, 0x01, 0xf8, 0x95, 0x9a]
        }
    }
}

// MARK: - SCALE

extension RuntimeCode.Version: ScaleEncodable {
    public func encode(to writer: inout ScaleWriter) {
        writer.write(text: specName)
        writer.write(text: implName)
        for number in [authoringVersion, specVersion, implVersion] { writer.write(integer: number) }
        writer.write(count: interfaces.count)
        for interface in interfaces {
            writer.write(bytes: interface.id)
            writer.write(integer: interface.version)
        }
        writer.write(integer: transactionVersion)
        writer.write(byte: systemVersion)
    }
}

extension RuntimeCode.Version {
    /// The answer of `Core_version`, of a runtime of any age.
    ///
    /// - Parameter sections: The interfaces of a module that lists them apart, in its section `runtime_apis`.
    init(_ bytes: [UInt8], interfaces sections: [UInt8]? = nil) throws(RuntimeError) {
        do throws(ScaleError) {
            var reader = ScaleReader(bytes)
            specName = try reader.readText()
            implName = try reader.readText()
            authoringVersion = try reader.readInteger()
            specVersion = try reader.readInteger()
            implVersion = try reader.readInteger()
            let listed = try Self.interfaces(try reader.readCount(), from: &reader)
            interfaces = try sections.map { section throws(ScaleError) in try Self.interfaces(in: section) } ?? listed
            // The interface `Core` tells which of the younger fields there are.
            let core = interfaces.first { $0.id == InterfaceID.core }?.version ?? 0
            transactionVersion = core >= 3 ? try reader.readInteger() : 1
            systemVersion = core >= 4 ? try reader.readByte() : 0
        } catch {
            throw RuntimeError(.invalidCode, "the runtime's version cannot be read: \(error.reason)")
        }
    }

    private static func interfaces(in section: [UInt8]) throws(ScaleError) -> [Interface] {
        var reader = ScaleReader(section)
        return try interfaces(section.count / 12, from: &reader)
    }

    private static func interfaces(
        _ count: Int, from reader: inout ScaleReader
    ) throws(ScaleError) -> [Interface] {
        var interfaces: [Interface] = []
        for _ in 0..<count {
            let id = try reader.readBytes(8)
            interfaces.append(Interface(id: id, version: try reader.readInteger()))
        }
        return interfaces
    }
}

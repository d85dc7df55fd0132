// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// One pallet of a runtime.
public struct PalletMetadata: Hashable, Sendable {
    public let name: String
    public let index: UInt8
    public let storage: Storage?
    public let calls: TypeID?
    public let event: TypeID?
    public let error: TypeID?
    public let constants: [Constant]
    let documentation: Documentation

    /// A pallet's storage: the prefix that is hashed into its keys, and its items.
    public struct Storage: Hashable, Sendable {
        public let prefix: String
        public let items: [StorageMetadata]

        public init(prefix: String, items: [StorageMetadata]) {
            self.prefix = prefix
            self.items = items
        }
    }

    /// A named constant and its encoded value.
    public struct Constant: Hashable, Sendable {
        public let name: String
        public let type: TypeID
        public let value: [UInt8]
        let documentation: Documentation

        public init(name: String, type: TypeID, value: [UInt8], docs: [String] = []) {
            self.name = name
            self.type = type
            self.value = value
            documentation = Documentation(docs)
        }

        public var docs: [String] { documentation.lines }
    }

    public init(
        name: String, index: UInt8, storage: Storage? = nil, calls: TypeID? = nil, event: TypeID? = nil,
        error: TypeID? = nil, constants: [Constant] = [], docs: [String] = []
    ) {
        self.name = name
        self.index = index
        self.storage = storage
        self.calls = calls
        self.event = event
        self.error = error
        self.constants = constants
        documentation = Documentation(docs)
    }

    public var docs: [String] { documentation.lines }
}

/// One storage item: a plain value, or a map with a hasher for each key.
public struct StorageMetadata: Hashable, Sendable {
    /// What reading a missing value gives.
    public enum Modifier: UInt8, Hashable, Sendable {
        /// Nothing.
        case optional
        /// The default value.
        case `default`
    }

    public let name: String
    public let modifier: Modifier
    public let hashers: [StorageHasher]
    /// The type of each key; as many as `hashers`.
    public let keys: [TypeID]
    /// How the metadata writes the key of a map: one type, or a tuple of them; nil for a plain value.
    public let keyType: TypeID?
    public let value: TypeID
    /// The encoded default value.
    public let fallback: [UInt8]
    let documentation: Documentation

    public init(
        name: String, modifier: Modifier, hashers: [StorageHasher] = [], keys: [TypeID] = [], keyType: TypeID? = nil,
        value: TypeID, fallback: [UInt8], docs: [String] = []
    ) {
        self.name = name
        self.modifier = modifier
        self.hashers = hashers
        self.keys = keys
        self.keyType = keyType
        self.value = value
        self.fallback = fallback
        documentation = Documentation(docs)
    }

    public var docs: [String] { documentation.lines }
}

/// How extrinsics are formed and what each transaction extension adds.
public struct ExtrinsicMetadata: Hashable, Sendable {
    /// The extrinsic format; 4 on every subtensor.
    public let version: UInt8
    public let address: TypeID
    public let call: TypeID
    public let signature: TypeID
    public let extra: TypeID
    /// In the order in which they are encoded.
    public let extensions: [TransactionExtension]
    /// The type of a whole extrinsic; version 15 does not give it.
    public let type: TypeID?

    /// One transaction extension ("signed extension").
    public struct TransactionExtension: Hashable, Sendable {
        public let identifier: String
        /// What it adds to the extrinsic.
        public let extra: TypeID
        /// What it adds to the signed payload only.
        public let additionalSigned: TypeID

        public init(identifier: String, extra: TypeID, additionalSigned: TypeID) {
            self.identifier = identifier
            self.extra = extra
            self.additionalSigned = additionalSigned
        }
    }

    public init(
        version: UInt8, address: TypeID, call: TypeID, signature: TypeID, extra: TypeID,
        extensions: [TransactionExtension], type: TypeID? = nil
    ) {
        self.version = version
        self.address = address
        self.call = call
        self.signature = signature
        self.extra = extra
        self.extensions = extensions
        self.type = type
    }
}

/// A runtime API: functions that a node runs on request, without an extrinsic.
public struct RuntimeAPIMetadata: Hashable, Sendable {
    public let name: String
    public let methods: [Method]
    let documentation: Documentation

    /// One function, and the types of what goes in and comes out.
    public struct Method: Hashable, Sendable {
        public let name: String
        public let inputs: [Input]
        public let output: TypeID
        let documentation: Documentation

        public init(name: String, inputs: [Input] = [], output: TypeID, docs: [String] = []) {
            self.name = name
            self.inputs = inputs
            self.output = output
            documentation = Documentation(docs)
        }

        public var docs: [String] { documentation.lines }
    }

    /// A parameter of a function.
    public struct Input: Hashable, Sendable {
        public let name: String
        public let type: TypeID

        public init(name: String, type: TypeID) {
            self.name = name
            self.type = type
        }
    }

    public init(name: String, methods: [Method], docs: [String] = []) {
        self.name = name
        self.methods = methods
        documentation = Documentation(docs)
    }

    public var docs: [String] { documentation.lines }
}

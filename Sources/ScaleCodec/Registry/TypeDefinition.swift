// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One type of a chain's registry: what scale-info calls a `Type`.
public struct TypeDefinition: Hashable, Sendable {
    /// The type's shape.
    public enum Shape: Hashable, Sendable {
        case composite([Field])
        case variant([Variant])
        case sequence(TypeID)
        case array(count: UInt32, TypeID)
        case tuple([TypeID])
        case primitive(Primitive)
        case compact(TypeID)
        case bitSequence(store: TypeID, order: TypeID)
    }

    /// The built-in types, in scale-info's order.
    public enum Primitive: UInt8, Hashable, Sendable, CaseIterable {
        case bool, char, string, u8, u16, u32, u64, u128, u256, i8, i16, i32, i64, i128, i256
    }

    /// A generic parameter, such as `T` of `Option<T>`.
    public struct Parameter: Hashable, Sendable {
        public let name: String
        public let type: TypeID?

        public init(name: String, type: TypeID?) {
            self.name = name
            self.type = type
        }
    }

    /// A field of a composite type or of a variant; a tuple-like one has no name.
    public struct Field: Hashable, Sendable {
        public let name: String?
        public let type: TypeID
        /// The type name and the documentation, one after the other.
        let notes: SourceText

        public init(name: String?, type: TypeID, typeName: String? = nil, docs: [String] = []) {
            self.name = name
            self.type = type
            notes = SourceText(encoded: typeName.scaleEncoded + docs.scaleEncoded)
        }

        /// The type as the chain's source writes it.
        public var typeName: String? {
            var reader = notes.reader
            return reader.readLenientOptionalText()
        }

        public var docs: [String] {
            var reader = notes.reader
            _ = reader.readLenientOptionalText()
            return reader.readLenientTexts()
        }
    }

    /// One case of an enumeration.
    public struct Variant: Hashable, Sendable {
        public let name: String
        public let fields: [Field]
        public let index: UInt8
        let documentation: Documentation

        public init(name: String, fields: [Field] = [], index: UInt8, docs: [String] = []) {
            self.name = name
            self.fields = fields
            self.index = index
            documentation = Documentation(docs)
        }

        public var docs: [String] { documentation.lines }
    }

    public let path: [String]
    public let parameters: [Parameter]
    public let shape: Shape
    let documentation: Documentation

    public init(path: [String] = [], parameters: [Parameter] = [], shape: Shape, docs: [String] = []) {
        self.path = path
        self.parameters = parameters
        self.shape = shape
        documentation = Documentation(docs)
    }

    /// The last part of the path, such as `AccountId32`.
    public var name: String? { path.last }
    public var docs: [String] { documentation.lines }
}

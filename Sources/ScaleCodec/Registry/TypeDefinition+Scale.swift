// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension TypeDefinition: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        path = try [String](from: &reader)
        parameters = try [Parameter](from: &reader)
        shape = try Shape(from: &reader)
        documentation = try Documentation(from: &reader)
    }

    public func encode(to writer: inout ScaleWriter) {
        path.encode(to: &writer)
        parameters.encode(to: &writer)
        shape.encode(to: &writer)
        documentation.encode(to: &writer)
    }
}

extension TypeDefinition.Shape: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        switch try reader.readByte() {
        case 0: self = .composite(try [TypeDefinition.Field](from: &reader))
        case 1: self = .variant(try [TypeDefinition.Variant](from: &reader))
        case 2: self = .sequence(try TypeID(from: &reader))
        case 3: self = .array(count: try reader.readInteger(), try TypeID(from: &reader))
        case 4: self = .tuple(try [TypeID](from: &reader))
        case 5:
            let tag = try reader.readByte()
            guard let primitive = TypeDefinition.Primitive(rawValue: tag) else {
                throw ScaleError(.invalidTag, "there is no primitive type number \(tag)")
            }
            self = .primitive(primitive)
        case 6: self = .compact(try TypeID(from: &reader))
        case 7: self = .bitSequence(store: try TypeID(from: &reader), order: try TypeID(from: &reader))
        case let tag: throw ScaleError(.invalidTag, "there is no type shape number \(tag)")
        }
    }

    public func encode(to writer: inout ScaleWriter) {
        switch self {
        case .composite(let fields):
            writer.write(byte: 0)
            fields.encode(to: &writer)
        case .variant(let variants):
            writer.write(byte: 1)
            variants.encode(to: &writer)
        case .sequence(let element):
            writer.write(byte: 2)
            element.encode(to: &writer)
        case .array(let count, let element):
            writer.write(byte: 3)
            writer.write(integer: count)
            element.encode(to: &writer)
        case .tuple(let elements):
            writer.write(byte: 4)
            elements.encode(to: &writer)
        case .primitive(let primitive):
            writer.write(byte: 5)
            writer.write(byte: primitive.rawValue)
        case .compact(let inner):
            writer.write(byte: 6)
            inner.encode(to: &writer)
        case .bitSequence(let store, let order):
            writer.write(byte: 7)
            store.encode(to: &writer)
            order.encode(to: &writer)
        }
    }
}

extension TypeDefinition.Parameter: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        name = try reader.readText()
        type = try TypeID?(from: &reader)
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(text: name)
        type.encode(to: &writer)
    }
}

extension TypeDefinition.Field: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        name = try String?(from: &reader)
        type = try TypeID(from: &reader)
        notes = try SourceText(from: &reader) { reader throws(ScaleError) in
            try reader.skipOptionalText()
            try reader.skipTexts()
        }
    }

    public func encode(to writer: inout ScaleWriter) {
        name.encode(to: &writer)
        type.encode(to: &writer)
        writer.write(bytes: notes.bytes)
    }
}

extension TypeDefinition.Variant: ScaleCodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        name = try reader.readText()
        fields = try [TypeDefinition.Field](from: &reader)
        index = try reader.readByte()
        documentation = try Documentation(from: &reader)
    }

    public func encode(to writer: inout ScaleWriter) {
        writer.write(text: name)
        fields.encode(to: &writer)
        writer.write(byte: index)
        documentation.encode(to: &writer)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The kinds of values, as the binary format spells them.
enum WasmType: UInt8, CaseIterable, CustomStringConvertible {
    case i32 = 0x7f
    case i64 = 0x7e
    case f32 = 0x7d
    case f64 = 0x7c

    init(_ name: String) {
        guard let type = Self.allCases.first(where: { $0.description == name }) else {
            preconditionFailure("no type is called \(name)")
        }
        self = type
    }

    var description: String {
        switch self {
        case .i32: "i32"
        case .i64: "i64"
        case .f32: "f32"
        case .f64: "f64"
        }
    }
}

/// A module as it is put together by hand: sections in the order of the format, functions numbered as they are added.
struct WasmModule {
    struct FunctionType: Hashable {
        var parameters: [WasmType]
        var results: [WasmType]
    }

    struct Function {
        var type: UInt32
        var locals: [(count: UInt32, type: WasmType)]
        var code: [UInt8]
    }

    struct Segment {
        /// The code of the offset; nil for a passive segment.
        var offset: [UInt8]?
        var bytes: [UInt8]
    }

    struct Elements {
        var offset: [UInt8]?
        var functions: [UInt32]
    }

    var types: [FunctionType] = []
    var imports: [[UInt8]] = []
    private(set) var importedFunctions: UInt32 = 0
    var functions: [Function] = []
    var tables: [[UInt8]] = []
    var memories: [[UInt8]] = []
    var globals: [[UInt8]] = []
    var exports: [[UInt8]] = []
    var start: UInt32?
    var elements: [Elements] = []
    var data: [Segment] = []
    var hasDataCount = false
    var customs: [(name: String, bytes: [UInt8])] = []

    /// The number of a type, which is added when it is not there.
    mutating func type(_ parameters: [WasmType], _ results: [WasmType]) -> UInt32 {
        let type = FunctionType(parameters: parameters, results: results)
        if let index = types.firstIndex(of: type) { return UInt32(index) }
        types.append(type)
        return UInt32(types.count - 1)
    }

    @discardableResult
    mutating func importFunction(
        _ name: String, from module: String = "env", _ parameters: [WasmType] = [], _ results: [WasmType] = []
    ) -> UInt32 {
        precondition(functions.isEmpty, "imports come before functions")
        imports.append(.name(module) ++ .name(name) ++ [0x00] ++ .leb(type(parameters, results)))
        importedFunctions += 1
        return importedFunctions - 1
    }

    mutating func importMemory(_ minimum: UInt32, _ maximum: UInt32? = nil) {
        imports.append(.name("env") ++ .name("memory") ++ [0x02] ++ .limits(minimum, maximum))
    }

    /// Adds a function; its code is without the `end`.
    @discardableResult
    mutating func function(
        _ export: String? = nil, _ parameters: [WasmType] = [], _ results: [WasmType] = [],
        locals: [WasmType] = [], code: [UInt8]...
    ) -> UInt32 {
        let index = importedFunctions + UInt32(functions.count)
        functions.append(
            Function(type: type(parameters, results), locals: locals.map { (1, $0) }, code: code.flatMap { $0 } ++ .end)
        )
        if let export { exports.append(.name(export) ++ [0x00] ++ .leb(index)) }
        return index
    }

    mutating func memory(_ minimum: UInt32, _ maximum: UInt32? = nil, export: Bool = true) {
        memories.append(.limits(minimum, maximum))
        if export { exports.append(.name("memory") ++ [0x02, 0x00]) }
    }

    mutating func table(_ minimum: UInt32, _ maximum: UInt32? = nil) {
        tables.append([0x70] ++ .limits(minimum, maximum))
    }

    @discardableResult
    mutating func global(_ type: WasmType, mutable: Bool = true, _ initial: [UInt8], export: String? = nil) -> UInt32 {
        globals.append([type.rawValue, mutable ? 1 : 0] + initial ++ .end)
        if let export { exports.append(.name(export) ++ [0x03] ++ .leb(UInt32(globals.count - 1))) }
        return UInt32(globals.count - 1)
    }

    mutating func data(at offset: UInt32?, _ bytes: [UInt8]) {
        data.append(Segment(offset: offset.map { .i32(Int32(bitPattern: $0)) }, bytes: bytes))
        if offset == nil { hasDataCount = true }
    }

    mutating func elements(at offset: UInt32?, _ functions: [UInt32]) {
        elements.append(Elements(offset: offset.map { .i32(Int32(bitPattern: $0)) }, functions: functions))
    }

    static let header: [UInt8] = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]

    /// A section: its number, its length, its content.
    static func section(_ id: UInt8, _ content: [UInt8]) -> [UInt8] { [id] ++ .leb(UInt32(content.count)) + content }

    /// The sections that have something in them, with their numbers.
    var sections: [(id: UInt8, content: [UInt8])] {
        var sections: [(id: UInt8, content: [UInt8])] = []
        func add(_ id: UInt8, _ items: [[UInt8]]) {
            if !items.isEmpty { sections.append((id, .vector(items))) }
        }
        add(
            1,
            types.map {
                [0x60] ++ .vector($0.parameters.map { [$0.rawValue] }) ++ .vector($0.results.map { [$0.rawValue] })
            })
        add(2, imports)
        add(3, functions.map { .leb($0.type) })
        add(4, tables)
        add(5, memories)
        add(6, globals)
        add(7, exports)
        if let start { sections.append((8, .leb(start))) }
        add(
            9,
            elements.map { segment in
                (segment.offset.map { [0x00] ++ $0 ++ .end } ?? [0x01, 0x00])
                    ++ .vector(segment.functions.map { .leb($0) })
            })
        if hasDataCount { sections.append((12, .leb(UInt32(data.count)))) }
        add(
            10,
            functions.map { function in
                let body = .vector(function.locals.map { .leb($0.count) ++ [$0.type.rawValue] }) ++ function.code
                return .leb(UInt32(body.count)) ++ body
            })
        add(
            11,
            data.map { segment in
                (segment.offset.map { [0x00] ++ $0 ++ .end } ?? [0x01]) ++ .leb(UInt32(segment.bytes.count))
                    ++ segment.bytes
            })
        for custom in customs { sections.append((0, .name(custom.name) ++ custom.bytes)) }
        return sections
    }

    var bytes: [UInt8] { sections.reduce(into: Self.header) { $0 += Self.section($1.id, $1.content) } }
}

extension [UInt8] {
    /// An unsigned number, as short as it can be.
    static func leb(_ value: UInt32) -> [UInt8] { leb(UInt64(value)) }

    static func leb(_ value: UInt64) -> [UInt8] {
        var (rest, bytes) = (value, [UInt8]())
        repeat {
            let byte = UInt8(rest & 0x7f)
            rest >>= 7
            bytes.append(rest == 0 ? byte : byte | 0x80)
        } while rest != 0
        return bytes
    }

    /// A signed number, as short as it can be.
    static func sleb(_ value: Int64) -> [UInt8] {
        var (rest, bytes) = (value, [UInt8]())
        while true {
            let byte = UInt8(truncatingIfNeeded: rest & 0x7f)
            rest >>= 7
            if rest == 0 && byte & 0x40 == 0 || rest == -1 && byte & 0x40 != 0 { return bytes + [byte] }
            bytes.append(byte | 0x80)
        }
    }

    static func vector(_ items: [[UInt8]]) -> [UInt8] { .leb(UInt32(items.count)) + items.flatMap { $0 } }
    static func name(_ text: String) -> [UInt8] { .leb(UInt32(text.utf8.count)) + Array(text.utf8) }
    static func limits(_ minimum: UInt32, _ maximum: UInt32?) -> [UInt8] {
        maximum.map { [0x01] ++ .leb(minimum) ++ .leb($0) } ?? [0x00] ++ .leb(minimum)
    }
}

extension WasmModule {
    /// The names of its exported functions.
    var exportNames: [String] {
        exports.compactMap { export in
            let count = Int(export[0])
            guard export[count + 1] == 0 else { return nil }
            return String(decoding: export[1...count], as: UTF8.self)
        }
    }
}

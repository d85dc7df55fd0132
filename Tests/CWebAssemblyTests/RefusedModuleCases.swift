// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly

/// A module that must be refused: why, by which status, and a word that the message must have.
struct RefusedModule: Sendable, CustomStringConvertible {
    let description: String
    let bytes: [UInt8]
    let statuses: [UInt32]
    let word: String

    init(_ description: String, _ statuses: wasm_status..., says word: String, _ bytes: [UInt8]) {
        self.description = description
        self.bytes = bytes
        self.statuses = statuses.map(\.rawValue)
        self.word = word
    }

    /// Whether no engine may take it: it passes no limit of ours, and needs nothing that is newer than WebAssembly 1.0.
    var isWrongAnywhere: Bool {
        !statuses.contains(wasm_over_limit.rawValue) && !statuses.contains(wasm_unsupported.rawValue)
    }

    /// A function that is not valid, in a module with a memory, a table, a function of each kind and globals.
    static func body(
        _ description: String, says word: String, _ parameters: [WasmType] = [], _ results: [WasmType] = [],
        locals: [WasmType] = [], code: [UInt8]...
    ) -> RefusedModule {
        var module = Self.surroundings
        module.function("f", parameters, results, locals: locals, code: code.flatMap { $0 })
        return RefusedModule(description, wasm_invalid, says: word, module.bytes)
    }

    static var surroundings: WasmModule {
        var module = WasmModule()
        module.memory(1)
        module.table(2)
        module.global(.i32, mutable: false, .i32(1))
        module.global(.i64, .i64(1))
        // Function 0 takes i64 and returns i32; function 1 nothing.
        module.function(nil, [.i64], [.i32], code: .i32(0))
        module.function(nil, code: [])
        return module
    }

    /// Raw sections after the header.
    static func sections(_ sections: [(UInt8, [UInt8])]) -> [UInt8] {
        sections.reduce(into: WasmModule.header) { $0 += WasmModule.section($1.0, $1.1) }
    }

    static let all = headers + sections + indices + types + control + shapes
}

private let emptyType: [UInt8] = [0x01, 0x60, 0x00, 0x00]
private let oneFunction: [(UInt8, [UInt8])] = [(1, emptyType), (3, [0x01, 0x00])]
private let emptyBody: [UInt8] = [0x01, 0x02, 0x00, 0x0b]

private func good(_ change: (inout WasmModule) -> Void) -> [UInt8] {
    var module = RefusedModule.surroundings
    change(&module)
    return module.bytes
}

extension RefusedModule {
    static let headers = [
        RefusedModule("nothing", wasm_malformed, says: "asm", []),
        RefusedModule("another magic number", wasm_malformed, says: "asm", [0x00, 0x61, 0x73, 0x6e, 1, 0, 0, 0]),
        RefusedModule("half a magic number", wasm_malformed, says: "asm", [0x00, 0x61]),
        RefusedModule(
            "another version", wasm_malformed, wasm_unsupported, says: "version", [0, 0x61, 0x73, 0x6d, 2, 0, 0, 0]),
        RefusedModule(
            "half a version", wasm_malformed, wasm_unsupported, says: "version", [0, 0x61, 0x73, 0x6d, 1, 0]),
        RefusedModule(
            "a component", wasm_malformed, wasm_unsupported, says: "version", [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]),
    ]

    static let sections = [
        RefusedModule("an unknown section", wasm_malformed, wasm_unsupported, says: "section", sections([(14, [])])),
        RefusedModule("a section out of order", wasm_malformed, says: "section", sections([(3, [0x00]), (1, [0x00])])),
        RefusedModule("a section twice", wasm_malformed, says: "section", sections([(1, [0x00]), (1, [0x00])])),
        RefusedModule(
            "a data count after the code", wasm_malformed, says: "section",
            sections(oneFunction + [(10, emptyBody), (12, [0x00])])),
        RefusedModule("a length past the end", wasm_malformed, says: "", WasmModule.header ++ [0x01, 0x05, 0x01]),
        RefusedModule(
            "a length of 4 GiB", wasm_malformed, says: "", WasmModule.header ++ [0x01, 0xff, 0xff, 0xff, 0xff, 0x0f]),
        RefusedModule("a length that is cut", wasm_malformed, says: "", WasmModule.header ++ [0x01, 0x80]),
        RefusedModule(
            "a number of six bytes", wasm_malformed, says: "",
            WasmModule.header ++ [0x01, 0x84, 0x80, 0x80, 0x80, 0x80, 0x00] ++ emptyType),
        RefusedModule(
            "a number with bits beyond its 32", wasm_malformed, says: "",
            WasmModule.header ++ [0x01, 0x84, 0x80, 0x80, 0x80, 0x10] ++ emptyType),
        RefusedModule("a section with a byte too many", wasm_malformed, says: "", sections([(1, emptyType ++ [0x00])])),
        RefusedModule("a section with a byte too few", wasm_malformed, says: "", sections([(1, [0x01, 0x60, 0x00])])),
        RefusedModule(
            "a count of types that lies", wasm_malformed, wasm_over_limit, says: "",
            sections([(1, [0xff, 0xff, 0xff, 0xff, 0x0f, 0x60, 0x00, 0x00])])),
        RefusedModule(
            "a type that is no function", wasm_malformed, wasm_unsupported, says: "type",
            sections([(1, [0x01, 0x5f, 0x00])])),
        RefusedModule(
            "an unknown kind of value", wasm_malformed, wasm_unsupported, wasm_invalid, says: "type",
            sections([(1, [0x01, 0x60, 0x01, 0x7a, 0x00])])),
        RefusedModule(
            "an import of no kind", wasm_malformed, says: "import",
            sections([(2, [0x01, 0x01, 0x61, 0x01, 0x62, 0x09])])),
        RefusedModule("a function without a body", wasm_malformed, says: "", sections(oneFunction)),
        RefusedModule(
            "a body without a function", wasm_malformed, says: "", sections([(1, emptyType), (10, emptyBody)])),
        RefusedModule(
            "two bodies for one function", wasm_malformed, says: "",
            sections(oneFunction + [(10, [0x02, 0x02, 0x00, 0x0b, 0x02, 0x00, 0x0b])])),
        RefusedModule(
            "a body past its section", wasm_malformed, says: "",
            sections(oneFunction + [(10, [0x01, 0x09, 0x00, 0x0b])])),
        RefusedModule(
            "a body without an end", wasm_malformed, wasm_invalid, says: "",
            sections(oneFunction + [(10, [0x01, 0x02, 0x00, 0x01])])),
        RefusedModule(
            "a body that goes on after its end", wasm_malformed, wasm_invalid, says: "",
            sections(oneFunction + [(10, [0x01, 0x03, 0x00, 0x0b, 0x01])])),
        RefusedModule(
            "an empty body", wasm_malformed, wasm_invalid, says: "", sections(oneFunction + [(10, [0x01, 0x00])])),
        RefusedModule(
            "more locals than can be counted", wasm_malformed, wasm_over_limit, says: "locals",
            sections(
                oneFunction + [
                    (10, [0x01, 0x0e, 0x02] ++ .leb(UInt32.max) ++ [0x7f] ++ .leb(UInt32.max) ++ [0x7e, 0x0b])
                ])),
        RefusedModule(
            "as many locals as can be counted", wasm_over_limit, says: "locals",
            sections(oneFunction + [(10, [0x01, 0x08, 0x01] ++ .leb(UInt32.max) ++ [0x7f, 0x0b])])),
        RefusedModule(
            "a count of data that lies", wasm_malformed, says: "data",
            sections([(5, [1, 0, 1]), (12, [0x02]), (11, [0x01, 0x01, 0x00])])),
        RefusedModule("a count of data without data", wasm_malformed, says: "data", sections([(12, [0x01])])),
        RefusedModule("a custom section without a name", wasm_malformed, says: "", sections([(0, [])])),
        RefusedModule(
            "a custom section with a name past its end", wasm_malformed, says: "", sections([(0, [0x05, 0x61])])),
        RefusedModule(
            "a custom section whose name is no text", wasm_malformed, says: "UTF-8", sections([(0, [0x01, 0xff])])),
        RefusedModule(
            "an import whose module is no text", wasm_malformed, says: "UTF-8",
            sections([(1, emptyType), (2, [0x01, 0x02, 0xc0, 0x80, 0x01, 0x62, 0x00, 0x00])])),
        RefusedModule(
            "an import whose name is no text", wasm_malformed, says: "UTF-8",
            sections([(1, emptyType), (2, [0x01, 0x01, 0x61, 0x03, 0xed, 0xa0, 0x80, 0x00, 0x00])])),
        RefusedModule(
            "an export whose name is no text", wasm_malformed, says: "UTF-8",
            sections([(5, [1, 0, 1]), (7, [0x01, 0x04, 0xf4, 0x90, 0x80, 0x80, 0x02, 0x00])])),
        RefusedModule(
            "data without a memory", wasm_invalid, says: "memory",
            sections([(11, [0x01, 0x00, 0x41, 0x00, 0x0b, 0x00])])),
        RefusedModule(
            "elements without a table", wasm_invalid, says: "table",
            sections([(9, [0x01, 0x00, 0x41, 0x00, 0x0b, 0x00])])),
        RefusedModule(
            "data past the end of its section", wasm_malformed, says: "",
            sections([(5, [1, 0, 1]), (11, [0x01, 0x00, 0x41, 0x00, 0x0b, 0x05, 0x61])])),
        RefusedModule(
            "a data segment of an unknown kind", wasm_malformed, wasm_unsupported, says: "data",
            sections([(5, [1, 0, 1]), (11, [0x01, 0x07, 0x41, 0x00, 0x0b, 0x00])])),
        RefusedModule(
            "limits of an unknown kind", wasm_malformed, wasm_unsupported, says: "",
            sections([(5, [0x01, 0x08, 0x01])])),
        RefusedModule(
            "limits that are the wrong way round", wasm_invalid, says: "", sections([(5, [0x01, 0x01, 0x03, 0x02])])),
        RefusedModule(
            "a table whose limits are the wrong way round", wasm_invalid, says: "",
            sections([(4, [0x01, 0x70, 0x01, 0x03, 0x02])])),
        RefusedModule(
            "a memory of more than 4 GiB", wasm_invalid, wasm_over_limit, says: "",
            sections([(5, [0x01, 0x00] ++ .leb(UInt32(65537)))])),
        RefusedModule(
            "a memory that may grow past 4 GiB", wasm_invalid, wasm_over_limit, says: "",
            sections([(5, [0x01, 0x01, 0x01] ++ .leb(UInt32(65537)))])),
        RefusedModule(
            "a memory larger than the limit", wasm_over_limit, says: "memory",
            sections([(5, [0x01, 0x00] ++ .leb(UInt32(65536)))])),
        RefusedModule(
            "a table of 4 billion functions", wasm_over_limit, says: "table",
            sections([(4, [0x01, 0x70, 0x00] ++ .leb(UInt32.max))])),
        RefusedModule(
            "two memories", wasm_invalid, wasm_unsupported, says: "memor",
            sections([(5, [0x02, 0x00, 0x01, 0x00, 0x01])])),
        RefusedModule(
            "two tables", wasm_invalid, wasm_unsupported, says: "table",
            sections([(4, [0x02, 0x70, 0x00, 0x01, 0x70, 0x00, 0x01])])),
        RefusedModule(
            "a global that is neither fixed nor mutable", wasm_malformed, says: "",
            sections([(6, [0x01, 0x7f, 0x02, 0x41, 0x00, 0x0b])])),
    ]

    static let indices = [
        body("a call of a function that is not there", says: "function", code: .call(3)),
        body("a local that is not there", says: "local", [.i32], [.i32], locals: [.i64], code: .localGet(2)),
        body("setting a local that is not there", says: "local", code: .i32(0), .localSet(0)),
        body("a global that is not there", says: "global", code: .globalGet(2), .drop),
        body("a global set that is not mutable", says: "global", code: .i32(0), .globalSet(0)),
        body("an indirect call of a type that is not there", says: "type", code: .i32(0), .callIndirect(9)),
        body("a branch deeper than its blocks", says: "", code: .block(nil, .br(2))),
        body("a branch table deeper than its blocks", says: "", code: .i32(0), .brTable([0, 1], 0)),
        body("a branch table whose default is too deep", says: "", code: .i32(0), .brTable([0], 1)),
        RefusedModule(
            "a segment that is not there", wasm_malformed, wasm_invalid, says: "data",
            good { $0.function("f", code: .i32(0), .i32(0), .i32(0), .memoryInit(0)) }),
        RefusedModule(
            "a function of a type that is not there", wasm_invalid, says: "type",
            sections([(1, emptyType), (3, [0x01, 0x01]), (10, emptyBody)])),
        RefusedModule(
            "an import of a type that is not there", wasm_invalid, says: "type",
            sections([(2, [0x01, 0x01, 0x61, 0x01, 0x62, 0x00, 0x00])])),
        RefusedModule(
            "an export of a function that is not there", wasm_invalid, says: "export",
            good { $0.exports.append(.name("x") ++ [0x00, 0x02]) }),
        RefusedModule(
            "an export of a table that is not there", wasm_invalid, says: "export",
            good { $0.exports.append(.name("x") ++ [0x01, 0x01]) }),
        RefusedModule(
            "an export of a memory that is not there", wasm_invalid, says: "export",
            good { $0.exports.append(.name("x") ++ [0x02, 0x01]) }),
        RefusedModule(
            "an export of a global that is not there", wasm_invalid, says: "export",
            good { $0.exports.append(.name("x") ++ [0x03, 0x02]) }),
        RefusedModule(
            "an export of no kind", wasm_malformed, says: "export",
            good { $0.exports.append(.name("x") ++ [0x07, 0x00]) }),
        RefusedModule(
            "two exports of one name", wasm_invalid, says: "export",
            good { $0.exports += [.name("x") ++ [0x00, 0x00], .name("x") ++ [0x00, 0x01]] }),
        RefusedModule("a start function that is not there", wasm_invalid, says: "start", good { $0.start = 2 }),
        RefusedModule("a start function that takes something", wasm_invalid, says: "start", good { $0.start = 0 }),
        RefusedModule("elements that are not there", wasm_invalid, says: "", good { $0.elements(at: 0, [2]) }),
        RefusedModule(
            "a block of a type that is not there", wasm_invalid, says: "type",
            good { $0.function("f", code: [0x02, 0x0f], .end) }),
        RefusedModule(
            "a segment dropped without a count of data", wasm_malformed, wasm_invalid, says: "data",
            good { module in
                module.data(at: 0, [1])
                module.function("f", code: .dataDrop(0))
            }),
    ]

    static let types = [
        body("an operand too few", says: "", [], [.i32], code: .i32(1), .i32Add),
        body("no operand at all", says: "", code: .drop),
        body("an operand of another type", says: "", [], [.i32], code: .i32(1), .i64(1), .i32Add),
        body("a value too many at the end", says: "", code: .i32(1)),
        body("a value too few at the end", says: "", [], [.i32], code: .nop),
        body("a result of another type", says: "", [], [.i32], code: .i64(1)),
        body("a value too many at the end of a block", says: "", code: .block(nil, .i32(1))),
        body(
            "a block that takes from beneath itself", says: "", [], [.i32], code: .i32(1),
            .block(.i32, .i32(2) ++ .i32Add)),
        body("a branch without its value", says: "", [], [.i32], code: .block(.i32, .br(0))),
        body("a branch with another value", says: "", [], [.i32], code: .block(.i32, .i64(1) ++ .br(0))),
        body("a condition that is no i32", says: "", code: .i64(1), .when(nil, .nop)),
        body("a branch's condition that is no i32", says: "", code: .block(nil, .f32Zero ++ .brIf(0))),
        body("arms of two types", says: "", [], [.i32], code: .i32(1), .when(.i32, .i32(1), else: .i64(1))),
        body("an if with a result and one arm", says: "", [], [.i32], code: .i32(1), .when(.i32, .i32(1))),
        body("a select of two types", says: "", code: .i32(1), .i64(1), .i32(1), .select, .drop),
        body(
            "a select of a type that it does not say", says: "", code: .i32(1), .i32(1), .i32(1), [0x1c, 0x01, 0x7e],
            .drop),
        body("a select of no type", says: "", code: .i32(1), .i32(1), .i32(1), [0x1c, 0x00], .drop),
        body("a call with another argument", says: "", code: .i32(1), .call(0), .drop),
        body("a call without its argument", says: "", code: .call(0), .drop),
        body("an indirect call by an i64", says: "", code: .i64(0), .i64(0), .callIndirect(0), .drop),
        body("a local set to another type", says: "", locals: [.f64], code: .i32(0), .localSet(0)),
        body("a local read as another type", says: "", [.f32], [.i32], code: .localGet(0)),
        body("a global set to another type", says: "", code: .i32(0), .globalSet(1)),
        body("a load by an i64", says: "", code: .i64(0), .access(0x28), .drop),
        body("a store of another type", says: "", code: .i32(0), .i64(0), .access(0x36)),
        body("a load more aligned than it is wide", says: "align", code: .i32(0), .access(0x28, align: 3), .drop),
        body("a byte aligned to two", says: "align", code: .i32(0), .access(0x2d, align: 1), .drop),
        body("a store more aligned than it is wide", says: "align", code: .i32(0), .i64(0), .access(0x3e, align: 3)),
        RefusedModule(
            "a load aligned beyond all", wasm_malformed, wasm_invalid, says: "",
            good { $0.function("f", code: .i32(0), .access(0x28, align: 32), .drop) }),
        body("growing by an i64", says: "", code: .i64(1), .memoryGrow, .drop),
        body("filling by an i64", says: "", code: .i64(1), .i32(1), .i32(1), .memoryFill),
        body("a return of another type", says: "", [], [.i32], code: .f32Zero, .ret),
        body(
            "branch targets of two types", says: "", [], [.i32],
            code: .block(.i32, .block(.i64, .i32(1) ++ .i32(0) ++ .brTable([1], 0)) ++ .drop ++ .i32(0))),
        body(
            "a wrong type after a branch", says: "", [], [.i32],
            code: .block(.i32, .i32(1) ++ .br(0) ++ .i64(1) ++ .i32Add)),
        body("values left over after a branch", says: "", code: .block(nil, .br(0) ++ .i32(1))),
        RefusedModule("a global of another type", wasm_invalid, says: "", good { $0.global(.i32, .i64(0)) }),
        RefusedModule(
            "a global computed by an instruction", wasm_invalid, says: "",
            good { $0.global(.i32, .i32(0) ++ .memorySize ++ .i32Add) }),
        RefusedModule("a global without a value", wasm_invalid, says: "", good { $0.global(.i32, []) }),
        RefusedModule("a global of two values", wasm_invalid, says: "", good { $0.global(.i32, .i32(0) ++ .i32(0)) }),
        RefusedModule(
            "a global that is another one that is not imported", wasm_invalid, says: "",
            good { $0.global(.i32, .globalGet(5)) }),
        RefusedModule(
            "an offset that is no i32", wasm_invalid, says: "",
            good { $0.data = [WasmModule.Segment(offset: .i64(0), bytes: [])] }),
        RefusedModule(
            "code that needs a memory where there is none", wasm_invalid, says: "memory",
            {
                var module = WasmModule()
                module.function("f", code: .memorySize, .drop)
                return module.bytes
            }()),
        RefusedModule(
            "code that needs a table where there is none", wasm_invalid, says: "table",
            {
                var module = WasmModule()
                let type = module.type([], [])
                module.function("f", code: .i32(0), .callIndirect(type))
                return module.bytes
            }()),
    ]

    static let control = [
        body("an else outside an if", says: "else", code: .block(nil, .els)),
        RefusedModule(
            "an end too many", wasm_malformed, wasm_invalid, says: "", good { $0.function("f", code: .end, .nop) }),
        RefusedModule(
            "a block without an end", wasm_invalid, wasm_malformed, says: "",
            good { $0.function("f", code: [0x02, 0x40]) }),
        RefusedModule(
            "two elses", wasm_invalid, wasm_malformed, says: "else",
            good { $0.function("f", code: .i32(0), .when(nil, .nop, else: .els)) }),
    ]

    static let shapes = [
        RefusedModule(
            "an opcode that there is not", wasm_malformed, wasm_unsupported, wasm_invalid, says: "0x",
            good { $0.function("f", code: [0x27]) }),
        RefusedModule(
            "an opcode of vectors", wasm_malformed, wasm_unsupported, says: "0x",
            good { $0.function("f", code: [0xfd, 0x0c], [UInt8](repeating: 0, count: 16), .drop) }),
        RefusedModule(
            "an atomic opcode", wasm_malformed, wasm_unsupported, says: "0x",
            good { $0.function("f", code: [0xfe, 0x03, 0x00]) }),
        RefusedModule(
            "a long opcode that there is not", wasm_malformed, wasm_unsupported, wasm_invalid, says: "0x",
            good { $0.function("f", code: [0xfc, 0x7f]) }),
        RefusedModule(
            "a tail call", wasm_malformed, wasm_unsupported, says: "0x", good { $0.function("f", code: [0x12, 0x01]) }),
        RefusedModule(
            "a constant that is cut", wasm_malformed, says: "",
            sections(oneFunction + [(10, [0x01, 0x04, 0x00, 0x41, 0x80, 0x80])])),
        RefusedModule(
            "a constant of six bytes", wasm_malformed, says: "",
            good { $0.function("f", code: [0x41, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00], .drop) }),
        RefusedModule(
            "a constant with bits beyond its 32", wasm_malformed, says: "",
            good { $0.function("f", code: [0x41, 0x80, 0x80, 0x80, 0x80, 0x70], .drop) }),
        RefusedModule(
            "a long constant of eleven bytes", wasm_malformed, says: "",
            good { $0.function("f", code: [0x42], [UInt8](repeating: 0x80, count: 10), [0x00], .drop) }),
        RefusedModule(
            "a long constant with bits beyond its 64", wasm_malformed, says: "",
            good { $0.function("f", code: [0x42], [UInt8](repeating: 0x80, count: 9), [0x7e], .drop) }),
        RefusedModule(
            "an offset of more than 32 bits", wasm_malformed, says: "",
            good { $0.function("f", code: .i32(0), [0x28, 0x02, 0xff, 0xff, 0xff, 0xff, 0x1f], .drop) }),
        RefusedModule(
            "a memory's size of another memory", wasm_malformed, wasm_unsupported, wasm_invalid, says: "",
            good { $0.function("f", code: [0x3f, 0x01], .drop) }),
        RefusedModule(
            "a branch table longer than its body", wasm_malformed, wasm_over_limit, wasm_invalid, says: "",
            good { $0.function("f", code: .i32(0), [0x0e, 0xff, 0xff, 0xff, 0xff, 0x0f]) }),
        RefusedModule(
            "a block nested deeper than the limit", wasm_over_limit, says: "",
            good { module in
                let depth = Int(wasm_default_limits.control_depth) + 1
                module.function(
                    "f", code: [[UInt8]](repeating: [0x02, 0x40], count: depth).flatMap { $0 },
                    [UInt8](repeating: 0x0b, count: depth))
            }),
        RefusedModule(
            "more operands than the limit", wasm_over_limit, says: "",
            good { module in
                let depth = Int(wasm_default_limits.operand_depth) + 1
                module.function(
                    "f", code: [[UInt8]](repeating: .i32(0), count: depth).flatMap { $0 },
                    [UInt8](repeating: 0x1a, count: depth))
            }),
    ]
}

extension [UInt8] {
    static let f32Zero: [UInt8] = [0x43, 0, 0, 0, 0]
}

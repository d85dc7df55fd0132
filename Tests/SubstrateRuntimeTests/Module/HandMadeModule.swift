// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateRuntime

/// A WebAssembly module that a test writes section by section.
struct HandMadeModule {
    struct Function {
        var name: String
        var signature = "ii:I"
        var code: [UInt8]
    }

    var imports: [(name: String, signature: String)] = []
    var functions: [Function] = []
    var memoryPages = 2
    var data: [(offset: UInt32, bytes: [UInt8])] = []
    var heapBase: UInt32? = 0x8000
    var version: [UInt8]? = RuntimeCode.Version.handMade.scaleEncoded
    var interfaces: [UInt8]?

    var bytes: [UInt8] {
        var signatures: [String] = []
        func type(_ signature: String) -> UInt32 {
            if let index = signatures.firstIndex(of: signature) { return UInt32(index) }
            signatures.append(signature)
            return UInt32(signatures.count - 1)
        }
        let memory = named("env") + named("memory") + [0x02, 0x00] + leb(UInt32(memoryPages))
        let imported =
            [memory] + imports.map { named("env") + named($0.name) + [0x00] + leb(type($0.signature)) }
        let declared = functions.map { leb(type($0.signature)) }
        var exports = functions.enumerated().map { index, function in
            named(function.name) + [0x00] + leb(UInt32(imports.count + index))
        }
        var globals: [[UInt8]] = []
        if let heapBase {
            globals.append([0x7f, 0x00] + .i32(heapBase) + [0x0b])
            exports.append(named("__heap_base") + [0x03, 0x00])
        }
        let types = signatures.map { signature -> [UInt8] in
            let sides = signature.split(separator: ":", omittingEmptySubsequences: false)
            return [0x60] + vector(sides[0].map { [valueType($0)] }) + vector(sides[1].map { [valueType($0)] })
        }
        let bodies = functions.map { function -> [UInt8] in
            let body = [0x00] + function.code + [0x0b]
            return leb(UInt32(body.count)) + body
        }
        let segments = data.map { [0x00] + .i32($0.offset) + [0x0b] + leb(UInt32($0.bytes.count)) + $0.bytes }
        var module: [UInt8] = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
        for (id, items) in [
            (UInt8(1), types), (2, imported), (3, declared), (6, globals), (7, exports), (10, bodies), (11, segments),
        ] where !items.isEmpty {
            module += section(id, vector(items))
        }
        if let version { module += section(0, named("runtime_version") + version) }
        if let interfaces { module += section(0, named("runtime_apis") + interfaces) }
        return module
    }

    private func section(_ id: UInt8, _ content: [UInt8]) -> [UInt8] { [id] + leb(UInt32(content.count)) + content }
    private func vector(_ items: [[UInt8]]) -> [UInt8] { leb(UInt32(items.count)) + items.flatMap { $0 } }
    private func named(_ name: String) -> [UInt8] { leb(UInt32(name.utf8.count)) + Array(name.utf8) }

    private func valueType(_ letter: Character) -> UInt8 {
        switch letter {
        case "i": 0x7f
        case "I": 0x7e
        case "f": 0x7d
        default: 0x7c
        }
    }
}

/// Unsigned LEB128.
func leb(_ value: UInt32) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    repeat {
        bytes.append(UInt8(rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
        rest >>= 7
    } while rest != 0
    return bytes
}

extension [UInt8] {
    /// `i32.const`
    static func i32(_ value: UInt32) -> [UInt8] { [0x41] + signed(Int64(Int32(bitPattern: value))) }
    /// `i64.const`
    static func i64(_ value: UInt64) -> [UInt8] { [0x42] + signed(Int64(bitPattern: value)) }
    /// `call`
    static func call(_ function: Int) -> [UInt8] { [0x10] + leb(UInt32(function)) }
    /// `local.get`
    static func local(_ index: UInt32) -> [UInt8] { [0x20] + leb(index) }
    static let i32Store: [UInt8] = [0x36, 0x02, 0x00]
    static let i64Store: [UInt8] = [0x37, 0x03, 0x00]
    static let i64Or: [UInt8] = [0x84]
    static let i64ExtendI32: [UInt8] = [0xad]
    static let unreachable: [UInt8] = [0x00]
    static let drop: [UInt8] = [0x1a]
    /// A loop without end.
    static let endless: [UInt8] = [0x03, 0x40, 0x0c, 0x00, 0x0b]

    /// The answer of a method: `count` bytes at `pointer`.
    static func answer(_ pointer: UInt32, _ count: Int) -> [UInt8] { .i64(UInt64(count) << 32 | UInt64(pointer)) }

    /// Signed LEB128.
    private static func signed(_ value: Int64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while true {
            let byte = UInt8(truncatingIfNeeded: rest) & 0x7f
            rest >>= 7
            if rest == 0 && byte & 0x40 == 0 || rest == -1 && byte & 0x40 != 0 { return bytes + [byte] }
            bytes.append(byte | 0x80)
        }
    }
}

extension RuntimeCode.Version {
    /// Of the modules that tests write: what `HandMadeModule` has in its section. Of the oldest kind, without later fields.
    static let handMade = RuntimeCode.Version(
        specName: "by-hand", implName: "tests", authoringVersion: 1, specVersion: 7, implVersion: 0,
        interfaces: [Interface(id: [0xdf, 0x6a, 0xcb, 0x68, 0x99, 0x07, 0x60, 0x9b], version: 4)],
        transactionVersion: 3, systemVersion: 1)
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Bytes after bytes. The compiler takes minutes over long chains of `+`, of which there are too many.
infix operator ++ : AdditionPrecedence

func ++ (first: [UInt8], second: [UInt8]) -> [UInt8] {
    var bytes = first
    bytes.append(contentsOf: second)
    return bytes
}

/// Instructions, by the names of the text format.
extension [UInt8] {
    static let unreachable: [UInt8] = [0x00]
    static let nop: [UInt8] = [0x01]
    static let els: [UInt8] = [0x05]
    static let end: [UInt8] = [0x0b]
    static let ret: [UInt8] = [0x0f]
    static let drop: [UInt8] = [0x1a]
    static let select: [UInt8] = [0x1b]
    static let memorySize: [UInt8] = [0x3f, 0x00]
    static let memoryGrow: [UInt8] = [0x40, 0x00]
    static let memoryCopy: [UInt8] = [0xfc, 0x0a, 0x00, 0x00]
    static let memoryFill: [UInt8] = [0xfc, 0x0b, 0x00]
    static let tableCopy: [UInt8] = [0xfc, 0x0e, 0x00, 0x00]

    static let i32Eqz: [UInt8] = [0x45]
    static let i32LtU: [UInt8] = [0x49]
    static let i32Add: [UInt8] = [0x6a]
    static let i32Sub: [UInt8] = [0x6b]
    static let i32And: [UInt8] = [0x71]
    static let i64Add: [UInt8] = [0x7c]

    static func i32(_ value: Int32) -> [UInt8] { [0x41] ++ .sleb(Int64(value)) }
    static func i64(_ value: Int64) -> [UInt8] { [0x42] ++ .sleb(value) }
    /// A constant of any type, by its bits.
    static func constant(_ type: WasmType, _ bits: UInt64) -> [UInt8] {
        switch type {
        case .i32: .i32(Int32(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case .i64: .i64(Int64(bitPattern: bits))
        case .f32: [0x43] + (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
        case .f64: [0x44] + (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
        }
    }

    static func localGet(_ index: UInt32) -> [UInt8] { [0x20] ++ .leb(index) }
    static func localSet(_ index: UInt32) -> [UInt8] { [0x21] ++ .leb(index) }
    static func localTee(_ index: UInt32) -> [UInt8] { [0x22] ++ .leb(index) }
    static func globalGet(_ index: UInt32) -> [UInt8] { [0x23] ++ .leb(index) }
    static func globalSet(_ index: UInt32) -> [UInt8] { [0x24] ++ .leb(index) }

    static func br(_ depth: UInt32) -> [UInt8] { [0x0c] ++ .leb(depth) }
    static func brIf(_ depth: UInt32) -> [UInt8] { [0x0d] ++ .leb(depth) }
    static func brTable(_ depths: [UInt32], _ last: UInt32) -> [UInt8] {
        [0x0e] ++ .vector(depths.map { .leb($0) }) ++ .leb(last)
    }
    static func call(_ function: UInt32) -> [UInt8] { [0x10] ++ .leb(function) }
    static func callIndirect(_ type: UInt32) -> [UInt8] { [0x11] ++ .leb(type) ++ [0x00] }

    /// A block, loop or if of no parameters and at most one result.
    static func block(_ result: WasmType? = nil, _ code: [UInt8]) -> [UInt8] {
        [0x02, result?.rawValue ?? 0x40] ++ code ++ .end
    }
    static func loop(_ result: WasmType? = nil, _ code: [UInt8]) -> [UInt8] {
        [0x03, result?.rawValue ?? 0x40] ++ code ++ .end
    }
    static func when(_ result: WasmType? = nil, _ then: [UInt8], else otherwise: [UInt8]? = nil) -> [UInt8] {
        [0x04, result?.rawValue ?? 0x40] + then + (otherwise.map { .els + $0 } ?? []) ++ .end
    }

    /// A load or a store: its opcode, the offset, and as alignment the exponent of two.
    static func access(_ opcode: UInt8, offset: UInt32 = 0, align: UInt32 = 0) -> [UInt8] {
        [opcode] ++ .leb(align) ++ .leb(offset)
    }
    static func memoryInit(_ segment: UInt32) -> [UInt8] { [0xfc, 0x08] ++ .leb(segment) ++ [0x00] }
    static func dataDrop(_ segment: UInt32) -> [UInt8] { [0xfc, 0x09] ++ .leb(segment) }
    static func tableInit(_ segment: UInt32) -> [UInt8] { [0xfc, 0x0c] ++ .leb(segment) ++ [0x00] }
    static func elementsDrop(_ segment: UInt32) -> [UInt8] { [0xfc, 0x0d] ++ .leb(segment) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A valid module that a seed draws: functions that compute, branch, loop, call, read and write, and end soon.
///
/// Every function and every turn of a loop takes one of a budget, a global: where it is used up, the program traps. Functions call only
/// those before them, and through the table only the first half. Wrappers of whole numbers are exported, so that no float passes the
/// host, which may not carry every NaN.
struct RandomModule {
    private(set) var module = WasmModule()
    private(set) var calls: [(name: String, arguments: [UInt64])] = []
    var numbers: Numbers
    var signatures: [(parameters: [WasmType], results: [WasmType])] = []
    var globals: [WasmType] = []
    let functionCount: Int
    let hosts: Int

    static let budget: UInt32 = 0

    init(seed: UInt64) {
        numbers = Numbers(seed: seed)
        functionCount = numbers.next(3...8)
        hosts = 2
        module.importFunction("double", [.i64], [.i64])
        module.importFunction("note", [.i32], [])
        signatures = [([.i64], [.i64]), ([.i32], [])]
        module.memory(UInt32(numbers.next(1...2)), 4)
        module.data(
            at: UInt32(numbers.next(0...65000)), (0..<numbers.next(0...200)).map { _ in UInt8(numbers.next(0...255)) })
        module.data(at: nil, (0..<64).map { _ in UInt8(numbers.next(0...255)) })
        module.global(.i32, .i32(1500))
        globals = [.i32]
        for _ in 0..<numbers.next(3...6) {
            let type = numbers.pick(WasmType.allCases)
            globals.append(type)
            module.global(type, .constant(type, literal(type)))
        }
        for _ in 0..<functionCount { addFunction() }
        // Some entries stay empty.
        let half = UInt32(functionCount / 2)
        module.table(half + 3)
        module.elements(at: 0, (0..<half).map { $0 + UInt32(hosts) })
        addWrappers()
        for _ in 0..<6 {
            let function = numbers.next(0...functionCount - 1)
            let parameters = signatures[hosts + function].parameters
            calls.append(("f\(function)", parameters.map { literal($0) }))
        }
        calls += globals.indices.map { ("g\($0)", []) }
    }

    private mutating func addFunction() {
        let parameters = (0..<numbers.next(0...4)).map { _ in numbers.pick(WasmType.allCases) }
        let results = (0..<numbers.pick([0, 1, 1, 1, 1, 2, 3])).map { _ in numbers.pick(WasmType.allCases) }
        var body = RandomBody(in: self, parameters: parameters, results: results)
        let code = body.code()
        numbers = body.numbers
        module.types = body.types
        module.function(nil, parameters, results, locals: Array(body.locals.dropFirst(parameters.count)), code: code)
        signatures.append((parameters, results))
    }

    /// Bits in, bits out.
    private mutating func addWrappers() {
        func carrier(_ type: WasmType) -> WasmType { type == .f32 ? .i32 : type == .f64 ? .i64 : type }
        func into(_ type: WasmType) -> [UInt8] { type == .f32 ? [0xbe] : type == .f64 ? [0xbf] : [] }
        func outOf(_ type: WasmType) -> [UInt8] { type == .f32 ? [0xbc] : type == .f64 ? [0xbd] : [] }
        for function in 0..<functionCount {
            let (parameters, results) = signatures[hosts + function]
            let first = UInt32(parameters.count)
            var code =
                parameters.enumerated().flatMap { .localGet(UInt32($0)) ++ into($1) } ++ .call(UInt32(hosts + function))
            for index in results.indices.reversed() { code += .localSet(first + UInt32(index)) }
            code += results.enumerated().flatMap { .localGet(first + UInt32($0)) ++ outOf($1) }
            module.function("f\(function)", parameters.map(carrier), results.map(carrier), locals: results, code: code)
        }
        for (index, type) in globals.enumerated() {
            module.function("g\(index)", [], [carrier(type)], code: .globalGet(UInt32(index)), outOf(type))
        }
    }

    /// The bits of a constant, often one at a border.
    mutating func literal(_ type: WasmType) -> UInt64 {
        let drawn = numbers.next()
        let borders: [UInt64]
        switch type {
        case .i32: borders = [0, 1, 2, 7, 31, 32, 255, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff]
        case .i64:
            borders = [0, 1, 63, 64, 0xffff_ffff, 0x8000_0000_0000_0000, .max, 0x7fff_ffff_ffff_ffff, drawn >> 40]
        case .f32:
            borders = [
                0, 0x8000_0000, 0x3f80_0000, 0xbf80_0000, 1, 0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0x7fa0_0000,
                0x4f00_0000,
                0x3f00_0000,
            ]
        case .f64:
            borders = [
                0, 0x8000_0000_0000_0000, 0x3ff0_0000_0000_0000, 0xbff8_0000_0000_0000, 1, 0x7ff0_0000_0000_0000,
                0xfff0_0000_0000_0000, 0x7ff8_0000_0000_0000, 0x7ff4_0000_0000_0000, 0x41e0_0000_0000_0000,
                0x43e0_0000_0000_0000,
            ]
        }
        let isNarrow = type == .i32 || type == .f32
        return numbers.next(0...9) < 7 ? numbers.pick(borders) : isNarrow ? drawn & 0xffff_ffff : drawn
    }
}

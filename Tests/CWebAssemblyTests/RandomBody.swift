// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The code of one function of a `RandomModule`.
struct RandomBody {
    var numbers: Numbers { drawer.numbers }
    private(set) var locals: [WasmType]
    private(set) var types: [WasmModule.FunctionType]
    private let results: [WasmType]
    private let isIndirect: Bool
    private var drawer: RandomModule
    /// What a branch to each block carries, the innermost last.
    private var labels: [[WasmType]] = []
    private var room = 120

    init(in module: RandomModule, parameters: [WasmType], results: [WasmType]) {
        drawer = module
        types = module.module.types
        self.results = results
        isIndirect = module.signatures.count - module.hosts >= (module.functionCount + 1) / 2
        locals = parameters
        for _ in 0..<drawer.numbers.next(1...5) { locals.append(drawer.numbers.pick(WasmType.allCases)) }
    }

    mutating func code() -> [UInt8] {
        labels = [results]
        var code = takeFromBudget
        for _ in 0..<draw(2...7) { code += statement(3) }
        return code ++ results.flatMap { value($0, 3) }
    }

    private var takeFromBudget: [UInt8] {
        .globalGet(RandomModule.budget) ++ .i32Eqz ++ .when(nil, .unreachable) ++ .globalGet(RandomModule.budget)
            ++ .i32(1) ++ .i32Sub
            ++ .globalSet(RandomModule.budget)
    }

    private mutating func draw(_ range: ClosedRange<Int>) -> Int { drawer.numbers.next(range) }

    private mutating func type(_ parameters: [WasmType], _ results: [WasmType]) -> UInt32 {
        let type = WasmModule.FunctionType(parameters: parameters, results: results)
        if let index = types.firstIndex(of: type) { return UInt32(index) }
        types.append(type)
        return UInt32(types.count - 1)
    }

    /// A local of a type; a new one where there is none.
    private mutating func local(_ type: WasmType) -> UInt32 {
        let fitting = locals.indices.filter { locals[$0] == type }
        if !fitting.isEmpty { return UInt32(drawer.numbers.pick(fitting)) }
        locals.append(type)
        return UInt32(locals.count - 1)
    }

    private mutating func global(_ type: WasmType) -> UInt32? {
        let fitting = drawer.globals.indices.dropFirst().filter { drawer.globals[$0] == type }
        return fitting.isEmpty ? nil : UInt32(drawer.numbers.pick(fitting))
    }

    /// An address, most of them within the memory.
    private mutating func address(_ depth: Int) -> [UInt8] {
        draw(0...24) == 0 ? value(.i32, depth) : value(.i32, depth) ++ .i32(0xffff) ++ .i32And
    }

    private mutating func offset() -> UInt32 {
        UInt32(drawer.numbers.pick([0, 0, 0, 1, 4, 60, 1000, draw(0...70_000)]))
    }
}

// MARK: - Statements

extension RandomBody {
    private mutating func statements(_ depth: Int) -> [UInt8] { (0..<draw(1...3)).flatMap { _ in statement(depth) } }

    /// Something that leaves the stack as it was.
    private mutating func statement(_ depth: Int) -> [UInt8] {
        room -= 1
        guard depth > 0, room > 0 else { return .i32(Int32(draw(0...9))) ++ .localSet(local(.i32)) }
        switch draw(0...19) {
        case 0...4:
            let type = drawer.numbers.pick(WasmType.allCases)
            return value(type, depth) ++ .localSet(local(type))
        case 5:
            let type = drawer.numbers.pick(WasmType.allCases)
            guard let global = global(type) else { return .nop }
            return value(type, depth) ++ .globalSet(global)
        case 6, 7:
            let store = drawer.numbers.pick(stores)
            return address(depth - 1) ++ value(store.type, depth - 1)
                ++ .access(store.opcode, offset: offset(), align: UInt32(draw(0...store.align)))
        case 8, 9:
            let condition = value(.i32, depth - 1)
            labels.append([])
            defer { labels.removeLast() }
            return condition ++ .when(nil, statements(depth - 1), else: draw(0...1) == 0 ? nil : statements(depth - 1))
        case 10, 11:
            labels.append([])
            let body = statements(depth - 1) ++ branch(depth - 1) ++ statements(depth - 1)
            labels.removeLast()
            return .block(nil, body)
        case 12: return loop(depth)
        case 13: return jump(depth)
        case 14: return bulk(depth)
        case 15: return call(depth)
        case 16: return throughTypedBlock(depth)
        case 17: return value(.i64, depth - 1) ++ .drop
        case 18: return value(.i32, depth - 1) ++ .call(1)
        default: return .nop
        }
    }

    /// A branch that is taken or not.
    private mutating func branch(_ depth: Int) -> [UInt8] {
        let target = draw(0...labels.count - 1)
        let carried = labels[labels.count - 1 - target]
        let values = carried.flatMap { value($0, depth - 1) }
        let condition = value(.i32, depth - 1)
        return values ++ condition ++ .brIf(UInt32(target)) ++ carried.flatMap { _ in [UInt8].drop }
    }

    /// A branch, a return or a table of branches, and code that is never reached.
    private mutating func jump(_ depth: Int) -> [UInt8] {
        let condition = value(.i32, depth - 1)
        labels.append([])
        defer { labels.removeLast() }
        let target = draw(0...labels.count - 1)
        let carried = labels[labels.count - 1 - target]
        let values = carried.flatMap { value($0, depth - 1) }
        let same = labels.indices.filter { labels[labels.count - 1 - $0] == carried }.map(UInt32.init)
        let leave: [UInt8]
        switch draw(0...3) {
        case 0: leave = values ++ .br(UInt32(target))
        case 1: leave = results.flatMap { value($0, depth - 1) } ++ .ret
        default:
            let table = (0..<draw(0...4)).map { _ in drawer.numbers.pick(same) }
            leave = values ++ value(.i32, depth - 1) ++ .brTable(table, UInt32(target))
        }
        let unreached = drawer.numbers.pick([
            [], .i32Add ++ .drop, .drop ++ .select ++ .drop, .i64(1) ++ .drop, [0xa7] ++ .drop,
        ])
        return condition ++ .when(nil, leave ++ unreached)
    }

    private mutating func loop(_ depth: Int) -> [UInt8] {
        locals.append(.i32)
        let counter = UInt32(locals.count - 1)
        labels.append([])
        let body = statements(depth - 1)
        labels.removeLast()
        return .i32(Int32(draw(1...6))) ++ .localSet(counter)
            ++ .loop(
                nil,
                takeFromBudget ++ body ++ .localGet(counter) ++ .i32(1) ++ .i32Sub ++ .localTee(counter) ++ .i32(0)
                    // Greater than: another branch may have made a turn more.
                    ++ [0x4a] ++ .brIf(0))
    }

    private mutating func bulk(_ depth: Int) -> [UInt8] {
        let count = [UInt8].i32(Int32(draw(0...300)))
        switch draw(0...4) {
        case 0, 1: return address(depth - 1) ++ address(depth - 1) ++ count ++ .memoryCopy
        case 2: return address(depth - 1) ++ value(.i32, depth - 1) ++ count ++ .memoryFill
        case 3: return address(depth - 1) ++ .i32(Int32(draw(0...60))) ++ .i32(Int32(draw(0...8))) ++ .memoryInit(1)
        default: return draw(0...3) == 0 ? .i32(1) ++ .memoryGrow ++ .drop : .dataDrop(1)
        }
    }

    /// A call, and its results into locals.
    private mutating func call(_ depth: Int) -> [UInt8] {
        let function = draw(0...drawer.signatures.count - 1)
        let (parameters, results) = drawer.signatures[function]
        var code = parameters.flatMap { value($0, depth - 1) }
        if isIndirect && draw(0...1) == 0 {
            let table = draw(0...drawer.functionCount / 2 + 3)
            code += .i32(Int32(draw(0...9) == 0 ? table : max(0, function - drawer.hosts)))
                ++ .callIndirect(type(parameters, results))
        } else {
            code += .call(UInt32(function))
        }
        return code ++ results.reversed().flatMap { [UInt8].localSet(local($0)) }
    }

    /// A block that takes values and leaves others.
    private mutating func throughTypedBlock(_ depth: Int) -> [UInt8] {
        let taken = (0..<draw(0...3)).map { _ in drawer.numbers.pick(WasmType.allCases) }
        let left = (0..<draw(0...3)).map { _ in drawer.numbers.pick(WasmType.allCases) }
        let index = type(taken, left)
        let values = taken.flatMap { value($0, depth - 1) }
        let condition = value(.i32, depth - 1)
        let isIf = draw(0...1) == 0
        func arm(_ body: inout RandomBody) -> [UInt8] {
            body.labels.append(left)
            defer { body.labels.removeLast() }
            return taken.reversed().flatMap { [UInt8].localSet(body.local($0)) } ++ body.statement(depth - 1)
                ++ left.flatMap { body.value($0, depth - 1) }
                ++ (body.draw(0...2) == 0 ? body.value(.i32, 1) ++ .brIf(0) : [])
        }
        let head: [UInt8] = [isIf ? 0x04 : 0x02] ++ .sleb(Int64(index))
        let body = arm(&self) ++ (isIf ? .els + arm(&self) : [])
        return values ++ (isIf ? condition : []) ++ head ++ body ++ .end
            ++ left.reversed().flatMap { [UInt8].localSet(local($0)) }
    }
}

// MARK: - Values

extension RandomBody {
    /// An expression of a type.
    fileprivate mutating func value(_ type: WasmType, _ depth: Int) -> [UInt8] {
        room -= 1
        guard depth > 0, room > 0 else { return leaf(type) }
        switch draw(0...15) {
        case 0, 1: return leaf(type)
        case 2...6: return binary(type, depth)
        case 7...9: return unary(type, depth)
        case 10:
            let load = drawer.numbers.pick(loads.filter { $0.type == type })
            return address(depth - 1) ++ .access(load.opcode, offset: offset(), align: UInt32(draw(0...load.align)))
        case 11: return value(type, depth - 1) ++ value(type, depth - 1) ++ value(.i32, depth - 1) ++ .select
        case 12:
            let condition = value(.i32, depth - 1)
            labels.append([type])
            defer { labels.removeLast() }
            return condition ++ .when(type, value(type, depth - 1), else: value(type, depth - 1))
        case 13:
            labels.append([type])
            defer { labels.removeLast() }
            return .block(
                type, value(type, depth - 1) ++ value(.i32, depth - 1) ++ .brIf(0) ++ .drop ++ value(type, depth - 1))
        case 14: return value(type, depth - 1) ++ .localTee(local(type))
        default:
            let fitting = drawer.signatures.indices.filter { drawer.signatures[$0].results == [type] }
            guard !fitting.isEmpty else { return leaf(type) }
            let function = drawer.numbers.pick(fitting)
            return drawer.signatures[function].parameters.flatMap { value($0, depth - 1) } ++ .call(UInt32(function))
        }
    }

    private mutating func leaf(_ type: WasmType) -> [UInt8] {
        switch draw(0...5) {
        case 0, 1, 2: return .localGet(local(type))
        case 3: return global(type).map { .globalGet($0) } ?? .localGet(local(type))
        case 4: return type == .i32 ? .memorySize : .constant(type, drawer.literal(type))
        default: return .constant(type, drawer.literal(type))
        }
    }

    private mutating func binary(_ type: WasmType, _ depth: Int) -> [UInt8] {
        let (first, second) = (value(type, depth - 1), value(type, depth - 1))
        switch type {
        case .i32, .i64:
            let start: UInt8 = type == .i32 ? 0x6a : 0x7c
            let opcode = start + UInt8(draw(0...14))
            // Most divisors are not zero.
            let divides = (start + 3...start + 6).contains(opcode)
            let one: [UInt8] = divides && draw(0...20) != 0 ? .constant(type, 1) ++ [start + 8] : []
            return first ++ second ++ one ++ [opcode]
        case .f32: return first ++ second ++ [0x92 + UInt8(draw(0...6))]
        case .f64: return first ++ second ++ [0xa0 + UInt8(draw(0...6))]
        }
    }

    private mutating func unary(_ type: WasmType, _ depth: Int) -> [UInt8] {
        if type == .i32 && draw(0...1) == 0 {
            let compared = drawer.numbers.pick(WasmType.allCases)
            let opcodes: ClosedRange<UInt8> =
                switch compared {
                case .i32: 0x46...0x4f
                case .i64: 0x51...0x5a
                case .f32: 0x5b...0x60
                case .f64: 0x61...0x66
                }
            return value(compared, depth - 1) ++ value(compared, depth - 1) ++ [drawer.numbers.pick(Array(opcodes))]
        }
        let chosen = drawer.numbers.pick(unaries.filter { $0.to == type })
        // Conversions that trap are rarer than those that do not.
        if chosen.traps && draw(0...9) != 0 { return value(type, depth - 1) }
        return value(chosen.from, depth - 1) + chosen.code
    }
}

private let loads: [(opcode: UInt8, type: WasmType, align: Int)] = [
    (0x28, .i32, 2), (0x29, .i64, 3), (0x2a, .f32, 2), (0x2b, .f64, 3), (0x2c, .i32, 0), (0x2d, .i32, 0),
    (0x2e, .i32, 1),
    (0x2f, .i32, 1), (0x30, .i64, 0), (0x31, .i64, 0), (0x32, .i64, 1), (0x33, .i64, 1), (0x34, .i64, 2),
    (0x35, .i64, 2),
]

private let stores: [(opcode: UInt8, type: WasmType, align: Int)] = [
    (0x36, .i32, 2), (0x37, .i64, 3), (0x38, .f32, 2), (0x39, .f64, 3), (0x3a, .i32, 0), (0x3b, .i32, 1),
    (0x3c, .i64, 0),
    (0x3d, .i64, 1), (0x3e, .i64, 2),
]

private let unaries: [(from: WasmType, to: WasmType, code: [UInt8], traps: Bool)] = {
    var all: [(from: WasmType, to: WasmType, code: [UInt8], traps: Bool)] = []
    func add(_ from: WasmType, _ to: WasmType, _ opcodes: ClosedRange<UInt8>, traps: Bool = false) {
        all += opcodes.map { (from, to, [$0], traps) }
    }
    add(.i32, .i32, 0x45...0x45)
    add(.i64, .i32, 0x50...0x50)
    add(.i32, .i32, 0x67...0x69)
    add(.i64, .i64, 0x79...0x7b)
    add(.f32, .f32, 0x8b...0x91)
    add(.f64, .f64, 0x99...0x9f)
    add(.i64, .i32, 0xa7...0xa7)
    add(.f32, .i32, 0xa8...0xa9, traps: true)
    add(.f64, .i32, 0xaa...0xab, traps: true)
    add(.i32, .i64, 0xac...0xad)
    add(.f32, .i64, 0xae...0xaf, traps: true)
    add(.f64, .i64, 0xb0...0xb1, traps: true)
    add(.i32, .f32, 0xb2...0xb3)
    add(.i64, .f32, 0xb4...0xb5)
    add(.f64, .f32, 0xb6...0xb6)
    add(.i32, .f64, 0xb7...0xb8)
    add(.i64, .f64, 0xb9...0xba)
    add(.f32, .f64, 0xbb...0xbb)
    add(.f32, .i32, 0xbc...0xbc)
    add(.f64, .i64, 0xbd...0xbd)
    add(.i32, .f32, 0xbe...0xbe)
    add(.i64, .f64, 0xbf...0xbf)
    add(.i32, .i32, 0xc0...0xc1)
    add(.i64, .i64, 0xc2...0xc4)
    for (number, pair) in [(WasmType.f32, WasmType.i32), (.f64, .i32), (.f32, .i64), (.f64, .i64)].enumerated() {
        for sign in 0...1 { all.append((pair.0, pair.1, [0xfc, UInt8(2 * number + sign)], false)) }
    }
    return all
}()

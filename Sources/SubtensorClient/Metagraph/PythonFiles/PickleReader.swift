// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Reads Python's pickles without being Python: nothing is looked up, made or called. A pickle is a program for a
/// machine with a stack; of its instructions those are known here that plain values, lists and records need, and of the
/// classes and functions that it may name only those that the caller lists. Anything else ends the reading.
struct PickleReader {
    /// More values than the largest subnet's metagraph has.
    static let largestCount = 1 << 22
    /// More lists within lists than anything that is meant has.
    static let largestDepth = 256
    /// Longer than any name of a module or a class.
    private static let longestName = 255

    private let globals: Set<PickleGlobal>
    private var reader: ByteReader
    private var graph: PickleGraph
    private var stack: [PickleGraph.Reference] = []
    /// How high the stack was at each mark.
    private var marks: [Int] = []
    private var memo: [UInt32: PickleGraph.Reference] = [:]

    /// Reads a range of bytes, in which nothing may follow the pickle.
    ///
    /// - Parameter globals: the classes and functions that may be named.
    static func read(
        _ bytes: [UInt8], in range: Range<Int>? = nil, globals: Set<PickleGlobal>
    ) throws(FileDamage) -> PickleGraph {
        var reader = PickleReader(bytes, range ?? 0..<bytes.count, globals)
        return try reader.graphOfAll()
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>, _ globals: Set<PickleGlobal>) {
        self.globals = globals
        reader = ByteReader(bytes, in: range)
        graph = PickleGraph(source: bytes)
    }

    private mutating func graphOfAll() throws(FileDamage) -> PickleGraph {
        while true {
            let place = reader.place
            let byte = try reader.byte()
            guard let opcode = PickleOpcode(rawValue: byte) else {
                throw FileDamage(
                    "its instruction \([byte].hex) at byte \(place) is none that a saved metagraph needs: it is refused"
                )
            }
            if opcode == .stop { return try finished(at: place) }
            do {
                try carryOut(opcode)
            } catch {
                throw FileDamage("its instruction \(opcode.name) at byte \(place) cannot be followed: \(error.reason)")
            }
        }
    }

    private mutating func finished(at place: Int) throws(FileDamage) -> PickleGraph {
        guard stack.count == 1, marks.isEmpty else {
            throw FileDamage("it ends at byte \(place) with \(stack.count) values instead of one")
        }
        guard reader.rest == 0 else { throw FileDamage("\(reader.rest) bytes follow its end at byte \(place)") }
        graph.root = stack[0]
        return graph
    }

    private mutating func carryOut(_ opcode: PickleOpcode) throws(FileDamage) {
        switch opcode {
        case .proto:
            let version = try reader.byte()
            guard version <= 5 else { throw FileDamage("protocol \(version) is not known") }
        case .frame:
            // The frames of protocol 4 help whoever reads from a stream.
            _ = try reader.length(UInt64.self)
        case .stop: break

        case .none: try push(.none)
        case .newTrue: try push(.bool(true))
        case .newFalse: try push(.bool(false))
        case .binInt: try push(.integer(Int64(Int32(bitPattern: try reader.integer()))))
        case .binInt1: try push(.integer(Int64(try reader.byte())))
        case .binInt2: try push(.integer(Int64(try reader.integer(UInt16.self))))
        case .long1: try pushLong()
        case .binFloat:
            try push(.float(Double(bitPattern: try reader.integer(UInt64.self).byteSwapped)))
        case .binUnicode: try push(.text(try reader.text(try reader.length(UInt32.self))))
        case .shortBinUnicode: try push(.text(try reader.text(try reader.length(UInt8.self))))
        case .binBytes: try push(.bytes(try reader.range(try reader.length(UInt32.self))))
        case .shortBinBytes: try push(.bytes(try reader.range(try reader.length(UInt8.self))))

        case .mark:
            guard marks.count < Self.largestDepth else { throw FileDamage("it nests deeper than \(marks.count)") }
            marks.append(stack.count)
        case .emptyDict: try push(.dictionary)
        case .emptyList: try push(.list)
        case .emptyTuple: try push(.tuple)
        case .tuple: try push(.tuple, try poppedToMark())
        case .tuple1: try push(.tuple, try popped(1))
        case .tuple2: try push(.tuple, try popped(2))
        case .tuple3: try push(.tuple, try popped(3))
        case .append: try append(try popped(1), to: "a list") { $0 == .list }
        case .appends: try append(try poppedToMark(), to: "a list") { $0 == .list }
        case .setItem: try append(try popped(2), to: "a dictionary", if: Self.takesItems)
        case .setItems:
            let items = try poppedToMark()
            guard items.count.isMultiple(of: 2) else { throw FileDamage("a key has no value") }
            try append(items, to: "a dictionary", if: Self.takesItems)

        case .global:
            let module = try reader.line(limit: Self.longestName)
            try pushGlobal(module, try reader.line(limit: Self.longestName))
        case .stackGlobal:
            let names = try popped(2)
            guard let module = graph.text(names[0]), let name = graph.text(names[1]) else {
                throw FileDamage("what it names is no text")
            }
            try pushGlobal(module, name)
        case .reduce, .newObject:
            let parts = try popped(2)
            guard let global = graph.global(parts[0]), graph.tuple(parts[1]) != nil else {
                throw FileDamage("it makes something of what is no class and no tuple")
            }
            try push(.made(global, arguments: parts[1]))
        case .build:
            let state = try popped(1)[0]
            guard let top = stack.last, case .made = graph[top].kind, graph[top].state == nil else {
                throw FileDamage("there is no new object that could take a state")
            }
            graph.values[Int(top.number)].state = state
        case .binPersID: try push(.outside, try popped(1))

        case .memoize: try remember(UInt32(clamping: memo.count))
        case .binPut: try remember(UInt32(try reader.byte()))
        case .longBinPut: try remember(try reader.integer())
        case .binGet: try recall(UInt32(try reader.byte()))
        case .longBinGet: try recall(try reader.integer())
        }
    }

    // MARK: The stack

    private mutating func push(_ kind: PickleGraph.Kind, _ items: [PickleGraph.Reference] = []) throws(FileDamage) {
        guard graph.values.count < Self.largestCount else {
            throw FileDamage("it has more than \(Self.largestCount) values")
        }
        stack.append(PickleGraph.Reference(number: Int32(graph.values.count)))
        graph.values.append(PickleGraph.Value(kind: kind, items: items))
    }

    private mutating func popped(_ count: Int) throws(FileDamage) -> [PickleGraph.Reference] {
        guard stack.count - (marks.last ?? 0) >= count else { throw FileDamage("the stack is empty") }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    private mutating func poppedToMark() throws(FileDamage) -> [PickleGraph.Reference] {
        guard let mark = marks.popLast() else { throw FileDamage("there is no mark") }
        defer { stack.removeLast(stack.count - mark) }
        return Array(stack[mark...])
    }

    private mutating func append(
        _ items: [PickleGraph.Reference], to what: String, if fits: (PickleGraph.Kind) -> Bool
    ) throws(FileDamage) {
        guard stack.count > marks.last ?? 0, let top = stack.last, fits(graph[top].kind) else {
            throw FileDamage("there is not \(what) below")
        }
        graph.values[Int(top.number)].items += items
    }

    /// Dictionaries, and what Python fills like one: an `OrderedDict`.
    private static func takesItems(_ kind: PickleGraph.Kind) -> Bool {
        switch kind {
        case .dictionary, .made: true
        default: false
        }
    }

    // MARK: Values

    private mutating func pushGlobal(_ module: String, _ name: String) throws(FileDamage) {
        let global = PickleGlobal(module, name)
        guard globals.contains(global) else {
            throw FileDamage("\(excerpt("\(global)")) is nothing that a saved metagraph names: it is refused")
        }
        try push(.global(global))
    }

    private mutating func pushLong() throws(FileDamage) {
        let range = try reader.range(try reader.length(UInt8.self))
        let bytes = reader.bytes[range]
        let sign: UInt8 = (bytes.last ?? 0) & 0x80 == 0 ? 0 : 0xff
        guard bytes.dropFirst(8).allSatisfy({ $0 == sign }), (bytes.dropFirst(7).first ?? sign) & 0x80 == sign & 0x80
        else { return try push(.hugeInteger) }
        var bits: UInt64 = sign == 0 ? 0 : .max
        for byte in bytes.prefix(8).reversed() { bits = bits << 8 | UInt64(byte) }
        try push(.integer(Int64(bitPattern: bits)))
    }

    // MARK: The memo

    private mutating func remember(_ key: UInt32) throws(FileDamage) {
        guard stack.count > marks.last ?? 0, let top = stack.last else { throw FileDamage("the stack is empty") }
        guard memo.count < Self.largestCount else { throw FileDamage("it remembers too much") }
        memo[key] = top
    }

    private mutating func recall(_ key: UInt32) throws(FileDamage) {
        guard let value = memo[key] else { throw FileDamage("it never remembered number \(key)") }
        stack.append(value)
    }
}

/// The instructions that are followed, by the names of Python's `pickletools`.
enum PickleOpcode: UInt8, CaseIterable {
    case proto = 0x80
    case frame = 0x95
    case mark = 0x28
    case stop = 0x2e
    case emptyDict = 0x7d
    case emptyList = 0x5d
    case emptyTuple = 0x29
    case setItem = 0x73
    case setItems = 0x75
    /// How a list gets its only item.
    case append = 0x61
    case appends = 0x65
    case binUnicode = 0x58
    case shortBinUnicode = 0x8c
    case binBytes = 0x42
    case shortBinBytes = 0x43
    case binInt = 0x4a
    case binInt1 = 0x4b
    case binInt2 = 0x4d
    case long1 = 0x8a
    case binFloat = 0x47
    case none = 0x4e
    case newTrue = 0x88
    case newFalse = 0x89
    case tuple = 0x74
    case tuple1 = 0x85
    case tuple2 = 0x86
    case tuple3 = 0x87
    case global = 0x63
    case stackGlobal = 0x93
    case reduce = 0x52
    case newObject = 0x81
    case build = 0x62
    case memoize = 0x94
    case binPut = 0x71
    case longBinPut = 0x72
    case binGet = 0x68
    case longBinGet = 0x6a
    case binPersID = 0x51

    /// The name in Python's documentation.
    var name: String {
        if self == .newObject { return "NEWOBJ" }
        let name = "\(self)".uppercased()
        let word = ["EMPTY", "SHORT", "STACK", "LONG"].first { name.hasPrefix($0) && self != .long1 }
        return word.map { "\($0)_\(name.dropFirst($0.count))" } ?? name
    }
}

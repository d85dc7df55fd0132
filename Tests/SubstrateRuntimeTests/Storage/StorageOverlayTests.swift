// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers
import SubstrateRuntime
import Testing

@Suite struct StorageOverlayTests {
    private let events = [UInt8]("events".utf8)

    private func overlay(_ entries: KeyValuePairs<[UInt8], [UInt8]> = [:]) -> StorageOverlay {
        StorageOverlay(over: StateTrie(of: entries.map { (key: $0.key, value: $0.value) }, version: .v1))
    }

    @Test("whatever is done, an overlay holds what dictionaries with copies hold", arguments: UInt64(1)...12)
    func model(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let names: [[UInt8]?] = [nil, [1], [2]]
        var source: [[UInt8]?: PlainOverlay.Entries] = [:]
        var changes = StorageChanges()
        for name in names {
            for _ in 0..<numbers.below(40) {
                source[name, default: [:]][numbers.key()] = numbers.bytes(numbers.below(3))
            }
            let written = (source[name] ?? [:]).mapValues { Optional($0) }
            if let name { changes.children[name] = written } else { changes.top = written }
        }
        var overlay = StorageOverlay(over: StateTrie().applying(changes, version: .v0))
        if source[[1]] != nil || source[[2]] != nil {
            // What the main trie has of its children.
            for name: [UInt8] in [[1], [2]] where source[name] != nil {
                let key = StateTrie.childRootPrefix + name
                source[nil, default: [:]][key] = try overlay.value(for: key, in: nil)
            }
        }
        var plain = PlainOverlay(over: source)

        for _ in 0..<600 {
            let child = names[numbers.below(3)]
            let key = numbers.key()
            switch numbers.below(12) {
            case 0...3:
                let value = numbers.below(4) == 0 ? nil : numbers.bytes(numbers.below(3))
                overlay.set(value, for: key, in: child)
                plain.set(value, for: key, in: child)
            case 4...6:
                let item = numbers.bytes(numbers.below(4))
                // Nothing but one-byte counts, which the plain one understands.
                if let first = plain.entries(in: nil)[key]?.first, first & 3 != 0 || first >= 252 { break }
                try overlay.append(item, to: key)
                plain.append(item, to: key)
            case 7:
                let prefix = [UInt8](key.prefix(2)) + (child == nil && key.isEmpty ? [0] : [])
                let limit = numbers.below(2) == 0 ? nil : UInt32(numbers.below(5))
                let mine = try overlay.clear(prefix: prefix, limit: limit, in: child)
                #expect(mine == plain.clear(prefix: prefix, limit: limit, in: child))
            case 8...9:
                overlay.begin()
                plain.begin()
            case 10:
                guard plain.depth > 0 else { break }
                try overlay.commit()
                plain.commit()
            default:
                guard plain.depth > 0 else { break }
                try overlay.rollBack()
                plain.rollBack()
            }
            #expect(overlay.depth == plain.depth)
            for child in names {
                #expect(try overlay.value(for: key, in: child) == plain.entries(in: child)[key])
                #expect(try overlay.key(after: key, in: child) == plain.key(after: key, in: child))
            }
        }
        for child in names {
            let written = child.map { overlay.changes.children[$0] ?? [:] } ?? overlay.changes.top
            #expect(written == plain.changes(in: child))
            var keys: [[UInt8]] = []
            var next = try overlay.value(for: [], in: child).map { _ in [UInt8]() } ?? overlay.key(after: [], in: child)
            while let key = next {
                keys.append(key)
                next = try overlay.key(after: key, in: child)
            }
            #expect(keys == plain.entries(in: child).keys.sorted { $0.lexicographicallyPrecedes($1) })
        }
    }

    @Test("thousands of keys in any order are found, and gone through in theirs", arguments: UInt64(1)...3)
    func manyKeys(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        var overlay = overlay()
        var keys = (0..<3_000).map { _ in numbers.bytes(numbers.below(45)) }
        if seed == 1 { keys.sort { $0.lexicographicallyPrecedes($1) } }
        if seed == 2 { keys.sort { $1.lexicographicallyPrecedes($0) } }
        for key in keys { overlay.set(key, for: key, in: nil) }
        var found: [[UInt8]] = []
        var next = try overlay.value(for: [], in: nil) ?? overlay.key(after: [], in: nil)
        while let key = next {
            #expect(try overlay.value(for: key, in: nil) == key)
            found.append(key)
            next = try overlay.key(after: key, in: nil)
        }
        #expect(found == Set(keys).sorted { $0.lexicographicallyPrecedes($1) })
        #expect(try overlay.value(for: [1, 2, 3], in: nil) == (found.contains([1, 2, 3]) ? [1, 2, 3] : nil))
    }

    @Test("a vector grows past every length of its count, and shrinks back with its transactions")
    func longVector() throws {
        var overlay = overlay()
        for count in 1...16_500 {
            if count == 60 || count == 16_380 { overlay.begin() }
            try overlay.append([7], to: events)
        }
        let whole = [UInt8](repeating: 7, count: 16_500)
        #expect(try overlay.value(for: events, in: nil) == [0xd2, 0x01, 0x01, 0x00] + whole)
        try overlay.rollBack()
        #expect(try overlay.value(for: events, in: nil) == [0xed, 0xff] + whole.prefix(16_379))
        try overlay.rollBack()
        #expect(try overlay.value(for: events, in: nil) == [59 << 2] + whole.prefix(59))
    }

    @Test("a vector that is replaced after it was appended to comes back as it was")
    func replacedVector() throws {
        var overlay = overlay()
        try overlay.append([1], to: events)
        overlay.begin()
        try overlay.append([2], to: events)
        overlay.begin()
        overlay.set([9, 9, 9], for: events, in: nil)
        try overlay.commit()
        #expect(try overlay.value(for: events, in: nil) == [9, 9, 9])
        try overlay.rollBack()
        #expect(try overlay.value(for: events, in: nil) == [4, 1])
    }

    @Test("a vector that is replaced and comes back was never copied", arguments: [false, true])
    func replacedInPlace(inInner: Bool) throws {
        var overlay = overlay()
        overlay.set([252] + [UInt8](repeating: 7, count: 5_000), for: events, in: nil)
        func place() throws -> UnsafeRawPointer? {
            try overlay.value(for: events, in: nil)?.withUnsafeBytes { $0.baseAddress }
        }
        overlay.begin()
        try overlay.append([8], to: events)
        try overlay.rollBack()
        let before = try place()
        overlay.begin()
        try overlay.append([9], to: events)
        if inInner { overlay.begin() }
        overlay.set([1], for: events, in: nil)
        if inInner { try overlay.commit() }
        try overlay.rollBack()
        #expect(try overlay.value(for: events, in: nil) == [252] + [UInt8](repeating: 7, count: 5_000))
        #expect(try place() == before)
    }

    /// Whose only value is so long that nobody touches it.
    private struct LongSource: StateSource {
        let value: [UInt8]

        init(_ count: Int) {
            value = [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
                for place in 0..<8 { bytes[place] = 4 }
                initialized = count
            }
        }

        func value(for key: [UInt8], in child: [UInt8]?) -> [UInt8]? { value }
        func key(after key: [UInt8], in child: [UInt8]?) -> [UInt8]? { nil }
    }

    @Test("no vector gets longer than 1 GiB")
    func longestVector() throws {
        var overlay = StorageOverlay(over: LongSource(1 << 30 - 7))
        #expect(throws: RuntimeError(.overLimit, "")) { try overlay.append([1, 2], to: events) }
        #expect(try overlay.value(for: events, in: nil)?.count == 1 << 30 - 7)
    }

    @Test(
        "what is no vector becomes one of the appended item, until that is undone",
        arguments: [
            [], [1], [2, 0], [0xff], [3, 1, 0, 0, 0], [7, 0, 0, 0, 64], [2, 0, 0, 0], [3, 0xff, 0xff, 0xff, 0xff, 5],
        ] as [[UInt8]])
    func malformedVector(old: [UInt8]) throws {
        var overlay = overlay([events: old])
        overlay.begin()
        try overlay.append([8, 8], to: events)
        #expect(try overlay.value(for: events, in: nil) == [4, 8, 8])
        try overlay.append([9], to: events)
        #expect(try overlay.value(for: events, in: nil) == [8, 8, 8, 9])
        try overlay.rollBack()
        #expect(try overlay.value(for: events, in: nil) == old)
    }

    @Test("the limit of clearing counts the source's keys, those removed before among them")
    func clearing() throws {
        var overlay = overlay([[5, 1]: [1], [5, 2]: [2], [5, 3]: [3], [6]: [4]])
        overlay.set([0], for: [5, 0], in: nil)
        overlay.set([0], for: [5, 9], in: nil)
        #expect(try overlay.clear(prefix: [5], limit: 2, in: nil) == (2, false))
        #expect(try overlay.key(after: [], in: nil) == [5, 3])
        // The same two again: the source still has them.
        #expect(try overlay.clear(prefix: [5], limit: 2, in: nil) == (2, false))
        #expect(try overlay.clear(prefix: [5], limit: 3, in: nil) == (3, true))
        #expect(try overlay.key(after: [], in: nil) == [6])
        #expect(try overlay.clear(prefix: [6], limit: 0, in: nil) == (0, false))
        #expect(try overlay.value(for: [6], in: nil) == [4])
        #expect(try overlay.clear(prefix: [7], limit: 0, in: nil) == (0, true))
    }

    @Test("roots of child tries are out of reach for what writes to the main trie")
    func childRoots() throws {
        let name = [UInt8](":child_storage:default:a".utf8)
        let root = [UInt8](repeating: 3, count: 32)
        var overlay = overlay([name: root])
        overlay.set([1], for: name, in: nil)
        overlay.set(nil, for: name, in: nil)
        try overlay.append([1], to: name)
        #expect(try overlay.clear(prefix: name, limit: nil, in: nil) == (0, true))
        #expect(try overlay.clear(prefix: [UInt8](":ch".utf8), limit: nil, in: nil) == (0, true))
        #expect(try overlay.clear(prefix: [], limit: nil, in: nil) == (0, true))
        #expect(try overlay.value(for: name, in: nil) == root)
        #expect(overlay.changes == StorageChanges())
    }

    @Test("a transaction that was not begun cannot be ended")
    func noTransaction() throws {
        var overlay = overlay()
        #expect(throws: RuntimeError(.noTransaction, "")) { try overlay.commit() }
        #expect(throws: RuntimeError(.noTransaction, "")) { try overlay.rollBack() }
        overlay.begin()
        try overlay.commit()
        #expect(overlay.depth == 0)
    }

    @Test("a copy is a value of its own, and an overlay is a state to write over")
    func copies() throws {
        var first = overlay([[1]: [1]])
        first.set([2], for: [2], in: nil)
        var second = first
        second.set(nil, for: [1], in: nil)
        var third = StorageOverlay(over: second)
        third.set([3], for: [3], in: nil)
        #expect(try first.key(after: [], in: nil) == [1])
        #expect(try second.key(after: [], in: nil) == [2])
        #expect(try third.key(after: [2], in: nil) == [3])
        #expect(try third.value(for: [1], in: nil) == nil)
        #expect(second.changes.top == [[1]: [UInt8]?.none, [2]: [2]])
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A class or a function that a pickle names: a name and nothing else. It is never looked up, let alone called.
struct PickleGlobal: Hashable, CustomStringConvertible {
    let module: String
    let name: String

    init(_ module: String, _ name: String) {
        self.module = module
        self.name = name
    }

    var description: String { "\(module).\(name)" }
}

/// The values of a pickle. They name each other by number, for a pickle may hold the same value in many places, and
/// itself.
struct PickleGraph {
    /// The number of a value.
    struct Reference: Hashable { let number: Int32 }

    enum Kind: Hashable {
        case none
        case bool(Bool)
        case integer(Int64)
        /// An integer of more than 64 bits.
        case hugeInteger
        case float(Double)
        case text(String)
        /// Where the bytes lie in the pickle.
        case bytes(Range<Int>)
        case list
        case tuple
        /// Its items are keys and values in turn.
        case dictionary
        case global(PickleGlobal)
        /// What Python would make by calling a class or a function with a tuple. Its items are keys and values in turn.
        case made(PickleGlobal, arguments: Reference)
        /// What lies outside of the pickle, under the name that is its only item.
        case outside
    }

    struct Value: Hashable {
        let kind: Kind
        var items: [Reference] = []
        /// What Python would hand to the value's `__setstate__`, or put into its attributes.
        var state: Reference?
    }

    /// The bytes that `Kind.bytes` counts in.
    let source: [UInt8]
    var values: [Value] = []
    var root = Reference(number: 0)

    init(source: [UInt8]) { self.source = source }

    subscript(reference: Reference) -> Value { values[Int(reference.number)] }

    // MARK: What a value is

    func text(_ reference: Reference?) -> String? {
        guard let reference, case .text(let text) = self[reference].kind else { return nil }
        return text
    }

    func integer(_ reference: Reference?) -> Int64? {
        guard let reference, case .integer(let number) = self[reference].kind else { return nil }
        return number
    }

    func bool(_ reference: Reference?) -> Bool? {
        guard let reference, case .bool(let flag) = self[reference].kind else { return nil }
        return flag
    }

    func bytes(_ reference: Reference?) -> ArraySlice<UInt8>? {
        guard let reference, case .bytes(let range) = self[reference].kind else { return nil }
        return source[range]
    }

    func tuple(_ reference: Reference?) -> [Reference]? {
        guard let reference, case .tuple = self[reference].kind else { return nil }
        return self[reference].items
    }

    func list(_ reference: Reference?) -> [Reference]? {
        guard let reference, case .list = self[reference].kind else { return nil }
        return self[reference].items
    }

    func global(_ reference: Reference?) -> PickleGlobal? {
        guard let reference, case .global(let global) = self[reference].kind else { return nil }
        return global
    }

    /// By whom Python would have a value made, and of what.
    func made(_ reference: Reference?) -> (by: PickleGlobal, arguments: [Reference], state: Reference?)? {
        guard let reference, case .made(let global, let arguments) = self[reference].kind else { return nil }
        return (global, tuple(arguments) ?? [], self[reference].state)
    }

    /// The members of a dictionary, or of something that is filled like one, by their names. Of two with one name the
    /// last counts, as in Python; what is not under a text is left out.
    func members(_ reference: Reference?) -> [String: Reference]? {
        guard let reference else { return nil }
        switch self[reference].kind {
        case .dictionary, .made: break
        default: return nil
        }
        let items = self[reference].items
        var members: [String: Reference] = [:]
        for place in stride(from: 0, to: items.count - 1, by: 2) {
            if let name = text(items[place]) { members[name] = items[place + 1] }
        }
        return members
    }

    /// The attributes of an object of a class.
    func attributes(_ reference: Reference?) -> (of: PickleGlobal, [String: Reference])? {
        guard let made = made(reference), let attributes = members(made.state) else { return nil }
        return (made.by, attributes)
    }
}

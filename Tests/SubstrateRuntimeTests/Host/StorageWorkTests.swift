// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateRuntime
import Testing

@Suite("Host functions: what storage costs")
struct StorageWorkTests {
    typealias Step = HostProbe.Step

    private let state = StateTrie(
        of: ["apple", "apricot", "banana"].map { (key: Array($0.utf8), value: [1]) }, version: .v1)

    private var probe: HostProbe { HostProbe(state: state, environment: CallEnvironment(over: state)) }

    private func set(_ key: String, _ value: [UInt8] = [1]) -> Step {
        Step("ext_storage_set_version_1", [.text(key), .bytes(value)])
    }

    private func clear(_ key: String) -> Step { Step("ext_storage_clear_version_1", [.text(key)]) }

    private func append(_ key: String) -> Step { Step("ext_storage_append_version_1", [.text(key), .bytes([5])]) }

    private let begin = Step("ext_storage_start_transaction_version_1")
    private let commit = Step("ext_storage_commit_transaction_version_1")
    private let rollBack = Step("ext_storage_rollback_transaction_version_1")
    private let root = Step("ext_storage_root_version_2", [.word(1)], .packed)
    private let nextKey = Step("ext_storage_next_key_version_1", [.text("")], .packed)

    /// Of every host call.
    private let base = 64
    /// Of an entry that is found or written, beside its bytes.
    private let entry = 256

    @Test("An entry is paid for beside its bytes, and so is a child that is new")
    func entries() throws {
        #expect(try probe.work([set("cherry", [1, 2, 3])]) == base + 9 + 9 + entry)
        #expect(try probe.work([clear("cherry")]) == base + 6 + 6 + entry)
        let child = Step("ext_default_child_storage_set_version_1", [.text("child"), .text("k"), .bytes([1])])
        let again = base + 7 + 2 + entry
        #expect(try probe.work([child]) == again + 1024 + 5)
        #expect(try probe.work([child, child]) == 2 * again + 1024 + 5)
    }

    @Test("A key that is looked for is paid for by its length")
    func reading() throws {
        let get = Step("ext_storage_get_version_1", [.text("cherry")], .packed)
        #expect(try probe.work([get]) == base + 16 * 6 + 1)
    }

    @Test("Ending a transaction is paid for by what it has written, at every level")
    func transactions() throws {
        let writing = [set("a"), set("b"), set("a"), append("c")]
        let alone = try probe.work(writing)
        for end in [commit, rollBack] {
            #expect(try probe.work([begin] + writing + [end]) == alone + 2 * base + 16 * 3)
        }
        #expect(try probe.work([begin, begin] + writing + [commit, commit]) == alone + 4 * base + 16 * 6)
        #expect(try probe.work(writing + [begin, begin, commit, commit]) == alone + 4 * base)
    }

    @Test("Every key that is passed is paid for")
    func walking() throws {
        #expect(try probe.work([nextKey]) == base + entry + 7)
        let keys = ["apple", "apricot", "banana"]
        let clearing = keys.map(clear)
        var passed = base + entry + 1
        for key in keys { passed += 32 + key.utf8.count + entry + 16 * key.utf8.count }
        #expect(try probe.work(clearing + [nextKey]) == (try probe.work(clearing)) + passed)
        let prefix = Step("ext_storage_clear_prefix_version_1", [.text("ap")])
        let clearingTwo = base + 2 + (entry + 16 * 2) + (entry + 16 * 5) + (entry + 16 * 7)
        #expect(try probe.work([prefix]) == clearingTwo)
        #expect(try probe.work([set("apx"), prefix]) == (try probe.work([set("apx")])) + 32 + 3 + clearingTwo)
        let one = Step(
            "ext_storage_clear_prefix_version_2", [.text("ap"), .bytes(UInt32?.some(1).scaleEncoded)], .packed)
        #expect(try probe.work([one]) == base + 5 + 2 + (entry + 16 * 2) + (entry + 16 * 5) + 5)
    }

    @Test("Bytes that appending copies or moves are paid for")
    func appending() throws {
        let vector = [UInt8(63 << 2)] + [UInt8](repeating: 7, count: 63)
        let probe = HostProbe(state: StateTrie(of: [(key: Array("list".utf8), value: vector)], version: .v1))
        let plain = base + 16 * 4 + 1 + 5 + entry
        #expect(try probe.work([append("none")]) == plain)
        // Copied from the state, and moved for a count of two bytes and perhaps back.
        let crossing = plain + 64 + 2 * 64
        #expect(try probe.work([append("list")]) == crossing)
        #expect(try probe.work([append("list"), append("list")]) == crossing + plain)
        let again = [begin, append("list"), rollBack]
        #expect(try probe.work(again + again) == 2 * (crossing + 2 * base + 16))
    }

    @Test("A root is paid for by what has changed")
    func roots() throws {
        let whole = base + 16 + 32
        #expect(try probe.work([root]) == whole)
        let writing = [set("k", [UInt8](repeating: 3, count: 40))]
        let changed = 16 + 2048 + 32 + 40
        #expect(try probe.work(writing + [root]) == (try probe.work(writing)) + whole + changed)
        #expect(try probe.work([clear("k"), root]) == (try probe.work([clear("k")])) + whole + changed - 40)
        let undone = [begin] + writing + [rollBack]
        #expect(try probe.work(undone + [root]) == (try probe.work(undone)) + whole + 16)
        let child = [Step("ext_default_child_storage_set_version_1", [.text("c"), .text("k"), .bytes([1])])]
        let childRoot = Step("ext_default_child_storage_root_version_2", [.text("c"), .word(1)], .packed)
        let inChild = whole + 16 + 16 + 2048 + 32 + 1
        #expect(try probe.work(child + [root]) == (try probe.work(child)) + inChild)
        // It is written into the main trie, too.
        let written = 24 + 32 + entry
        #expect(try probe.work(child + [childRoot]) == (try probe.work(child)) + inChild + 1 + written)
    }

    @Test("A root is paid for by the long values, too, that are hashed again though they are as before")
    func longValues() throws {
        let long = [UInt8](repeating: 7, count: 1000)
        let root = Step("ext_storage_root_version_1", [], .packed)
        let change = 16 + 2048 + 1
        /// What the root takes after one change beside the change itself.
        func taken(_ key: String, of entries: KeyValuePairs<String, [UInt8]>, _ version: StateVersion = .v0) throws
            -> Int
        {
            let state = StateTrie(of: entries.map { (key: Array($0.utf8), value: $1) }, version: version)
            let probe = HostProbe(state: state, environment: CallEnvironment(over: state))
            let whole = try probe.work([set(key), root]) - probe.work([set(key)]) - (base + 16 + 32)
            return whole - change - 2 * 16 * key.utf8.count
        }
        // In the node above; above and beside; in one that gets another way.
        #expect(try taken("ab", of: ["a": long, "b": long]) == 1000)
        #expect(try taken("ab", of: ["a": long, "b": long, "ab": [2]]) == 1000)
        #expect(try taken("abc", of: ["a": long, "ab": long, "b": long]) == 2000)
        #expect(try taken("abd", of: ["abc": long]) == 1000)
        #expect(try taken("a", of: ["ab": long]) == 1000)
        // As it was; hashed apart; short; the one that is written itself.
        #expect(try taken("ab", of: ["a": long, "ab": [1]]) == 0)
        #expect(try taken("ab", of: ["a": long], .v1) == 0)
        #expect(try taken("ab", of: ["a": [UInt8](repeating: 7, count: 32)]) == 0)
        #expect(try taken("a", of: ["a": long]) == 0)
        // What is left alone takes the way of what was above it.
        let state = StateTrie(
            of: ["abc", "abd"].map { (key: Array($0.utf8), value: $0 == "abc" ? long : [1]) }, version: .v0)
        let probe = HostProbe(state: state, environment: CallEnvironment(over: state))
        let removal = [clear("abd")]
        #expect(
            try probe.work(removal + [root]) - probe.work(removal) == base + 16 + 32 + 16 + 2048 + 2 * 16 * 3 + 1000)
        // In a child, whose root goes into the main trie.
        let name = Array("c".utf8)
        let parent = StateTrie().applying(
            StorageChanges(children: [name: [Array("a".utf8): long]]), version: .v0)
        let inChild = HostProbe(state: parent, environment: CallEnvironment(over: parent))
        let setting = [Step("ext_default_child_storage_set_version_1", [.text("c"), .text("ab"), .bytes([1])])]
        #expect(
            try inChild.work(setting + [root]) - inChild.work(setting)
                == base + 2 * 16 + 32 + 16 + 2048 + 2 * 16 * 2 + 1 + 1000)
    }

    @Test("Of two roots in a block the second one is computed once")
    func sameRoot() throws {
        let long = [UInt8](repeating: 7, count: 1000)
        let state = StateTrie(of: [(key: Array("a".utf8), value: long)], version: .v0)
        let root = Step("ext_storage_root_version_1", [], .packed)
        let changed = 16 + 2048 + 2 * 16 * 2 + 1
        let once = base + 16 + 32 + changed
        // Each try has its own: what one has computed is not there for the next one.
        func work(_ steps: [Step]) throws -> Int {
            let probe = HostProbe(state: state, environment: CallEnvironment(over: state))
            return try probe.work(steps)
        }
        #expect(try work([set("ab"), root, root]) - work([set("ab")]) == 2 * (once + 1000))
        let roots = StateRoots(of: state)
        var environment = roots.environment
        let probe = HostProbe(state: state, environment: environment)
        var overlay = StorageOverlay(over: state)
        _ = try probe.run([set("ab"), root], on: &overlay)
        environment.fuel = UInt64(once)
        let again = HostProbe(state: state, environment: environment)
        #expect(try again.run([root], on: &overlay) == roots.applying(overlay.changes, version: .v0).root.bytes)
    }

    @Test("Keys that a state below has removed are paid for when they are passed")
    func walkingBelow() throws {
        var below = StorageOverlay(over: state)
        let keys = ["apple", "apricot", "banana"]
        for key in keys { below.set(nil, for: Array(key.utf8), in: nil) }
        let probe = HostProbe(state: below)
        var passed = entry
        for key in keys { passed += 32 + key.utf8.count + entry + 16 * key.utf8.count }
        #expect(try probe.work([nextKey]) == base + entry + passed + 1)
        // And once more for each state in between.
        let upon = HostProbe(state: StorageOverlay(over: below))
        #expect(try upon.work([nextKey]) == base + 2 * entry + passed + 1)
        let prefix = Step("ext_storage_clear_prefix_version_1", [.text("ap")])
        #expect(try probe.work([prefix]) == base + 2 + (entry + 16 * 2) + passed + 16 * 2)
    }

    @Test("A trie's entries are paid for before they are read")
    func tries() throws {
        func ordered(_ bytes: [UInt8]) -> Step {
            Step("ext_trie_blake2_256_ordered_root_version_2", [.bytes(bytes), .word(1)], .pointer(32))
        }
        #expect(try probe.work([ordered(([[1], [2], [3]] as [[UInt8]]).scaleEncoded)]) == base + 7 + 3 * 2048 + 32)
        let entries = Step("ext_trie_blake2_256_root_version_2", [.bytes([4, 4, 1, 4, 2]), .word(1)], .pointer(32))
        #expect(try probe.work([entries]) == base + 5 + 2048 + 32)
        #expect(throws: RuntimeError(.outOfFuel, "")) { try probe.run([ordered([0xfe, 0xff, 0xff, 0xff])]) }
    }
}

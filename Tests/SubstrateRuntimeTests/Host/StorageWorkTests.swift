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
        #expect(try probe.work(child + [childRoot]) == (try probe.work(child)) + inChild + 1)
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

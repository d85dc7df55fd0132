// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubstrateRuntime
import Testing

@Suite("Host functions: storage")
struct StorageFunctionTests {
    typealias Step = HostProbe.Step

    private let state = StateTrie(
        of: [
            (key: Array("apple".utf8), value: Array("red".utf8)),
            (key: Array("apricot".utf8), value: Array("orange".utf8)),
            (key: Array("banana".utf8), value: Array("yellow".utf8)),
        ], version: .v1)

    private var probe: HostProbe { HostProbe(state: state, environment: CallEnvironment(over: state)) }

    @Test("Values are read as options, and read in parts to where there is room")
    func reading() throws {
        #expect(try probe.run("ext_storage_get_version_1", [.text("apple")], .packed) == [1, 12] + "red".utf8)
        #expect(try probe.run("ext_storage_get_version_1", [.text("cherry")], .packed) == [0])
        #expect(try probe.run("ext_storage_exists_version_1", [.text("apple")], .word) == [1, 0, 0, 0])
        #expect(try probe.run("ext_storage_exists_version_1", [.text("app")], .word) == [0, 0, 0, 0])
        let read = "ext_storage_read_version_1"
        #expect(try probe.run(read, [.text("banana"), .room(3), .word(2)], .packed) == [1, 4, 0, 0, 0])
        #expect(try probe.run(read, [.text("banana"), .room(3), .word(2)], .room(4)) == Array("llo".utf8) + [0])
        #expect(try probe.run(read, [.text("banana"), .room(3), .word(99)], .packed) == [1, 0, 0, 0, 0])
        #expect(try probe.run(read, [.text("cherry"), .room(3), .word(0)], .packed) == [0])
    }

    @Test("What is written is read again, and what is cleared is gone")
    func writing() throws {
        let set = Step("ext_storage_set_version_1", [.text("cherry"), .bytes([7, 8])])
        let clear = Step("ext_storage_clear_version_1", [.text("cherry")])
        let get = Step("ext_storage_get_version_1", [.text("cherry")], .packed)
        #expect(try probe.run([set, get]) == [1, 8, 7, 8])
        #expect(try probe.run([set, clear, get]) == [0])
        var overlay = StorageOverlay(over: state)
        _ = try probe.run([set], on: &overlay)
        #expect(overlay.changes == StorageChanges(top: [Array("cherry".utf8): [7, 8]]))
    }

    @Test("Prefixes are cleared, with a limit as far as it goes")
    func prefixes() throws {
        let first = Step("ext_storage_clear_prefix_version_1", [.text("ap")])
        let next = Step("ext_storage_next_key_version_1", [.text("")], .packed)
        #expect(try probe.run([first, next]) == [1, 24] + "banana".utf8)
        let none = UInt32?.none.scaleEncoded
        #expect(
            try probe.run("ext_storage_clear_prefix_version_2", [.text("ap"), .bytes(none)], .packed) == [
                0, 2, 0, 0, 0,
            ])
        let one = UInt32?.some(1).scaleEncoded
        #expect(
            try probe.run("ext_storage_clear_prefix_version_2", [.text("ap"), .bytes(one)], .packed) == [1, 1, 0, 0, 0])
        let limited = Step("ext_storage_clear_prefix_version_2", [.text("ap"), .bytes(one)], .packed)
        #expect(try probe.run([limited, next]) == [1, 28] + "apricot".utf8)
        #expect(try probe.run("ext_storage_next_key_version_1", [.text("banana")], .packed) == [0])
    }

    @Test("Appending adds to a vector, and makes one where there is none")
    func appending() throws {
        let append = Step("ext_storage_append_version_1", [.text("list"), .bytes([5])])
        let get = Step("ext_storage_get_version_1", [.text("list")], .packed)
        #expect(try probe.run([append, get]) == [1, 8, 4, 5])
        #expect(try probe.run([append, append, append, get]) == [1, 16, 12, 5, 5, 5])
    }

    @Test("Transactions are committed and rolled back, and what is left open is as if it had never been")
    func transactions() throws {
        let begin = Step("ext_storage_start_transaction_version_1")
        let commit = Step("ext_storage_commit_transaction_version_1")
        let rollBack = Step("ext_storage_rollback_transaction_version_1")
        let set = Step("ext_storage_set_version_1", [.text("k"), .bytes([1])])
        let get = Step("ext_storage_get_version_1", [.text("k")], .packed)
        #expect(try probe.run([begin, set, commit, get]) == [1, 4, 1])
        #expect(try probe.run([begin, set, rollBack, get]) == [0])
        var overlay = StorageOverlay(over: state)
        #expect(try probe.run([begin, set, get], on: &overlay) == [1, 4, 1])
        #expect(overlay.changes == StorageChanges() && overlay.depth == 0)
        for end in [commit, rollBack] {
            overlay.begin()
            let error = #expect(throws: RuntimeError.self) { try probe.run([set, end], on: &overlay) }
            #expect(error?.code == .noTransaction && error?.reason.contains(end.name) == true)
            #expect(overlay.depth == 1 && overlay.changes == StorageChanges())
            try overlay.rollBack()
        }
        let deep = Array(repeating: begin, count: 1_025)
        #expect(throws: RuntimeError(.overLimit, "")) { try probe.run(deep) }
    }

    @Test("Roots are those of the state with what was written")
    func roots() throws {
        let set = Step("ext_storage_set_version_1", [.text("k"), .bytes([UInt8](repeating: 3, count: 40))])
        let changes = StorageChanges(top: [Array("k".utf8): [UInt8](repeating: 3, count: 40)])
        for (version, step) in [
            (StateVersion.v0, Step("ext_storage_root_version_1", [], .packed)),
            (.v0, Step("ext_storage_root_version_2", [.word(0)], .packed)),
            (.v1, Step("ext_storage_root_version_2", [.word(1)], .packed)),
        ] {
            #expect(try probe.run([set, step]) == state.applying(changes, version: version).root.bytes)
        }
        #expect(throws: RuntimeError(.invalidHostCall, "")) {
            try probe.run("ext_storage_root_version_2", [.word(2)], .packed)
        }
        #expect(throws: RuntimeError(.unreadableState, "")) {
            try HostProbe(environment: CallEnvironment()).run("ext_storage_root_version_1", [], .packed)
        }
        #expect(try probe.run("ext_storage_changes_root_version_1", [.bytes([])], .packed) == [0])
    }

    @Test("Child tries are read, written, walked and rooted by their names")
    func children() throws {
        let name = HostProbe.Argument.text("child")
        func step(_ function: String, _ arguments: [HostProbe.Argument], _ answer: HostProbe.Answer = .nothing) -> Step
        {
            Step("ext_default_child_storage_\(function)", [name] + arguments, answer)
        }
        let set = [
            step("set_version_1", [.text("a"), .bytes([1])]), step("set_version_1", [.text("b"), .bytes([2, 3])]),
        ]
        #expect(try probe.run(set + [step("get_version_1", [.text("b")], .packed)]) == [1, 8, 2, 3])
        #expect(try probe.run(set + [Step("ext_storage_get_version_1", [.text("b")], .packed)]) == [0])
        #expect(
            try probe.run(set + [step("read_version_1", [.text("b"), .room(1), .word(1)], .packed)]) == [1, 1, 0, 0, 0])
        #expect(try probe.run(set + [step("read_version_1", [.text("b"), .room(1), .word(1)], .room(1))]) == [3])
        #expect(try probe.run(set + [step("exists_version_1", [.text("a")], .word)]) == [1, 0, 0, 0])
        #expect(try probe.run(set + [step("next_key_version_1", [.text("a")], .packed)]) == [1, 4] + "b".utf8)
        let exists = step("exists_version_1", [.text("a")], .word)
        #expect(try probe.run(set + [step("clear_version_1", [.text("a")]), exists]) == [0, 0, 0, 0])
        #expect(try probe.run(set + [step("storage_kill_version_1", []), exists]) == [0, 0, 0, 0])
        #expect(try probe.run(set + [step("clear_prefix_version_1", [.text("a")]), exists]) == [0, 0, 0, 0])
        let none = HostProbe.Argument.bytes(UInt32?.none.scaleEncoded)
        let one = HostProbe.Argument.bytes(UInt32?.some(1).scaleEncoded)
        #expect(try probe.run(set + [step("storage_kill_version_2", [none], .word)]) == [1, 0, 0, 0])
        // What was only written does not count.
        #expect(try probe.run(set + [step("storage_kill_version_3", [one], .packed)]) == [0, 0, 0, 0, 0])
        #expect(try probe.run(set + [step("clear_prefix_version_2", [.text("a"), one], .packed)]) == [0, 0, 0, 0, 0])

        let alone = StateTrie(
            of: [(key: Array("a".utf8), value: [1]), (key: Array("b".utf8), value: [2, 3])], version: .v1)
        #expect(try probe.run(set + [step("root_version_1", [], .packed)]) == alone.root.bytes)
        #expect(try probe.run(set + [step("root_version_2", [.word(1)], .packed)]) == alone.root.bytes)
        #expect(try probe.run([step("root_version_2", [.word(1)], .packed)]) == StateTrie().root.bytes)
    }

    @Test(
        "A child's root stands in the main trie: the parent block's until it is asked for, then the new one, and nobody else's"
    )
    func childRoots() throws {
        let key = StateTrie.childRootPrefix + "child".utf8
        let before = StateTrie(of: [(key: [1], value: [1])], version: .v1)
        var probe = probe
        let state = self.state.applying(StorageChanges(children: [Array("child".utf8): [[1]: [1]]]), version: .v1)
        probe.state = state
        probe.environment = CallEnvironment(over: state)
        let get = Step("ext_storage_get_version_1", [.bytes(key)], .packed)
        func found(_ root: Hash256) -> [UInt8] { [1, 32 << 2] + root.bytes }
        let name = HostProbe.Argument.text("child")
        let set = Step("ext_default_child_storage_set_version_1", [name, .bytes([2]), .bytes([2])])
        let root = Step("ext_default_child_storage_root_version_2", [name, .word(1)], .packed)
        let after = StateTrie(of: [(key: [1], value: [1]), (key: [2], value: [2])], version: .v1)
        #expect(try probe.run([get]) == found(before.root))
        // Asked for without a change, nothing is written.
        var unchanged = StorageOverlay(over: state)
        #expect(try probe.run([root, get], on: &unchanged) == found(before.root))
        #expect(unchanged.changes == StorageChanges())
        #expect(try probe.run([set, get]) == found(before.root))
        #expect(try probe.run([set, root, get]) == found(after.root))
        let next = Step("ext_storage_next_key_version_1", [.text(":child_storage:")], .packed)
        #expect(try probe.run([next]) == [1, UInt8(key.count << 2)] + key)
        let begin = Step("ext_storage_start_transaction_version_1")
        let rollBack = Step("ext_storage_rollback_transaction_version_1")
        #expect(try probe.run([begin, set, root, rollBack, get]) == found(before.root))
        let kill = Step("ext_default_child_storage_storage_kill_version_1", [name])
        #expect(try probe.run([kill, get]) == found(before.root))
        #expect(try probe.run([kill, root, get]) == [0])
        #expect(try probe.run([kill, root, next]).starts(with: [1, UInt8(key.count << 2)] + key) == false)
        for writing in [
            Step("ext_storage_set_version_1", [.bytes(key), .bytes([9])]),
            Step("ext_storage_clear_version_1", [.bytes(key)]),
            Step("ext_storage_clear_prefix_version_1", [.text(":child_storage:default:")]),
            Step("ext_storage_clear_prefix_version_1", [.text(":child")]),
        ] {
            #expect(try probe.run([writing, get]) == found(before.root), "\(writing.name)")
        }
        // Whatever was written there meanwhile, the state has the root of what the child holds.
        var overlay = StorageOverlay(over: state)
        _ = try probe.run(
            [set, root, Step("ext_default_child_storage_clear_version_1", [name, .bytes([1])])], on: &overlay)
        let last = state.applying(overlay.changes, version: .v1)
        let alone = StateTrie(of: [(key: [2], value: [2])], version: .v1)
        #expect(last.value(for: key, in: nil) == alone.root.bytes)
        #expect(
            last.childRoots(of: [Array("child".utf8), [7]]) == [
                key: alone.root.bytes, StateTrie.childRootPrefix + [7]: nil,
            ])
    }

    @Test("A call writes no more than it may, however it spreads it")
    func writtenBytes() throws {
        var probe = probe
        // Its five bytes and one, and what an entry takes beside them.
        probe.environment.writtenBytes = 262
        let set = Step("ext_storage_set_version_1", [.text("12345"), .bytes([1])])
        #expect(try probe.run([set]) == [])
        #expect(throws: RuntimeError(.overLimit, "")) { try probe.run([set, set]) }
        let append = Step("ext_storage_append_version_1", [.text("12345"), .bytes([1])])
        #expect(try probe.run([append]) == [])
        #expect(throws: RuntimeError(.overLimit, "")) { try probe.run([append, append]) }
        let inChild = Step("ext_default_child_storage_set_version_1", [.text("child"), .text("12345"), .bytes([1])])
        probe.environment.writtenBytes = 262 + 1024 + 4
        #expect(throws: RuntimeError(.overLimit, "")) { try probe.run([inChild]) }
        probe.environment.writtenBytes += 1
        #expect(try probe.run([inChild]) == [])
    }

    @Test("A value of 1 GiB is refused before it is copied")
    func longestValue() throws {
        let long = HostProbe.Argument.long(1 << 62)
        for step in [
            Step("ext_storage_set_version_1", [.text("k"), long]),
            Step("ext_storage_append_version_1", [.text("k"), long]),
            Step("ext_default_child_storage_set_version_1", [.text("c"), .text("k"), long]),
        ] {
            var module = HostProbe.module([step])
            module.memoryPages = 16_385
            let code = try RuntimeCode(module.bytes, limits: RuntimeLimits(memoryPages: 16_385))
            var overlay = StorageOverlay(over: state)
            let error = #expect(throws: RuntimeError(.overLimit, "")) { try code.call("probe", on: &overlay) }
            #expect(error?.reason.contains("1073741824 bytes") == true, "\(step.name)")
        }
    }
}

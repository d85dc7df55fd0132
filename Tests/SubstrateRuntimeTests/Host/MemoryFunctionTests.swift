// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateRuntime
import Synchronization
import Testing

@Suite("Host functions: memory, log and the rest")
struct MemoryFunctionTests {
    typealias Step = HostProbe.Step

    @Test("Blocks are given out behind headers, and taken back for the next of their size")
    func allocation() throws {
        func malloc(_ size: UInt32) -> Step { Step("ext_allocator_malloc_version_1", [.word(size)], .word) }
        func free(_ pointer: UInt32) -> Step { Step("ext_allocator_free_version_1", [.word(pointer)]) }
        func pointer(_ steps: [Step]) throws -> UInt32 { try UInt32(scale: HostProbe().run(steps)) }
        // The empty input has the first block of eight bytes and its header.
        let first: UInt32 = 0x8000 + 16 + 8
        #expect(try pointer([malloc(1)]) == first)
        #expect(try pointer([malloc(8), malloc(9)]) == first + 16)
        #expect(try pointer([malloc(8), malloc(9), malloc(17)]) == first + 16 + 24)
        #expect(try pointer([malloc(8), malloc(8), free(first), free(first + 16), malloc(8)]) == first + 16)
        #expect(try pointer([malloc(8), malloc(8), free(first), free(first + 16), malloc(8), malloc(8)]) == first)
        #expect(try pointer([malloc(8), free(first), malloc(9)]) == first + 16)
        #expect(try pointer([malloc(32 << 20)]) == first)
    }

    @Test("A damaged heap, a foreign pointer and a block too large end the call")
    func damage() throws {
        func free(_ pointer: UInt32) -> Step { Step("ext_allocator_free_version_1", [.word(pointer)]) }
        let malloc = Step("ext_allocator_malloc_version_1", [.word(8)], .word)
        let first: UInt32 = 0x8000 + 16 + 8
        for steps in [
            [free(0)], [free(7)], [free(0x7000)], [malloc, free(first), free(first)], [free(.max)], [free(0x1_ffff)],
        ] {
            #expect(throws: RuntimeError(.invalidHostCall, ""), "\(steps)") { try HostProbe().run(steps) }
        }
        let huge = Step("ext_allocator_malloc_version_1", [.word(32 << 20 + 1)], .word)
        #expect(throws: RuntimeError(.outOfMemory, "")) { try HostProbe().run([huge]) }
    }

    @Test(
        "A list of free blocks that leads out of the memory is not followed",
        arguments: [0x2_0000, 0x1_fff9, 0x1_fff8, 0x1_fff4, 0xffff_fff8, 0xffff_fffe] as [UInt64])
    func hostileLists(link: UInt64) throws {
        let first: UInt32 = 0x8000 + 16 + 8
        let malloc = Step("ext_allocator_malloc_version_1", [.word(8)], .word)
        let state = StateTrie(of: [(key: Array("k".utf8), value: link.scaleEncoded)], version: .v0)
        // The value is read over the header of the block that was just given back.
        let spoil = [
            malloc, Step("ext_allocator_free_version_1", [.word(first)]),
            Step(
                "ext_storage_read_version_1", [.text("k"), .long(UInt64(8) << 32 | UInt64(first - 8)), .word(0)],
                .packed),
        ]
        let probe = HostProbe(state: state)
        #expect(throws: RuntimeError(.invalidHostCall, "")) { try probe.run(spoil + [malloc, malloc, malloc]) }
    }

    @Test("Memory ends where its limit does")
    func memoryLimit() throws {
        let steps = Array(repeating: Step("ext_allocator_malloc_version_1", [.word(1 << 20)], .word), count: 3)
        let code = try RuntimeCode(HostProbe.module(steps).bytes, limits: RuntimeLimits(memoryPages: 40))
        var overlay = StorageOverlay(over: StateTrie())
        let error = #expect(throws: RuntimeError.self) { try code.call("probe", on: &overlay) }
        #expect(error?.code == .outOfMemory && error?.reason.contains("ext_allocator_malloc_version_1") == true)
    }

    @Test("Pointers beyond the memory are refused, whatever takes them")
    func bounds() throws {
        let beyond = HostProbe.Argument.long(UInt64(64) << 32 | 0x1_fff0)
        let wrapping = HostProbe.Argument.long(UInt64(UInt32.max) << 32 | UInt64(UInt32.max))
        for long in [beyond, wrapping] {
            for step in [
                Step("ext_storage_get_version_1", [long], .packed),
                Step("ext_storage_set_version_1", [.text("k"), long]),
                Step("ext_storage_clear_prefix_version_2", [.text("k"), long], .packed),
                Step("ext_hashing_blake2_256_version_1", [long], .pointer(32)),
                Step("ext_trie_blake2_256_ordered_root_version_2", [long, .word(0)], .pointer(32)),
                Step("ext_logging_log_version_1", [.word(0), .text("t"), long]),
                Step("ext_misc_runtime_version_version_1", [long], .packed),
                Step("ext_default_child_storage_get_version_1", [long, .text("k")], .packed),
            ] {
                #expect(throws: RuntimeError(.invalidHostCall, ""), "\(step.name)") { try HostProbe().run([step]) }
            }
        }
        for pointer in [0x1_ffe1, UInt32.max] {
            let step = Step(
                "ext_crypto_sr25519_verify_version_2", [.word(pointer), .text(""), .word(pointer)], .word)
            #expect(throws: RuntimeError(.invalidHostCall, "")) { try HostProbe().run([step]) }
        }
        let read = Step("ext_storage_read_version_1", [.text("k"), beyond, .word(0)], .packed)
        let state = StateTrie(of: [(key: Array("k".utf8), value: [1])], version: .v0)
        #expect(throws: RuntimeError(.invalidHostCall, "")) { try HostProbe(state: state).run([read]) }
    }

    @Test("The log is told what it asks for, and a runtime what is asked")
    func logging() throws {
        let lines = Mutex<[String]>([])
        var probe = HostProbe()
        probe.environment.log = RuntimeLog(level: .info) { level, target, message in
            lines.withLock { $0.append("\(level) \(target): \(message)") }
        }
        func log(_ level: UInt32, _ text: String) -> Step {
            Step("ext_logging_log_version_1", [.word(level), .text("pallet"), .text(text)])
        }
        _ = try probe.run([log(0, "a"), log(2, "b"), log(3, "c"), log(99, "d")])
        #expect(lines.withLock { $0 } == ["error pallet: a", "info pallet: b"])
        #expect(try probe.run("ext_logging_max_level_version_1", [], .word) == [3, 0, 0, 0])
        #expect(try HostProbe().run("ext_logging_max_level_version_1", [], .word) == [1, 0, 0, 0])
        lines.withLock { $0 = [] }
        let print = [
            Step("ext_misc_print_utf8_version_1", [.text("e")]), Step("ext_misc_print_hex_version_1", [.bytes([0xab])]),
            Step("ext_misc_print_num_version_1", [.long(77)]),
        ]
        _ = try probe.run(print)
        #expect(lines.withLock { $0.isEmpty })
        probe.environment.log = RuntimeLog(level: .debug) { _, _, message in lines.withLock { $0.append(message) } }
        _ = try probe.run(print)
        #expect(lines.withLock { $0 } == ["e", "0xab", "77"])
    }

    @Test("The version of other code is read, and of what is none there is none")
    func foreignVersions() throws {
        let other = HostProbe.module([Step("ext_wasm_tracing_exit_version_1", [.long(0)])]).bytes
        func version(_ code: [UInt8]) throws -> [UInt8]? {
            let answer = try HostProbe().run("ext_misc_runtime_version_version_1", [.bytes(code)], .packed)
            return try [UInt8]?(scale: answer)
        }
        #expect(try version(other) == RuntimeCode.Version.handMade.scaleEncoded)
        #expect(try version([1, 2, 3]) == nil)
        #expect(try version(Array(other.dropLast(20))) == nil)
    }

    @Test("Code that asks for versions while it is asked for its own gets none")
    func versionsOfVersions() throws {
        var asking = HostProbe.module([Step("ext_misc_runtime_version_version_1", [.bytes([])], .packed)])
        asking.functions[0].name = "Core_version"
        asking.version = nil
        let answer = try HostProbe().run("ext_misc_runtime_version_version_1", [.bytes(asking.bytes)], .packed)
        #expect(answer == [0])
    }

    @Test("Code that is asked for its version runs on what its asker has left")
    func askedVersions() throws {
        func told(_ code: [UInt8], fuel: UInt64 = 10_000_000_000) throws -> [UInt8] {
            var module = HandMadeModule()
            module.version = nil
            module.memoryPages = 1
            module.data = [(100, RuntimeCode.Version.handMade.scaleEncoded)]
            module.functions = [.init(name: "Core_version", code: code)]
            var probe = HostProbe()
            probe.environment.fuel = fuel
            return try probe.run("ext_misc_runtime_version_version_1", [.bytes(module.bytes)], .packed)
        }
        let version = RuntimeCode.Version.handMade.scaleEncoded
        let answer: [UInt8] = .answer(100, version.count)
        #expect(try told(answer) == [1] + version.scaleEncoded)
        #expect(try told(answer, fuel: 50_100_000) == [1] + version.scaleEncoded)
        #expect(try told(.unreachable) == [0])
        #expect(throws: RuntimeError(.outOfFuel, "")) { try told(.endless + answer, fuel: 50_100_000) }
        #expect(throws: RuntimeError(.outOfMemory, "")) { try told(.local(0) + .local(1) + .call(0)) }
        // Unpacking alone.
        #expect(throws: RuntimeError(.outOfFuel, "")) { try told(answer, fuel: 50_000_000) }
    }

    @Test("What a node would note besides blocks goes nowhere")
    func notes() throws {
        let steps = [
            Step("ext_offchain_index_set_version_1", [.text("k"), .text("v")]),
            Step("ext_offchain_index_clear_version_1", [.text("k")]),
            Step("ext_transaction_index_index_version_1", [.word(0), .word(1), .word(2)]),
            Step("ext_transaction_index_renew_version_1", [.word(0), .word(1)]),
            Step("ext_wasm_tracing_enabled_version_1", [.text("m")], .word),
            Step("ext_wasm_tracing_enter_span_version_1", [.text("m")], .long),
            Step("ext_storage_proof_size_storage_proof_size_version_1", [], .long),
        ]
        #expect(try HostProbe().run(steps) == [UInt8](repeating: 0xff, count: 8))
    }
}

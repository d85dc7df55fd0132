// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubstrateRuntime
import Testing

@Suite("Runtimes: code and calls")
struct RuntimeCodeTests {
    typealias Step = HostProbe.Step

    private func code(_ functions: HandMadeModule.Function..., imports: [(name: String, signature: String)] = []) throws
        -> RuntimeCode
    {
        var module = HandMadeModule()
        module.functions = functions
        module.imports = imports
        return try RuntimeCode(module.bytes)
    }

    private func call(
        _ code: RuntimeCode, _ method: String = "go", _ input: [UInt8] = [],
        environment: CallEnvironment = CallEnvironment()
    ) throws -> [UInt8] {
        var overlay = StorageOverlay(over: StateTrie())
        return try code.call(method, input, on: &overlay, environment: environment)
    }

    @Test("A call gets its input, and its answer is where it says")
    func echo() throws {
        let echo: [UInt8] = .local(1) + .i64ExtendI32 + .i64(32) + [0x86] + .local(0) + .i64ExtendI32 + .i64Or
        let code = try code(.init(name: "go", code: echo))
        #expect(try call(code, "go", []) == [])
        #expect(try call(code, "go", [1, 2, 3]) == [1, 2, 3])
        let long = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        #expect(try call(code, "go", long) == long)
        #expect(code.exports == ["go"] && code.exports("go") && !code.exports("__heap_base"))
    }

    @Test("A runtime has the hash of what was given, and the size of what runs")
    func identity() throws {
        let plain = try code(.init(name: "go", code: .i64(0)))
        let count = plain.bytes.count
        // A zstd frame of one block that is the last and as it is.
        let frame: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, UInt8(count << 3 & 0xff) | 1, UInt8(count >> 5), 0]
        let packed = try RuntimeCode(CodeCompression.magic + frame + plain.bytes)
        for runtime in [plain, packed] {
            #expect(runtime.unpackedByteCount == count)
            // Computed, and then known.
            for _ in 0..<2 { #expect(runtime.hash.bytes == Hashing.blake2b256(runtime.bytes)) }
            #expect(try call(runtime) == [])
        }
        #expect(packed.bytes.count == count + 17 && packed.hash != plain.hash)
    }

    @Test("Versions are read of runtimes of all ages")
    func versions() throws {
        func version(core: UInt32?, more: [UInt8]) throws -> RuntimeCode.Version {
            var module = HandMadeModule()
            var writer = ScaleWriter()
            writer.write(text: "spec")
            writer.write(text: "impl")
            for number in [UInt32(1), 2, 3] { writer.write(integer: number) }
            writer.write(count: 0)
            writer.write(bytes: more)
            module.version = writer.bytes
            module.interfaces = core.map { RuntimeCode.Version.handMade.interfaces[0].id + $0.scaleEncoded }
            return try RuntimeCode(module.bytes).version
        }
        let old = try version(core: nil, more: [])
        #expect(old.specName == "spec" && old.implName == "impl" && old.specVersion == 2)
        #expect(old.transactionVersion == 1 && old.stateVersion == .v0)
        #expect(try version(core: 3, more: [9, 0, 0, 0]).transactionVersion == 9)
        let new = try version(core: 4, more: [9, 0, 0, 0, 1])
        #expect(new.transactionVersion == 9 && new.stateVersion == .v1 && new.interfaces.count == 1)
        // Younger numbers than there are forms of the state mean the youngest form, and are told as they are.
        for number in [UInt8(2), 3, 255] {
            let younger = try version(core: 4, more: [9, 0, 0, 0, number])
            #expect(younger.stateVersion == .v1 && younger.systemVersion == number)
            #expect(younger.scaleEncoded.last == number)
        }
        #expect(throws: RuntimeError(.invalidCode, "")) { try version(core: 4, more: [9, 0]) }
    }

    @Test("A version that stands in no section is asked for")
    func askedVersion() throws {
        var module = HandMadeModule()
        let version = RuntimeCode.Version.handMade.scaleEncoded
        module.version = nil
        module.data = [(100, version)]
        module.functions = [.init(name: "Core_version", code: .answer(100, version.count))]
        #expect(try RuntimeCode(module.bytes).version == .handMade)
        module.functions = [.init(name: "go", code: .answer(0, 0))]
        #expect(throws: RuntimeError(.invalidCode, "")) { try RuntimeCode(module.bytes) }
    }

    @Test("What is no runtime is refused")
    func refusals() throws {
        for bytes in [[], [1, 2, 3], Array("hello".utf8), [0x00, 0x61, 0x73, 0x6d, 0x02, 0x00, 0x00, 0x00]] as [[UInt8]]
        {
            #expect(throws: RuntimeError(.invalidCode, "")) { try RuntimeCode(bytes) }
        }
        var module = HandMadeModule()
        module.functions = [.init(name: "go", code: .answer(0, 0))]
        let whole = module.bytes
        #expect(throws: RuntimeError(.overLimit, "")) {
            try RuntimeCode(whole, limits: RuntimeLimits(codeBytes: whole.count - 1))
        }
        module.heapBase = nil
        #expect(throws: RuntimeError(.invalidCode, "")) { try RuntimeCode(module.bytes) }
        for end in 8..<whole.count { #expect(throws: RuntimeError.self) { try RuntimeCode(Array(whole[..<end])) } }
    }

    @Test("An import that is not here ends only the call that reaches it, with its name")
    func missingImports() throws {
        let code = try code(
            .init(name: "go", code: .i64(0) + .call(0) + .drop + .answer(0, 0)),
            .init(name: "stay", code: .answer(0, 0)),
            .init(name: "sign", code: .i32(0) + .i32(0) + .i64(0) + .call(1)),
            imports: [("ext_future_thing_version_9", "I:I"), ("ext_crypto_sr25519_sign_version_1", "iiI:I")])
        #expect(code.missingHostFunctions == ["ext_future_thing_version_9", "ext_crypto_sr25519_sign_version_1"])
        #expect(try call(code, "stay") == [])
        let error = #expect(throws: RuntimeError(.missingHostFunction, "")) { try call(code) }
        #expect(
            error?.reason == "go: 'ext_future_thing_version_9' is not in this host: it has no function of this name")
        let keys = #expect(throws: RuntimeError(.missingHostFunction, "")) { try call(code, "sign") }
        #expect(keys?.reason.contains("it keeps no keys") == true)
    }

    @Test("An import of another signature than the function's is refused, and both are told")
    func signatures() throws {
        let error = #expect(throws: RuntimeError(.unsupportedCode, "")) {
            try code(.init(name: "go", code: .answer(0, 0)), imports: [("ext_storage_get_version_1", "II:I")])
        }
        #expect(error?.reason.contains("II:I") == true && error?.reason.contains(" I:I") == true)
        // Only functions that have a method's signature are methods.
        let other = try code(.init(name: "go", signature: "i:", code: []))
        #expect(other.exports == [])
        #expect(throws: RuntimeError(.unknownMethod, "")) { try call(other) }
    }

    @Test("Traps, endless loops and answers out of memory end in one line with the method's name")
    func endings() throws {
        let trap = try code(.init(name: "go", code: .unreachable))
        let error = #expect(throws: RuntimeError(.trapped, "")) { try call(trap) }
        #expect(error?.reason.hasPrefix("go: it trapped: ") == true && error?.reason.contains("\n") == false)
        let endless = try code(.init(name: "go", code: .endless + .answer(0, 0)))
        let fuel = #expect(throws: RuntimeError(.outOfFuel, "")) {
            try call(endless, environment: CallEnvironment(fuel: 10_000))
        }
        #expect(fuel?.reason == "go: it ran longer than 10000 instructions")
        let recursion = try code(.init(name: "go", code: .local(0) + .local(1) + .call(0)))
        #expect(throws: RuntimeError(.outOfMemory, "")) { try call(recursion) }
        for answer in [[UInt8].answer(0x1_ffff, 2), .answer(.max, Int(UInt32.max))] {
            let lying = try code(.init(name: "go", code: answer))
            #expect(throws: RuntimeError(.invalidAnswer, "")) { try call(lying) }
        }
    }

    @Test("A function that is no program is found when it is called, and the others run")
    func invalidFunctions() throws {
        let code = try code(
            .init(name: "go", code: .i32(1) + .answer(0, 0)), .init(name: "other", code: .answer(0, 0)),
            .init(name: "vectors", code: [0xfd, 0x0c]))
        let error = #expect(throws: RuntimeError(.invalidCode, "")) { try call(code) }
        #expect(error?.reason.hasPrefix("go: its code cannot run: ") == true)
        #expect(throws: RuntimeError(.unsupportedCode, "")) { try call(code, "vectors") }
        #expect(try call(code, "other") == [])
    }

    @Test("A panic is told by what the runtime logged of it")
    func panics() throws {
        var module = HostProbe.module([
            Step(
                "ext_logging_log_version_1",
                [.word(0), .text("runtime"), .text("panicked at 'no such thing'\n\u{1b}[31m")])
        ])
        module.functions[0].code += .drop + .unreachable
        let code = try RuntimeCode(module.bytes)
        let error = #expect(throws: RuntimeError(.trapped, "")) { try call(code, "probe") }
        #expect(error?.reason.hasPrefix("probe: it panicked: ") == true)
        #expect(error?.reason.contains("no such thing") == true)
        #expect(error?.reason.unicodeScalars.contains { $0.value < 0x20 } == false)
        let aborting = HostProbe.module([Step("ext_panic_handler_abort_on_panic_version_1", [.text("aborted here")])])
        let other = try RuntimeCode(aborting.bytes)
        let abort = #expect(throws: RuntimeError(.trapped, "")) { try call(other, "probe") }
        #expect(abort?.reason.contains("aborted here") == true)
    }

    @Test("Nothing of a call that failed stays, and what was there before it does")
    func failedCalls() throws {
        var module = HostProbe.module([
            Step("ext_storage_set_version_1", [.text("a"), .bytes([2])]),
            Step("ext_storage_start_transaction_version_1"),
            Step("ext_storage_set_version_1", [.text("b"), .bytes([2])]),
        ])
        module.functions[0].code += .drop + .unreachable
        let code = try RuntimeCode(module.bytes)
        var overlay = StorageOverlay(over: StateTrie())
        overlay.set([1], for: Array("a".utf8), in: nil)
        overlay.begin()
        #expect(throws: RuntimeError(.trapped, "")) { try code.call("probe", on: &overlay) }
        #expect(overlay.depth == 1 && overlay.changes == StorageChanges(top: [Array("a".utf8): [1]]))
    }

    @Test("One call finds nothing of another's memory, also after one that failed")
    func freshMemory() throws {
        // Answers what is at 200 and writes there; traps when there is input.
        let code = try code(
            .init(
                name: "go",
                code: .i32(100) + .i32(200) + [0x28, 0x02, 0x00] + .i32Store + .i32(200) + .i32(7) + .i32Store
                    + .local(1)
                    + [0x04, 0x40] + .unreachable + [0x0b] + .answer(100, 4)))
        for _ in 0..<3 {
            #expect(try call(code) == [0, 0, 0, 0])
            #expect(throws: RuntimeError(.trapped, "")) { try call(code, "go", [1]) }
        }
    }

    @Test("Calls run in several threads at a time")
    func threads() async throws {
        let module = HostProbe.module([
            Step("ext_storage_set_version_1", [.text("a"), .bytes([2])]),
            Step("ext_hashing_blake2_256_version_1", [.text("a")], .pointer(32)),
        ])
        let code = try RuntimeCode(module.bytes)
        let expected = Hashing.blake2b256(Array("a".utf8))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { () throws in
                    for _ in 0..<50 {
                        var overlay = StorageOverlay(over: StateTrie())
                        let answer = try code.call("probe", on: &overlay)
                        #expect(answer == expected)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("Host calls are work that ends, too")
    func hostWork() throws {
        let hash = Step("ext_hashing_blake2_256_version_1", [.long(UInt64(0x1_0000) << 32)], .pointer(32))
        var module = HostProbe.module([hash])
        // Again and again.
        module.functions[0].code =
            [0x03, 0x40] + .i64(UInt64(0x1_0000) << 32) + .call(0) + .drop + [0x0c, 0x00, 0x0b] + .answer(0, 0)
        let code = try RuntimeCode(module.bytes)
        let error = #expect(throws: RuntimeError(.outOfFuel, "")) {
            try call(code, "probe", environment: CallEnvironment(fuel: 1_000_000))
        }
        #expect(error?.reason.contains("host calls") == true)
    }
}

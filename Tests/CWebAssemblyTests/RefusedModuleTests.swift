// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly
import Testing

@Suite("Refused modules")
struct RefusedModuleTests {
    @Test("are refused for what they are, where it stands", arguments: RefusedModule.all)
    func refused(_ refused: RefusedModule) {
        do {
            _ = try Module(refused.bytes)
            Issue.record("\(refused) was taken")
        } catch {
            #expect(refused.statuses.contains(error.status), "\(error)")
            #expect(!error.message.isEmpty)
            #expect(error.message.lowercased().contains(refused.word.lowercased()), "\(error)")
            #expect(error.offset <= refused.bytes.count, "\(error)")
            #expect(!error.message.contains("\n"))
        }
    }

    @Test("stand beside one that is taken")
    func surroundings() throws {
        _ = try Module(RefusedModule.surroundings.bytes)
        _ = try Module(WasmModule.header)
    }

    @Test("are those that pass a limit, and none that reaches it")
    func limits() throws {
        var module = WasmModule()
        module.memory(3)
        module.table(5)
        module.importFunction("a")
        module.importFunction("b", [.i32])
        module.global(.i32, .i32(0))
        module.global(.i32, .i32(0))
        module.function("x", locals: [.i32, .i64, .f32, .f64], code: .nop)
        module.function("y", code: .block(nil, .block(nil, .i32(1) ++ .i32(2) ++ .drop ++ .drop)))
        module.function(nil, code: .i32(1), .drop)
        module.data(at: 0, [1])
        module.data(at: 1, [2])
        let bytes = module.bytes
        let borders: [(WritableKeyPath<wasm_limits, UInt32>, UInt32, String)] = [
            (\.memory_pages, 3, "memory"), (\.table_elements, 5, "table"), (\.functions, 3, "function"),
            (\.globals, 2, "global"), (\.types, 2, "type"), (\.exports, 3, "export"), (\.imports, 2, "import"),
            (\.segments, 2, "data segments"), (\.function_bytes, 14, "function 3 has 14 bytes"),
            (\.locals, 4, "local"), (\.all_locals, 4, "locals together"), (\.control_depth, 3, "blocks"),
            (\.operand_depth, 2, "operands"),
        ]
        for (path, border, word) in borders { expectBorder(of: bytes, path, border, word) }
        var segmented = WasmModule()
        segmented.table(1)
        segmented.function(nil, code: [])
        for _ in 0..<3 { segmented.elements(at: 0, [0]) }
        expectBorder(of: segmented.bytes, \.segments, 3, "element segments")
        var limits = wasm_default_limits
        limits.module_bytes = UInt64(bytes.count)
        #expect(throws: Never.self) { _ = try Module(bytes, limits: limits) }
        limits.module_bytes -= 1
        #expect(throws: Refusal.self) { _ = try Module(bytes, limits: limits) }
    }

    private func expectBorder(
        of bytes: [UInt8], _ path: WritableKeyPath<wasm_limits, UInt32>, _ border: UInt32, _ word: String
    ) {
        var limits = wasm_default_limits
        limits[keyPath: path] = border
        #expect(throws: Never.self, "\(word) at its limit") { _ = try Module(bytes, limits: limits) }
        limits[keyPath: path] = border - 1
        do {
            _ = try Module(bytes, limits: limits)
            Issue.record("more than the limit was taken: \(word)")
        } catch {
            #expect(error.status == wasm_over_limit.rawValue, "\(word): \(error)")
            #expect(error.message.contains(word), "\(error)")
            #expect(error.message.contains("\(border - 1)"), "the limit is told: \(error)")
        }
    }

    @Test("are all beginnings of a good module", arguments: ProgramCase.all)
    func cuts(_ program: ProgramCase) {
        // A module may end where a section does; no function may be left without its body.
        let ends = sectionEnds(program.module)
        for count in 0..<program.module.count {
            do {
                _ = try Module(Array(program.module.prefix(count)))
                #expect(ends.contains(count), "\(program) cut after \(count) bytes was taken")
            } catch {
                #expect(error.offset <= count, "\(error)")
            }
        }
    }

    private func sectionEnds(_ module: [UInt8]) -> Set<Int> {
        var ends: Set = [8]
        var place = 8
        while place < module.count {
            place += 1
            var (length, shift) = (0, 0)
            while true {
                let byte = module[place]
                place += 1
                length |= Int(byte & 0x7f) << shift
                shift += 7
                if byte < 0x80 { break }
            }
            place += length
            ends.insert(place)
        }
        return ends
    }
}

@Suite("Damaged modules")
struct DamagedModuleTests {
    @Test("are refused, or run to an end within their fuel, the same twice", arguments: ProgramCase.all)
    func damaged(_ program: ProgramCase) {
        var numbers = Numbers(seed: UInt64(program.module.count))
        var limits = wasm_default_limits
        limits.memory_pages = 64
        limits.table_elements = 4096
        var taken = 0
        for _ in 0..<1500 {
            var bytes = program.module
            for _ in 0..<numbers.next(1...3) { damage(&bytes, &numbers) }
            guard let module = try? Module(bytes, limits: limits) else { continue }
            taken += 1
            let first = outcomes(of: module)
            #expect(first == outcomes(of: module), "\(program) damaged: \(bytes)")
        }
        // Many keep their shape, with other constants and other instructions.
        #expect(taken > 50)
    }

    private func damage(_ bytes: inout [UInt8], _ numbers: inout Numbers) {
        let place = numbers.next(8...bytes.count - 1)
        switch numbers.next(0...5) {
        case 0: bytes[place] ^= 1 << numbers.next(0...7)
        case 1: bytes[place] = UInt8(numbers.next(0...255))
        case 2: bytes[place] = [0x00, 0x7f, 0x80, 0xff, 0x0b, 0x40][numbers.next(0...5)]
        case 3: bytes.remove(at: place)
        case 4: bytes.insert(UInt8(numbers.next(0...255)), at: place)
        default:
            let other = numbers.next(8...bytes.count - 1)
            bytes.swapAt(place, other)
        }
    }

    private func outcomes(of module: Module) -> [String] {
        guard let instance = try? Instance(module) else { return ["no instance"] }
        return module.exportNames.flatMap { name -> [String] in
            guard let function = module.function(name) else { return [] }
            let arguments = function.parameters.indices.map { UInt64($0) + 1 }
            return [instance.call(name, arguments, fuel: 20_000), String(instance.fuelLeft)]
        }
    }
}

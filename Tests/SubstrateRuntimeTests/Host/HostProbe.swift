// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRuntime

/// Calls host functions from a module that is written for it, and tells what the last one answered.
struct HostProbe {
    enum Argument {
        /// A pointer and a length in one integer.
        case bytes([UInt8])
        /// A pointer to as many bytes as the function knows.
        case pointer([UInt8])
        /// Room of so many bytes at ``HostProbe/room``.
        case room(Int)
        case word(UInt32)
        case long(UInt64)
    }

    enum Answer {
        case nothing
        /// A pointer and a length in one integer.
        case packed
        /// A pointer to so many bytes.
        case pointer(Int)
        /// Little-endian.
        case word
        case long
        /// What is in the room of so many bytes, whatever the function answers with an integer of 64 bits.
        case room(Int)
    }

    struct Step {
        let name: String
        let arguments: [Argument]
        let answer: Answer

        init(_ name: String, _ arguments: [Argument] = [], _ answer: Answer = .nothing) {
            self.name = name
            self.arguments = arguments
            self.answer = answer
        }
    }

    static let room: UInt32 = 0x7000

    var state: any StateSource = StateTrie()
    var environment = CallEnvironment(over: StateTrie())

    /// What the last step answers.
    func run(_ steps: [Step]) throws -> [UInt8] {
        var overlay = StorageOverlay(over: state)
        return try run(steps, on: &overlay)
    }

    func run(_ steps: [Step], on overlay: inout StorageOverlay) throws -> [UInt8] {
        try RuntimeCode(Self.module(steps).bytes).call("probe", on: &overlay, environment: environment)
    }

    func run(_ name: String, _ arguments: [Argument], _ answer: Answer) throws -> [UInt8] {
        try run([Step(name, arguments, answer)])
    }

    /// What the host charges for these steps: the least fuel on which they run, of which the module's own instructions need less.
    func work(_ steps: [Step]) throws -> Int {
        let code = try RuntimeCode(Self.module(steps).bytes)
        var (tooLittle, enough) = (0, 1 << 32)
        while tooLittle + 1 < enough {
            let middle = (tooLittle + enough) / 2
            var environment = environment
            environment.fuel = UInt64(middle)
            var overlay = StorageOverlay(over: state)
            do throws(RuntimeError) {
                _ = try code.call("probe", on: &overlay, environment: environment)
                enough = middle
            } catch {
                guard error.code == .outOfFuel else { throw error }
                tooLittle = middle
            }
        }
        return enough
    }

    static func module(_ steps: [Step]) -> HandMadeModule {
        var module = HandMadeModule()
        var code: [UInt8] = []
        var end: UInt32 = 64
        func place(_ bytes: [UInt8]) -> UInt32 {
            let start = end
            if !bytes.isEmpty { module.data.append((start, bytes)) }
            end += UInt32(bytes.count + 7) & ~7
            return start
        }
        for (index, step) in steps.enumerated() {
            let isLast = index == steps.count - 1
            var signature = ""
            var arguments: [UInt8] = []
            for argument in step.arguments {
                switch argument {
                case .bytes(let bytes):
                    arguments += .i64(UInt64(bytes.count) << 32 | UInt64(place(bytes)))
                    signature += "I"
                case .pointer(let bytes):
                    arguments += .i32(place(bytes))
                    signature += "i"
                case .room(let count):
                    arguments += .i64(UInt64(count) << 32 | UInt64(room))
                    signature += "I"
                case .word(let word):
                    arguments += .i32(word)
                    signature += "i"
                case .long(let long):
                    arguments += .i64(long)
                    signature += "I"
                }
            }
            let call = arguments + .call(module.imports.count)
            let scratch: UInt32 = 16
            switch step.answer {
            case .nothing:
                signature += ":"
                code += call + (isLast ? .answer(0, 0) : [])
            case .packed:
                signature += ":I"
                code += call + (isLast ? [] : .drop)
            case .pointer(let count):
                signature += ":i"
                code += call + (isLast ? .i64ExtendI32 + .i64(UInt64(count) << 32) + .i64Or : .drop)
            case .word:
                signature += ":i"
                code += .i32(scratch) + call + .i32Store + (isLast ? .answer(scratch, 4) : [])
            case .long:
                signature += ":I"
                code += .i32(scratch) + call + .i64Store + (isLast ? .answer(scratch, 8) : [])
            case .room(let count):
                signature += ":I"
                code += call + .drop + (isLast ? .answer(room, count) : [])
            }
            module.imports.append((step.name, signature))
        }
        module.functions = [HandMadeModule.Function(name: "probe", code: code)]
        return module
    }
}

extension HostProbe.Argument {
    static func text(_ text: String) -> HostProbe.Argument { .bytes(Array(text.utf8)) }
}

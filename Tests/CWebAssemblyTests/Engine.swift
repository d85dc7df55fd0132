// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly
import Foundation

/// A module that was refused, or an instance that could not be made.
struct Refusal: Error, Hashable, CustomStringConvertible {
    let status: UInt32
    let offset: UInt64
    let message: String

    init(_ error: wasm_error) {
        status = error.status.rawValue
        offset = error.offset
        message = withUnsafeBytes(of: error.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    var description: String { "status \(status) at \(offset): \(message)" }
}

/// A module of CWebAssembly, alive as long as its instances.
final class Module: @unchecked Sendable {
    let pointer: OpaquePointer
    /// No more than there are, so that reading behind them is found out by a sanitizer.
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Checks the bodies of functions too, unless they are to be checked when they first run.
    init(_ bytes: [UInt8], limits: wasm_limits? = nil, isLazy: Bool = false) throws(Refusal) {
        let kept = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(kept).copyMemory(from: $0) }
        var error = wasm_error()
        var chosen = limits ?? wasm_default_limits
        let made =
            limits == nil
            ? wasm_module_create(kept.baseAddress, kept.count, nil, &error)
            : wasm_module_create(kept.baseAddress, kept.count, &chosen, &error)
        guard let pointer = made else {
            kept.deallocate()
            throw Refusal(error)
        }
        self.pointer = pointer
        self.bytes = kept
        guard isLazy || wasm_module_prepare(pointer, &error) == wasm_ok else { throw Refusal(error) }
    }

    deinit {
        wasm_module_destroy(pointer)
        bytes.deallocate()
    }

    /// How many operands were checked so far.
    var checkedOperands: UInt64 { wasm_module_checked_operands(pointer) }

    var importNames: [String] {
        (0..<wasm_module_import_count(pointer)).map { String(cString: wasm_module_import_name(pointer, $0)) }
    }

    var exportNames: [String] {
        (0..<wasm_module_export_count(pointer)).map { index in
            var kind = wasm_function
            return String(cString: wasm_module_export_name(pointer, index, &kind))
        }
    }

    func function(_ name: String) -> (index: UInt32, parameters: [WasmType], results: [WasmType])? {
        var index: UInt32 = 0
        var type = wasm_function_type()
        guard wasm_module_find_function(pointer, name, &index, &type) else { return nil }
        func types(_ start: UnsafePointer<UInt8>?, _ count: UInt32) -> [WasmType] {
            UnsafeBufferPointer(start: start, count: Int(count)).compactMap(WasmType.init(rawValue:))
        }
        return (index, types(type.parameters, type.parameter_count), types(type.results, type.result_count))
    }
}

/// What a host does when the module calls it: the import's name, and its slots.
typealias HostCall = (_ name: String, _ slots: UnsafeMutablePointer<UInt64>) -> wasm_status

/// An instance with the host functions of the tests.
final class Instance {
    let module: Module
    let pointer: OpaquePointer
    private let host: Host
    /// What is left of the last call's fuel.
    private(set) var fuelLeft: UInt64 = 0
    private(set) var lastError: Refusal?

    private final class Host {
        let names: [String]
        var call: HostCall

        init(names: [String], call: @escaping HostCall) {
            self.names = names
            self.call = call
        }
    }

    init(_ module: Module, host: @escaping HostCall = hostFunctions) throws(Refusal) {
        self.module = module
        self.host = Host(names: module.importNames, call: host)
        var error = wasm_error()
        let context = Unmanaged.passUnretained(self.host).toOpaque()
        let function: wasm_host_function = { context, index, slots in
            guard let context, let slots else { return wasm_trap_host }
            let host = Unmanaged<Host>.fromOpaque(context).takeUnretainedValue()
            return host.call(host.names[Int(index)], slots)
        }
        guard let pointer = wasm_instance_create(module.pointer, function, context, &error) else {
            throw Refusal(error)
        }
        self.pointer = pointer
    }

    convenience init(_ module: WasmModule) throws(Refusal) { try self.init(Module(module.bytes)) }

    deinit { wasm_instance_destroy(pointer) }

    func reset() -> wasm_status { wasm_instance_reset(pointer, Unmanaged.passUnretained(host).toOpaque()) }

    static let plentyOfFuel: UInt64 = 1 << 40

    /// The results' slots in hex, or "trap" and its name; as in the vector files.
    func call(_ name: String, _ arguments: [UInt64] = [], fuel: UInt64 = plentyOfFuel) -> String {
        guard let function = module.function(name) else { return "no such function" }
        precondition(arguments.count == function.parameters.count, "\(name) takes \(function.parameters)")
        return call(function.index, arguments, results: function.results.count, fuel: fuel)
    }

    func call(_ index: UInt32, _ arguments: [UInt64], results count: Int, fuel: UInt64 = plentyOfFuel) -> String {
        // One more than there are: nothing may be written there.
        var results = [UInt64](repeating: 0xdead_beef_dead_beef, count: count + 1)
        var error = wasm_error()
        fuelLeft = fuel
        let status = wasm_instance_call(pointer, index, arguments, &results, &fuelLeft, &error)
        precondition(results[count] == 0xdead_beef_dead_beef, "more results were written than there are")
        lastError = status == wasm_ok ? nil : Refusal(error)
        guard status == wasm_ok else { return "trap \(trapNames[status.rawValue] ?? "with status \(status.rawValue)")" }
        return results.dropLast().map { String($0, radix: 16) }.joined(separator: " ")
    }

    /// The memory, which must not be kept.
    var memory: UnsafeMutableBufferPointer<UInt8> {
        var count: UInt64 = 0
        let start = wasm_instance_memory(pointer, &count)
        return UnsafeMutableBufferPointer(start: start, count: Int(count))
    }

    /// Whether the memory holds just these bytes.
    func holds(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { expected in
            let memory = self.memory
            guard let first = expected.baseAddress, let second = memory.baseAddress else {
                return expected.count == memory.count
            }
            return expected.count == memory.count && memcmp(first, second, memory.count) == 0
        }
    }

    func grow(_ pages: UInt32) -> UInt32 { wasm_instance_grow(pointer, pages) }
}

private let trapNames: [UInt32: String] = [
    wasm_trap_unreachable.rawValue: "unreachable", wasm_trap_memory_bounds.rawValue: "memory_bounds",
    wasm_trap_table_bounds.rawValue: "table_bounds", wasm_trap_null_function.rawValue: "null_function",
    wasm_trap_signature.rawValue: "signature", wasm_trap_division_by_zero.rawValue: "division_by_zero",
    wasm_trap_integer_overflow.rawValue: "integer_overflow", wasm_trap_conversion.rawValue: "conversion",
    wasm_trap_stack.rawValue: "stack", wasm_trap_fuel.rawValue: "fuel", wasm_trap_host.rawValue: "host",
    wasm_no_such_export.rawValue: "no_such_export",
]

/// What programs may import from "env": the same functions are in Oracle/engine.py.
func hostFunctions(_ name: String, _ slots: UnsafeMutablePointer<UInt64>) -> wasm_status {
    switch name {
    case "double": slots[0] &*= 2
    case "note": break
    case "mix":
        let sum =
            Double(Int32(truncatingIfNeeded: slots[0])) + Double(Int64(bitPattern: slots[1]) % 1000)
            + Double(Float(bitPattern: UInt32(truncatingIfNeeded: slots[2]))) + Double(bitPattern: slots[3])
        slots[0] = sum.bitPattern
    default: return wasm_trap_host
    }
    return wasm_ok
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly

/// A WebAssembly module that was parsed, and checked but for the bodies of its functions: each of those is checked and
/// translated when it is first called.
///
/// Sendable because the C value publishes what it translates atomically, and changes in nothing else.
final class WasmModule: @unchecked Sendable {
    let pointer: OpaquePointer
    /// The module is read where this is.
    private let code: UnpackedCode

    /// A function that the module wants from its host.
    struct Import {
        let name: String
        let signature: WasmSignature
    }

    init(_ code: UnpackedCode, limits: RuntimeLimits) throws(RuntimeError) {
        var bounds = wasm_default_limits
        bounds.module_bytes = UInt64(clamping: limits.codeBytes)
        bounds.memory_pages = min(limits.memoryPages, RuntimeLimits.mostMemoryPages)
        bounds.call_depth = limits.callDepth
        var error = wasm_error()
        guard let pointer = wasm_module_create(code.bytes.baseAddress, code.bytes.count, &bounds, &error) else {
            throw RuntimeError(refusal: error)
        }
        self.pointer = pointer
        self.code = code
    }

    deinit { wasm_module_destroy(pointer) }

    /// The imported functions, by their index.
    var imports: [Import] {
        (0..<wasm_module_import_count(pointer)).map { index in
            let module = wasm_module_import_module(pointer, index).map { String(cString: $0) } ?? ""
            let name = wasm_module_import_name(pointer, index).map { String(cString: $0) } ?? ""
            return Import(
                name: module == "env" ? name : "\(module).\(name)",
                signature: WasmSignature(wasm_module_import_type(pointer, index)))
        }
    }

    /// The exported functions, by name.
    var functions: [String: UInt32] {
        var functions: [String: UInt32] = [:]
        for index in 0..<wasm_module_export_count(pointer) {
            var kind = wasm_function
            guard let name = wasm_module_export_name(pointer, index, &kind), kind == wasm_function else { continue }
            var function: UInt32 = 0
            if wasm_module_find_function(pointer, name, &function, nil) { functions[String(cString: name)] = function }
        }
        return functions
    }

    func signature(ofFunction name: String) -> WasmSignature? {
        var function: UInt32 = 0
        var type = wasm_function_type()
        guard wasm_module_find_function(pointer, name, &function, &type) else { return nil }
        return WasmSignature(type)
    }

    /// The value that an exported global begins with.
    func global(_ name: String) -> UInt64? {
        var value: UInt64 = 0
        return wasm_module_find_global(pointer, name, &value) ? value : nil
    }

    func customSection(_ name: String) -> [UInt8]? {
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        guard wasm_module_custom_section(pointer, name, &bytes, &count) else { return nil }
        return [UInt8](UnsafeBufferPointer(start: bytes, count: count))
    }
}

// MARK: -

/// The parameters and results of a function, as they are written in a module: `i` and `I` for integers of 32 and 64 bits.
struct WasmSignature: Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    init(_ type: wasm_function_type) {
        let parameters = UnsafeBufferPointer(start: type.parameters, count: Int(type.parameter_count))
        let results = UnsafeBufferPointer(start: type.results, count: Int(type.result_count))
        description = "\(Self.letters(parameters)):\(Self.letters(results))"
    }

    /// What every function of a runtime's interface has: where its input lies and how long it is, and both of its answer.
    static let runtimeMethod = WasmSignature("ii:I")

    private static func letters(_ types: UnsafeBufferPointer<UInt8>) -> String {
        String(
            types.map { type in
                switch type {
                case 0x7f: "i"
                case 0x7e: "I"
                case 0x7d: "f"
                default: "F"
                }
            })
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A runtime's module with its host functions bound.
final class RuntimeProgram: Sendable {
    let methods: [String: UInt32]
    let missingHostFunctions: [String]

    private let module: WasmModule
    private let hostFunctions: [HostFunction]
    private let heapBase: UInt32
    private let pool: InstancePool
    private let limits: RuntimeLimits
    private let checkedSignatures = CheckedSignatures()

    init(_ code: UnpackedCode, limits: RuntimeLimits) throws(RuntimeError) {
        module = try WasmModule(code, limits: limits)
        self.limits = limits
        var missing: [String] = []
        var bound: [HostFunction] = []
        for wanted in module.imports {
            if let function = HostFunction.named[wanted.name] {
                guard function.signature == wanted.signature else {
                    throw RuntimeError(
                        .unsupportedCode,
                        "the code imports \(excerpt(wanted.name)) as \(wanted.signature), which is \(function.signature)"
                    )
                }
                bound.append(function)
            } else {
                missing.append(wanted.name)
                bound.append(.missing(wanted.name, as: wanted.signature))
            }
        }
        missingHostFunctions = missing
        hostFunctions = bound
        guard let base = module.global("__heap_base"), let heapBase = UInt32(exactly: base) else {
            throw RuntimeError(.invalidCode, "the code is no runtime: it exports no '__heap_base'")
        }
        self.heapBase = heapBase
        methods = module.functions.filter { [module] in module.signature(ofFunction: $0.key) == .runtimeMethod }
        pool = InstancePool(of: module, capacity: limits.pooledInstances)
    }

    /// The version that stands in the module; nil where it has to be asked for.
    func writtenVersion() throws(RuntimeError) -> RuntimeCode.Version? {
        guard let section = module.customSection("runtime_version") else { return nil }
        return try RuntimeCode.Version(section, interfaces: module.customSection("runtime_apis"))
    }

    /// The version that the module tells when asked.
    func toldVersion(environment: CallEnvironment) throws(RuntimeError) -> RuntimeCode.Version {
        guard methods["Core_version"] != nil else {
            throw RuntimeError(
                .invalidCode, "the code is no runtime: it has no version, neither written nor to ask for")
        }
        var overlay = StorageOverlay(over: StateTrie())
        return try RuntimeCode.Version(try call("Core_version", [], on: &overlay, environment: environment))
    }

    func call(
        _ method: String, _ input: [UInt8], on overlay: inout StorageOverlay, environment: CallEnvironment
    ) throws(RuntimeError) -> [UInt8] {
        guard let function = methods[method] else {
            throw RuntimeError(.unknownMethod, "the runtime has no function \(excerpt(method))")
        }
        let instance = try pool.take()
        defer { pool.giveBack(instance) }
        let depth = overlay.depth
        overlay.begin()
        do throws(RuntimeError) {
            let answer = try withUnsafeMutablePointer(to: &overlay) { (overlay) throws(RuntimeError) -> [UInt8] in
                let call = HostCall(
                    functions: hostFunctions, instance: instance.pointer, heapBase: heapBase, overlay: overlay,
                    environment: environment, limits: limits, checkedSignatures: checkedSignatures)
                return try call.run(function, input, on: instance)
            }
            // What the runtime began and did not end is as if it had never been.
            while overlay.depth > depth + 1 { try overlay.rollBack() }
            try overlay.commit()
            return answer
        } catch {
            while overlay.depth > depth { try overlay.rollBack() }
            throw RuntimeError(error.code, "\(method): \(error.reason)")
        }
    }
}

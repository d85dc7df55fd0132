// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly

/// Memory, globals and stack for one call at a time; made once, and as new before each call.
///
/// Sendable because the pool lends an instance to one call only.
final class RuntimeInstance: @unchecked Sendable {
    let pointer: OpaquePointer
    private let desk: HostDesk
    /// Lives as long as its instances, which look into it until they end.
    private let module: WasmModule

    init(of module: WasmModule) throws(RuntimeError) {
        desk = HostDesk()
        self.module = module
        var error = wasm_error()
        let context = Unmanaged.passUnretained(desk).toOpaque()
        guard let pointer = wasm_instance_create(module.pointer, answerHostCall, context, &error) else {
            throw RuntimeError(refusal: error)
        }
        self.pointer = pointer
    }

    deinit { wasm_instance_destroy(pointer) }

    /// Forgets what the last call wrote; false where that cannot be, and the instance is to be thrown away.
    func reset() -> Bool { wasm_instance_reset(pointer, Unmanaged.passUnretained(desk).toOpaque()) == wasm_ok }

    /// Runs a function of the signature that methods have, with `call` answering its host calls.
    func run(
        _ function: UInt32, pointer input: UInt32, count: UInt32, answeredBy call: HostCall, fuel: inout UInt64
    ) -> Result<UInt64, WasmTrap> {
        desk.call = call
        defer { desk.call = nil }
        let arguments = [UInt64(input), UInt64(count)]
        var result: UInt64 = 0
        var error = wasm_error()
        let status = wasm_instance_call(pointer, function, arguments, &result, &fuel, &error)
        return status == wasm_ok ? .success(result) : .failure(WasmTrap(status: status, text: error.text))
    }
}

/// How a call ended that did not return.
struct WasmTrap: Error {
    let status: wasm_status
    let text: String
}

/// Where an instance's host calls arrive, and who answers them.
private final class HostDesk {
    var call: HostCall?
}

private func answerHostCall(
    context: UnsafeMutableRawPointer?, function: UInt32, slots: UnsafeMutablePointer<UInt64>?
) -> wasm_status {
    guard let context, let slots else { return wasm_trap_host }
    guard let call = Unmanaged<HostDesk>.fromOpaque(context).takeUnretainedValue().call else { return wasm_trap_host }
    return call.answer(function, slots) ? wasm_ok : wasm_trap_host
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

extension HostFunction {
    /// Modules `allocator`, `logging`, `misc`, `panic_handler` and `wasm_tracing` of sp-io.
    static let memoryAndLog: [HostFunction] = [
        HostFunction("ext_allocator_malloc_version_1", "i:i") { call, slots throws(RuntimeError) in
            slots.answer(try call.allocator.allocate(slots.word(0)))
        },
        HostFunction("ext_allocator_free_version_1", "i:") { call, slots throws(RuntimeError) in
            try call.allocator.deallocate(slots.word(0))
        },
        HostFunction("ext_logging_log_version_1", "iII:") { call, slots throws(RuntimeError) in
            let level = RuntimeLog.Level(rawValue: UInt8(clamping: slots.word(0))) ?? .trace
            try call.log(level, target: slots[1], message: slots[2])
        },
        HostFunction("ext_logging_max_level_version_1", ":i") { call, slots throws(RuntimeError) in
            // Errors are always wanted: they tell why a call ends. Here 0 means none, and 1 the weightiest.
            slots.answer(UInt32(call.environment.log?.level.rawValue ?? RuntimeLog.Level.error.rawValue) + 1)
        },
        HostFunction("ext_misc_print_utf8_version_1", "I:") { call, slots throws(RuntimeError) in
            try call.print(slots[0]) { String(decoding: $0, as: UTF8.self) }
        },
        HostFunction("ext_misc_print_hex_version_1", "I:") { call, slots throws(RuntimeError) in
            try call.print(slots[0]) { $0.hex }
        },
        HostFunction("ext_misc_print_num_version_1", "I:") { call, slots throws(RuntimeError) in
            call.environment.log?.printed(String(slots[0]))
        },
        HostFunction("ext_misc_runtime_version_version_1", "I:I") { call, slots throws(RuntimeError) in
            slots.answer(try call.putOption(try call.version(ofCode: slots[0])))
        },
        HostFunction("ext_panic_handler_abort_on_panic_version_1", "I:") { call, slots throws(RuntimeError) in
            throw HostCall.panic(String(decoding: try call.bytes(slots[0]).prefix(4096), as: UTF8.self))
        },
        HostFunction("ext_wasm_tracing_enabled_version_1", "I:i") { _, slots throws(RuntimeError) in
            slots.answer(false)
        },
        HostFunction("ext_wasm_tracing_enter_span_version_1", "I:I") { _, slots throws(RuntimeError) in
            slots.answer(UInt64(0))
        },
        HostFunction("ext_wasm_tracing_exit_version_1", "I:") { _, _ throws(RuntimeError) in },
    ]

    /// What a node does beside running blocks, and what of it can be done without one: notes that nobody reads.
    static let nodeServices: [HostFunction] = [
        HostFunction("ext_offchain_index_set_version_1", "II:") { _, _ throws(RuntimeError) in },
        HostFunction("ext_offchain_index_clear_version_1", "I:") { _, _ throws(RuntimeError) in },
        HostFunction("ext_transaction_index_index_version_1", "iii:") { _, _ throws(RuntimeError) in },
        HostFunction("ext_transaction_index_renew_version_1", "ii:") { _, _ throws(RuntimeError) in },
        // No proof is being recorded.
        HostFunction("ext_storage_proof_size_storage_proof_size_version_1", ":I") { _, slots throws(RuntimeError) in
            slots.answer(UInt64.max)
        },
    ]
}

extension HostCall {
    /// What is beyond this of a line of the log is left out.
    private static let longestLine = 1 << 16

    fileprivate func log(_ level: RuntimeLog.Level, target: UInt64, message: UInt64) throws(RuntimeError) {
        let wanted = environment.log.flatMap { level <= $0.level ? $0 : nil }
        guard wanted != nil || level == .error else { return }
        let target = String(decoding: try bytes(target).prefix(Self.longestLine), as: UTF8.self)
        let message = [UInt8](try bytes(message).prefix(Self.longestLine))
        if level == .error { complain(target: target, message: message) }
        wanted?.sink(level, target, String(decoding: message, as: UTF8.self))
    }

    /// Prints bytes as `text` writes them.
    fileprivate func print(_ packed: UInt64, as text: ([UInt8]) -> String) throws(RuntimeError) {
        guard let log = environment.log else { return }
        log.printed(text([UInt8](try bytes(packed).prefix(Self.longestLine))))
    }
}

extension RuntimeLog {
    fileprivate func printed(_ text: String) {
        if level >= .debug { sink(.debug, "runtime", text) }
    }
}

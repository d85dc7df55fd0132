// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly

/// The memory of a running call, as its host sees it: every access is checked against its end.
///
/// The addresses that it lends are good until the guest runs on or its memory grows.
struct GuestMemory {
    private let instance: OpaquePointer

    init(of instance: OpaquePointer) { self.instance = instance }

    /// How many bytes there are.
    var count: UInt64 { all.count }

    /// More memory, at least `bytes` more; throws `outOfMemory` where it may have no more.
    func grow(by bytes: UInt64) throws(RuntimeError) {
        let pages = (bytes + 0xffff) >> 16
        guard let pages = UInt32(exactly: pages), wasm_instance_grow(instance, pages) != .max else {
            throw RuntimeError(.outOfMemory, "the call may have no more memory than its \(count >> 16) pages")
        }
    }

    /// Where `length` bytes from `pointer` on lie.
    func span(_ pointer: UInt32, _ length: UInt32) throws(RuntimeError) -> UnsafeMutableRawBufferPointer {
        let (base, size) = all
        guard UInt64(pointer) + UInt64(length) <= size, let base else {
            throw RuntimeError(
                .invalidHostCall,
                "was given \(length) bytes from \(pointer) on, beyond the end of the memory at \(size)")
        }
        return UnsafeMutableRawBufferPointer(start: base + Int(pointer), count: Int(length))
    }

    /// As ``span(_:_:)``, of a pointer and a length in one integer.
    func span(packed: UInt64) throws(RuntimeError) -> UnsafeMutableRawBufferPointer {
        try span(UInt32(truncatingIfNeeded: packed), UInt32(truncatingIfNeeded: packed >> 32))
    }

    func bytes(_ pointer: UInt32, _ length: UInt32) throws(RuntimeError) -> [UInt8] {
        [UInt8](try span(pointer, length))
    }

    func bytes(packed: UInt64) throws(RuntimeError) -> [UInt8] { [UInt8](try span(packed: packed)) }

    func integer(at pointer: UInt32) throws(RuntimeError) -> UInt64 {
        UInt64(littleEndian: try span(pointer, 8).loadUnaligned(as: UInt64.self))
    }

    func write(_ value: UInt64, at pointer: UInt32) throws(RuntimeError) {
        try span(pointer, 8).storeBytes(of: value.littleEndian, as: UInt64.self)
    }

    private var all: (base: UnsafeMutableRawPointer?, count: UInt64) {
        var count: UInt64 = 0
        let base = wasm_instance_memory(instance, &count)
        return (UnsafeMutableRawPointer(base), count)
    }
}

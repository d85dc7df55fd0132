// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly
import SubstratePrimitives

/// One running call of a runtime: what its host functions work on.
///
/// A guest's host calls are charged as work, as its instructions are as fuel, so that both end.
final class HostCall {
    let memory: GuestMemory
    /// Borrowed from the caller for as long as the call runs.
    let overlay: UnsafeMutablePointer<StorageOverlay>
    let environment: CallEnvironment
    let limits: RuntimeLimits
    let allocator: FreeingBumpAllocator
    /// Whether all signatures of the batch that is open were good; nil where none is.
    var batch: Bool?

    let checkedSignatures: CheckedSignatures

    private let functions: [HostFunction]
    private let depth: Int
    private var work: UInt64
    /// How many bytes more may be written.
    private(set) var writable: Int
    private var fault: RuntimeError?
    private var complaints: [(target: String, message: String)] = []

    private static let deepestTransaction = 1024
    private static let longestComplaint = 4096
    private static let mostComplaints = 8
    /// What a host call costs whatever it does.
    private static let baseWork = 64

    init(
        functions: [HostFunction], instance: OpaquePointer, heapBase: UInt32,
        overlay: UnsafeMutablePointer<StorageOverlay>, environment: CallEnvironment, limits: RuntimeLimits,
        checkedSignatures: CheckedSignatures
    ) {
        self.functions = functions
        self.overlay = overlay
        self.environment = environment
        self.limits = limits
        self.checkedSignatures = checkedSignatures
        memory = GuestMemory(of: instance)
        allocator = FreeingBumpAllocator(heapBase: heapBase, memory: memory)
        depth = overlay.pointee.depth
        work = environment.fuel
        writable = environment.writtenBytes
    }

    /// Runs a method to its end.
    func run(_ function: UInt32, _ input: [UInt8], on instance: RuntimeInstance) throws(RuntimeError) -> [UInt8] {
        let pointer = try put(input)
        var fuel = environment.fuel
        let result = instance.run(
            function, pointer: pointer, count: UInt32(input.count), answeredBy: self, fuel: &fuel)
        switch result {
        case .success(let packed):
            do throws(RuntimeError) { return try memory.bytes(packed: packed) } catch {
                throw RuntimeError(.invalidAnswer, "the answer \(error.reason)")
            }
        case .failure(let trap): throw ending(trap)
        }
    }

    /// Answers one host call; false where the guest is to end.
    func answer(_ function: UInt32, _ slots: UnsafeMutablePointer<UInt64>) -> Bool {
        do throws(RuntimeError) {
            try spend(Self.baseWork)
            try functions[Int(function)].body(self, HostSlots(slots: slots))
            return true
        } catch {
            let isOwn = error.code == .trapped || error.code == .outOfFuel
            let name = functions[Int(function)].name
            fault = isOwn ? error : RuntimeError(error.code, "\(excerpt(name)) \(error.reason)")
            return false
        }
    }

    /// How many transactions of the guest's own are open.
    var nesting: Int { overlay.pointee.depth - depth }

    // MARK: Bounds

    /// Charges for work that the guest's own instructions do not pay.
    func spend(_ amount: Int) throws(RuntimeError) {
        let amount = UInt64(clamping: amount)
        guard amount <= work else {
            throw RuntimeError(.outOfFuel, "its host calls took more work than \(environment.fuel) instructions")
        }
        work -= amount
    }

    /// Charges for an entry that is to stay in the overlay: its bytes, and what it takes there beside them.
    func spend(writing key: [UInt8], _ valueCount: Int, in child: Child = nil) throws(RuntimeError) {
        let count = key.count + valueCount + StorageWork.entry + overlay.pointee.newChildWork(child)
        try spend(count)
        guard count <= writable else {
            throw RuntimeError(
                .overLimit, "would write more than the \(environment.writtenBytes) bytes that a call may")
        }
        writable -= count
    }

    /// Takes what another call may run on out of what is left to this one: so many instructions, and as much again of work for
    /// its host, together no more than half of it.
    func lend(atMost fuel: UInt64) -> UInt64 {
        let lent = min(fuel, work / 4)
        work -= 2 * lent
        return lent
    }

    func beginTransaction() throws(RuntimeError) {
        guard overlay.pointee.depth - depth < Self.deepestTransaction else {
            throw RuntimeError(
                .overLimit, "would open more than \(Self.deepestTransaction) transactions within one another")
        }
        overlay.pointee.begin()
    }

    /// Makes sure that the guest ends only what it began, and charges for that.
    func prepareToEndTransaction() throws(RuntimeError) {
        guard overlay.pointee.depth > depth else {
            throw RuntimeError(.noTransaction, "ends a storage transaction that was never begun")
        }
        try spend(StorageWork.record * overlay.pointee.innermostRecords)
    }

    // MARK: Bytes

    /// A copy of the bytes that a pointer and a length in one integer mean.
    func bytes(_ packed: UInt64) throws(RuntimeError) -> [UInt8] {
        let span = try memory.span(packed: packed)
        try spend(span.count)
        return [UInt8](span)
    }

    /// A copy of the bytes of a key that is then looked for.
    func key(_ packed: UInt64) throws(RuntimeError) -> [UInt8] {
        let span = try memory.span(packed: packed)
        try spend(StorageWork.keyByte * span.count)
        return [UInt8](span)
    }

    /// A copy of the bytes of a value that is then written.
    func writing(_ packed: UInt64) throws(RuntimeError) -> [UInt8] {
        let span = try memory.span(packed: packed)
        guard span.count <= StorageOverlay.longestValue else {
            throw RuntimeError(
                .overLimit, "would write \(span.count) bytes as one value, of \(StorageOverlay.longestValue) at most")
        }
        return try bytes(packed)
    }

    /// Puts bytes into a block of the guest's heap, which the guest gives back.
    func put(_ bytes: [UInt8]) throws(RuntimeError) -> UInt32 {
        let span = try block(bytes.count)
        span.memory.copyBytes(from: bytes)
        return span.pointer
    }

    /// As ``put(_:)``, and the answer is where and how long they are.
    func putPacked(_ bytes: [UInt8]) throws(RuntimeError) -> UInt64 {
        UInt64(bytes.count) << 32 | UInt64(try put(bytes))
    }

    /// A SCALE `Option` of bytes, made where the guest reads it.
    func putOption(_ bytes: [UInt8]?) throws(RuntimeError) -> UInt64 {
        guard let bytes else { return try putPacked([0]) }
        // No block is larger than 32 MiB: what a count of four bytes cannot tell is refused when its block is made.
        let count = UInt64(bytes.count)
        let length = count < 0x40 ? 1 : count < 0x4000 ? 2 : 4
        let mode: UInt64 = length == 1 ? 0 : length == 2 ? 1 : 2
        let head = ((count << 2 | mode) << 8 | 1).littleEndian
        let span = try block(1 + length + bytes.count)
        withUnsafeBytes(of: head) { span.memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[...length])) }
        UnsafeMutableRawBufferPointer(rebasing: span.memory[(1 + length)...]).copyBytes(from: bytes)
        return UInt64(span.memory.count) << 32 | UInt64(span.pointer)
    }

    /// A block of `count` bytes on the guest's heap, to write into.
    func block(_ count: Int) throws(RuntimeError) -> (pointer: UInt32, memory: UnsafeMutableRawBufferPointer) {
        try spend(count)
        let length = UInt32(clamping: count)
        let pointer = try allocator.allocate(length)
        return (pointer, try memory.span(pointer, length))
    }

    // MARK: Complaints

    /// Keeps a line of the log that may tell why a call is about to end.
    func complain(target: String, message: [UInt8]) {
        if complaints.count == Self.mostComplaints { complaints.removeFirst() }
        complaints.append((target, String(decoding: message.prefix(Self.longestComplaint), as: UTF8.self)))
    }

    /// A call that ended with the runtime's own words, in which the place and the message are lines.
    static func panic(_ message: String) -> RuntimeError {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        return RuntimeError(.trapped, "it panicked: \(excerpt(line, limit: 600))")
    }

    /// Why the call has ended.
    private func ending(_ trap: WasmTrap) -> RuntimeError {
        if let fault { return fault }
        switch trap.status {
        case wasm_trap_fuel:
            return RuntimeError(.outOfFuel, "it ran longer than \(environment.fuel) instructions")
        case wasm_trap_stack, wasm_out_of_memory:
            return RuntimeError(.outOfMemory, "it ran out of memory: \(trap.text)")
        case wasm_malformed, wasm_invalid, wasm_unsupported, wasm_over_limit:
            // A function is checked before it runs for the first time.
            return RuntimeError(RuntimeError.Code(refusal: trap.status), "its code cannot run: \(trap.text)")
        default:
            // A panic is told to the log before the code stops on an instruction that cannot be run.
            guard let panic = complaints.last(where: { $0.target == "runtime" }) ?? complaints.last else {
                return RuntimeError(.trapped, "it trapped: \(trap.text)")
            }
            return Self.panic(panic.message)
        }
    }
}

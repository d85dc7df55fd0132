// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The heap of a runtime, kept by its host as Substrate does (`sp-allocator`): blocks of a power of two bytes, each behind a
/// header of eight; what is given back is taken again before more memory is touched.
///
/// Headers and lists lie in the guest's memory and may say anything: they are checked when they are used, so that a guest can
/// do no worse than spoil its own heap.
final class FreeingBumpAllocator {
    private let memory: GuestMemory
    private var bump: UInt32
    /// For each order the first free block's header.
    private var free = [UInt32](repeating: FreeingBumpAllocator.none, count: FreeingBumpAllocator.orders)

    private static let headerSize: UInt32 = 8
    private static let smallest: UInt32 = 8
    private static let largest: UInt32 = 32 << 20
    /// Of 8, 16, … bytes up to 32 MiB.
    private static let orders = 23
    /// Ends a list.
    private static let none = UInt32.max
    /// In the header of a block that is in use, beside its order; a free one has only the next free block.
    private static let occupied: UInt64 = 1 << 32

    init(heapBase: UInt32, memory: GuestMemory) {
        self.memory = memory
        let (rounded, overflow) = heapBase.addingReportingOverflow(7)
        bump = overflow ? .max : rounded & ~7
    }

    /// A block of `size` bytes or more.
    func allocate(_ size: UInt32) throws(RuntimeError) -> UInt32 {
        guard size <= Self.largest else {
            throw RuntimeError(
                .outOfMemory, "a block of \(size) bytes is larger than \(Self.largest), the largest there is")
        }
        let order = Self.order(of: size)
        let header: UInt32
        if free[order] != Self.none {
            header = free[order]
            let content = try memory.integer(at: header)
            let end = UInt64(header) + UInt64(Self.headerSize + Self.smallest << UInt32(order))
            guard content & Self.occupied == 0, end <= min(memory.count, UInt64(UInt32.max)) else {
                throw damaged(header)
            }
            free[order] = UInt32(truncatingIfNeeded: content)
        } else {
            header = try reserve(Self.headerSize + Self.smallest << UInt32(order))
        }
        try memory.write(Self.occupied | UInt64(order), at: header)
        return header + Self.headerSize
    }

    /// Gives the block at `pointer` back.
    func deallocate(_ pointer: UInt32) throws(RuntimeError) {
        guard pointer >= Self.headerSize else { throw damaged(pointer) }
        let header = pointer - Self.headerSize
        let content = try memory.integer(at: header)
        let order = UInt32(truncatingIfNeeded: content)
        guard content & Self.occupied != 0, order < Self.orders else { throw damaged(header) }
        try memory.write(UInt64(free[Int(order)]), at: header)
        free[Int(order)] = header
    }

    private static func order(of size: UInt32) -> Int {
        size <= smallest ? 0 : 29 - (size - 1).leadingZeroBitCount
    }

    /// Memory that no block had yet.
    private func reserve(_ size: UInt32) throws(RuntimeError) -> UInt32 {
        let start = bump
        let end = UInt64(start) + UInt64(size)
        guard end <= UInt64(UInt32.max) else {
            throw RuntimeError(.outOfMemory, "the heap is full at 4 GiB")
        }
        let count = memory.count
        if end > count { try memory.grow(by: end - count) }
        bump = UInt32(end)
        return start
    }

    private func damaged(_ header: UInt32) -> RuntimeError {
        RuntimeError(.invalidHostCall, "the heap is damaged: there is no block at \(header)")
    }
}

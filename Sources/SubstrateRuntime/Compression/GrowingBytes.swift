// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Memory in which bytes are written one behind the other, and which grows for more of them. What is not written is not touched.
struct GrowingBytes: ~Copyable {
    private var memory: UnsafeMutableRawBufferPointer
    private let most: Int
    private(set) var count = 0

    /// Room for `capacity` bytes, which grows to `most`.
    init(capacity: Int, most: Int) {
        precondition(0 < capacity && capacity <= most, "there is room for a byte, and no more than there may be")
        memory = .allocate(byteCount: capacity, alignment: 1)
        self.most = most
    }

    deinit { memory.deallocate() }

    /// Has more written; `write` gets room, unless `most` bytes are there, and tells how many it has written.
    mutating func append<Answer>(_ write: (UnsafeMutableRawBufferPointer) -> (Answer, count: Int)) -> Answer {
        if count == memory.count, count < most { grow() }
        let (answer, written) = write(UnsafeMutableRawBufferPointer(rebasing: memory[count...]))
        count += written
        return answer
    }

    private mutating func grow() {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: count > most / 2 ? most : count * 2, alignment: 1)
        larger.copyMemory(from: UnsafeRawBufferPointer(memory))
        memory.deallocate()
        memory = larger
    }

    /// What was written, for the caller to give back.
    consuming func finish() -> UnsafeRawBufferPointer {
        let bytes = UnsafeRawBufferPointer(start: memory.baseAddress, count: count)
        discard self
        return bytes
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension [UInt8] {
    /// These bytes, damaged as `patches` says: three bytes of a place, one of a length, and as many bytes that go there.
    func patched(_ patches: ArraySlice<UInt8>) -> [UInt8] {
        var bytes = self
        var patches = patches
        while patches.count > 4, !bytes.isEmpty {
            let numbers = patches.prefix(4).map { Int($0) }
            patches = patches.dropFirst(4)
            let place = (numbers[0] << 16 | numbers[1] << 8 | numbers[2]) % bytes.count
            for (index, byte) in patches.prefix(numbers[3]).enumerated() where place + index < bytes.count {
                bytes[place + index] = byte
            }
            patches = patches.dropFirst(numbers[3])
        }
        return bytes
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers

extension SeededNumbers {
    /// A copy with a few bytes changed, lost or added.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            guard let place = bytes.indices.randomElement(using: &self) else { return bytes }
            switch next() % 4 {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &self)
            case 1: bytes[place] = [0, 0x7f, 0x80, 0xff].randomElement(using: &self) ?? 0
            case 2: bytes.remove(at: place)
            default: bytes.insert(UInt8.random(in: 0...255, using: &self), at: place)
            }
        }
        return bytes
    }
}

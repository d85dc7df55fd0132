// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers

extension SeededNumbers {
    /// Short and of few bytes, so that keys meet and begin with each other.
    mutating func key() -> [UInt8] { (0..<below(6)).map { _ in [0, 1, 0x10, 0x11, 0xff][below(5)] } }
}

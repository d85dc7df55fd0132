// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The checksum at the end of NATS keys: CRC-16/XMODEM, polynomial 0x1021, from zero.
enum CRC16 {
    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0) { sum, byte in
            (0..<8).reduce(sum ^ UInt16(byte) << 8) { sum, _ in sum << 1 ^ (0x1021 & (0 &- sum >> 15)) }
        }
    }
}

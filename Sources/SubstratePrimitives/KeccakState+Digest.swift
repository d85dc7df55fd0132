// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension KeccakState {
    /// The digest of a message by a sponge whose capacity is twice the digest: Keccak-N and SHA3-N.
    ///
    /// - Parameters:
    ///   - count: The bytes of the digest, up to 64.
    ///   - padding: What follows the message: 0x01 for Keccak, 0x06 for SHA-3.
    package static func digest(_ message: some Sequence<UInt8>, count: Int, padding: UInt8) -> [UInt8] {
        let rate = 200 - 2 * count
        var state = KeccakState()
        var position = 0
        for byte in message {
            state.absorb(byte, at: position)
            position += 1
            if position == rate {
                state.permute()
                position = 0
            }
        }
        state.absorb(padding, at: position)
        state.absorb(0x80, at: rate - 1)
        state.permute()
        return (0..<count).map(state.byte(at:))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A weight or a bond: what one neuron gives another, in the chain's 16-bit numbers.
public struct UIDValue: Hashable, Sendable {
    /// The slot of the neuron that it is given to.
    public let uid: UInt16
    public let value: UInt16

    public init(uid: UInt16, value: UInt16) {
        self.uid = uid
        self.value = value
    }
}

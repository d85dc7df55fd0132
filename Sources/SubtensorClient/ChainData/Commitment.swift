// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives

/// What a hotkey committed to the chain.
public struct Commitment: Hashable, Sendable {
    public let hotkey: AccountID
    public let bytes: [UInt8]

    public init(hotkey: AccountID, bytes: [UInt8]) {
        self.hotkey = hotkey
        self.bytes = bytes
    }
}

extension Commitment: ScaleWrapper {
    public init(wire: ScalePair<AccountID, CompactList<UInt8>>) {
        self.init(hotkey: wire.first, bytes: wire.second.values)
    }
}

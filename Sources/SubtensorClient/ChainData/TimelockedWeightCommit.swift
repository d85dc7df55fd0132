// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives

/// Weights that a hotkey has committed encrypted, and that the chain opens by itself.
public struct TimelockedWeightCommit: Hashable, Sendable {
    public let hotkey: AccountID
    /// When it was made; nil where a runtime does not keep it.
    public let block: BlockNumber?
    public let ciphertext: [UInt8]
    /// The round of drand whose signature opens it.
    public let revealRound: UInt64

    public init(hotkey: AccountID, block: BlockNumber?, ciphertext: [UInt8], revealRound: UInt64) {
        self.hotkey = hotkey
        self.block = block
        self.ciphertext = ciphertext
        self.revealRound = revealRound
    }
}

extension TimelockedWeightCommit: ScaleDescribed {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        // Hotkey, block, ciphertext and round; runtimes before spec 301 kept no block.
        guard case .list(let parts) = value, parts.count == 3 || parts.count == 4 else {
            throw ScaleError(.mismatch, "a timelocked commitment has three or four parts, not \(value)")
        }
        hotkey = try AccountID(dynamic: parts[0])
        block = parts.count == 4 ? try BlockNumber(dynamic: parts[1]) : nil
        ciphertext = try [UInt8](dynamic: parts[parts.count - 2])
        revealRound = try UInt64(dynamic: parts[parts.count - 1])
    }
}

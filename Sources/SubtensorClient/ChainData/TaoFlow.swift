// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// The moving average of the TAO that flows into a subnet's pool with each block; below 0 where more flows out.
public struct TaoFlow: Hashable, Sendable {
    /// The block of this state.
    public let block: BlockNumber
    /// The average, in rao.
    public let rao: I64F64

    public init(block: BlockNumber, rao: I64F64) {
        self.block = block
        self.rao = rao
    }

    /// The average in TAO.
    public var tao: Double { rao.doubleValue / Double(Balance.raoPerTAO) }
}

extension TaoFlow: ScaleWrapper {
    public init(wire: ScalePair<BlockNumber, I64F64>) { self.init(block: wire.first, rao: wire.second) }
}

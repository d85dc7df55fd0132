// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec

/// What a swap of TAO and alpha would give at this block.
public struct SwapSimulation: Hashable, Sendable {
    /// The TAO that the swap gives or takes.
    public let taoAmount: Balance
    /// The alpha that the swap gives or takes.
    public let alphaAmount: Alpha
    /// The fee in TAO.
    public let taoFee: Balance
    /// The fee in alpha.
    public let alphaFee: Alpha
}

extension SwapSimulation: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        taoAmount = Balance(rao: try fields.read("tao_amount"))
        alphaAmount = Alpha(rao: try fields.read("alpha_amount"))
        taoFee = Balance(rao: try fields.read("tao_fee"))
        alphaFee = Alpha(rao: try fields.read("alpha_fee"))
    }
}

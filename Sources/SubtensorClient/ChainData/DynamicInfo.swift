// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// A subnet's market: its pool, prices and emissions.
public struct DynamicInfo: Hashable, Sendable {
    /// The subnet.
    public let netuid: NetUID
    /// The owner's hotkey.
    public let ownerHotkey: AccountID
    /// The owner's coldkey.
    public let ownerColdkey: AccountID
    /// The subnet's name.
    public let subnetName: String
    /// The symbol of the subnet's alpha.
    public let tokenSymbol: String
    /// Blocks from one epoch to the next.
    public let tempo: UInt16
    /// When the last epoch ran.
    public let lastStep: BlockNumber
    /// Blocks since the last epoch.
    public let blocksSinceLastStep: UInt64
    /// What it earned in the last epoch.
    public let emission: UInt64
    /// Alpha in the pool.
    public let alphaIn: Alpha
    /// Alpha outside the pool.
    public let alphaOut: Alpha
    /// TAO in the pool.
    public let taoIn: Balance
    /// Alpha given to neurons per block.
    public let alphaOutEmission: Alpha
    /// Alpha added to the pool per block.
    public let alphaInEmission: Alpha
    /// TAO added to the pool per block.
    public let taoInEmission: Balance
    /// Alpha that waits for the next epoch.
    public let pendingAlphaEmission: Alpha
    /// TAO that waits for the root stakers.
    public let pendingRootEmission: Balance
    /// All that was traded so far, in rao.
    public let subnetVolume: UInt128
    /// When the subnet was registered.
    public let networkRegisteredAt: BlockNumber
    /// How the owner presents the subnet.
    public let subnetIdentity: SubnetIdentity?
    /// The moving average of the price of alpha in TAO.
    public let movingPrice: I96F32
}

extension DynamicInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        netuid = try fields.compact("netuid")
        ownerHotkey = try fields.read("owner_hotkey")
        ownerColdkey = try fields.read("owner_coldkey")
        subnetName = try fields.text("subnet_name")
        tokenSymbol = try fields.text("token_symbol")
        tempo = try fields.compact("tempo")
        lastStep = try fields.compact("last_step")
        blocksSinceLastStep = try fields.compact("blocks_since_last_step")
        emission = try fields.compact("emission")
        alphaIn = try fields.compact("alpha_in")
        alphaOut = try fields.compact("alpha_out")
        taoIn = try fields.compact("tao_in")
        alphaOutEmission = try fields.compact("alpha_out_emission")
        alphaInEmission = try fields.compact("alpha_in_emission")
        taoInEmission = try fields.compact("tao_in_emission")
        pendingAlphaEmission = try fields.compact("pending_alpha_emission")
        pendingRootEmission = try fields.compact("pending_root_emission")
        subnetVolume = try fields.compact("subnet_volume")
        networkRegisteredAt = try fields.compact("network_registered_at")
        subnetIdentity = try fields.read("subnet_identity")
        movingPrice = try fields.read("moving_price")
    }
}

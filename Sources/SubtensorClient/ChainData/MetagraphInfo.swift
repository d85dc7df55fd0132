// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// A subnet and all its neurons at one block, column by column: place `n` of every list is uid `n`.
public struct MetagraphInfo: Hashable, Sendable {
    /// The subnet.
    public let netuid: NetUID
    /// The subnet's name.
    public let name: String
    /// The symbol of the subnet's alpha.
    public let symbol: String
    /// How the owner presents the subnet.
    public let identity: SubnetIdentity?
    /// When the subnet was registered.
    public let networkRegisteredAt: BlockNumber
    /// The owner's hotkey.
    public let ownerHotkey: AccountID
    /// The owner's coldkey.
    public let ownerColdkey: AccountID
    /// The block of this state.
    public let block: BlockNumber
    /// Blocks from one epoch to the next.
    public let tempo: UInt16
    /// When the last epoch ran.
    public let lastStep: BlockNumber
    /// Blocks since the last epoch.
    public let blocksSinceLastStep: UInt64
    /// The share of emission.
    public let subnetEmission: UInt64
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
    /// The moving average of the price of alpha in TAO.
    public let movingPrice: I96F32
    /// Steepness of the trust curve.
    public let rho: UInt16
    /// The stake majority that makes consensus, of 65535.
    public let kappa: UInt16
    /// The fewest weights that a validator sets.
    public let minAllowedWeights: UInt16
    /// The largest single weight, of 65535.
    public let maxWeightsLimit: UInt16
    /// The version key that weights must carry at least.
    public let weightsVersion: UInt64
    /// Blocks between two settings of weights.
    public let weightsRateLimit: UInt64
    /// Blocks without weights after which a validator is inactive.
    public let activityCutoff: UInt16
    /// How many neurons may have a validator permit.
    public let maxValidators: UInt16
    /// How many neurons there are.
    public let numUIDs: UInt16
    /// How many neurons there may be.
    public let maxUIDs: UInt16
    /// What registration by burning costs now.
    public let burn: Balance
    /// Difficulty of registration by work.
    public let difficulty: UInt64
    /// Whether registration is open.
    public let registrationAllowed: Bool
    /// Whether registration by work is open.
    public let powRegistrationAllowed: Bool
    /// Blocks for which a new neuron cannot be pruned.
    public let immunityPeriod: UInt16
    /// The least difficulty of registration by work.
    public let minDifficulty: UInt64
    /// The greatest difficulty of registration by work.
    public let maxDifficulty: UInt64
    /// The least cost of registration by burning.
    public let minBurn: Balance
    /// The greatest cost of registration by burning.
    public let maxBurn: Balance
    /// How slowly burn and difficulty move, of 2⁶⁴ - 1.
    public let adjustmentAlpha: UInt64
    /// Blocks between two adjustments of burn and difficulty.
    public let adjustmentInterval: UInt16
    /// Registrations per interval that the adjustment aims at.
    public let targetRegsPerInterval: UInt16
    /// The most registrations in one block.
    public let maxRegsPerBlock: UInt16
    /// Blocks between two announcements of an axon.
    public let servingRateLimit: UInt64
    /// Whether weights are committed first and revealed later.
    public let commitRevealWeightsEnabled: Bool
    /// Epochs between commitment and reveal of weights.
    public let commitRevealPeriod: UInt64
    /// Whether bonds move with liquid alpha.
    public let liquidAlphaEnabled: Bool
    /// Upper bound of liquid alpha, of 65535.
    public let alphaHigh: UInt16
    /// Lower bound of liquid alpha, of 65535.
    public let alphaLow: UInt16
    /// How slowly bonds move, of 1,000,000.
    public let bondsMovingAvg: UInt64
    /// The hotkey of each uid.
    public let hotkeys: [AccountID]
    /// The coldkey of each uid.
    public let coldkeys: [AccountID]
    /// The identity of each uid's coldkey.
    public let identities: [ChainIdentity?]
    /// Where each uid serves requests.
    public let axons: [AxonInfo]
    /// Whether each uid set weights within the activity cutoff.
    public let active: [Bool]
    /// Whether each uid may set weights as a validator.
    public let validatorPermit: [Bool]
    /// The score of each uid; the lowest is pruned first when the subnet is full.
    public let pruningScore: [Proportion]
    /// When each uid last set weights.
    public let lastUpdate: [BlockNumber]
    /// What each uid earned in the last epoch.
    public let emission: [Alpha]
    /// Each uid's share of the validators' part.
    public let dividends: [Proportion]
    /// Each uid's share of the miners' part.
    public let incentives: [Proportion]
    /// The weight of each uid that the validators agree on.
    public let consensus: [Proportion]
    /// How much of each uid's rank the consensus keeps.
    public let trust: [Proportion]
    /// Each uid's share of the ranks, before trust.
    public let rank: [Proportion]
    /// When each uid was registered.
    public let blockAtRegistration: [BlockNumber]
    /// The alpha on each uid.
    public let alphaStake: [Alpha]
    /// The root stake on each uid.
    public let taoStake: [Balance]
    /// Alpha and weighted root stake of each uid together.
    public let totalStake: [Balance]
    /// Root dividends of the last epoch, by hotkey.
    public let taoDividendsPerHotkey: [AccountAmount<Balance>]
    /// Alpha dividends of the last epoch, by hotkey.
    public let alphaDividendsPerHotkey: [AccountAmount<Alpha>]
}

extension MetagraphInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        netuid = try fields.compact("netuid")
        name = try fields.text("name")
        symbol = try fields.text("symbol")
        identity = try fields.read("identity")
        networkRegisteredAt = try fields.compact("network_registered_at")
        ownerHotkey = try fields.read("owner_hotkey")
        ownerColdkey = try fields.read("owner_coldkey")
        block = try fields.compact("block")
        tempo = try fields.compact("tempo")
        lastStep = try fields.compact("last_step")
        blocksSinceLastStep = try fields.compact("blocks_since_last_step")
        subnetEmission = try fields.compact("subnet_emission")
        alphaIn = try fields.compact("alpha_in")
        alphaOut = try fields.compact("alpha_out")
        taoIn = try fields.compact("tao_in")
        alphaOutEmission = try fields.compact("alpha_out_emission")
        alphaInEmission = try fields.compact("alpha_in_emission")
        taoInEmission = try fields.compact("tao_in_emission")
        pendingAlphaEmission = try fields.compact("pending_alpha_emission")
        pendingRootEmission = try fields.compact("pending_root_emission")
        subnetVolume = try fields.compact("subnet_volume")
        movingPrice = try fields.read("moving_price")
        rho = try fields.compact("rho")
        kappa = try fields.compact("kappa")
        minAllowedWeights = try fields.compact("min_allowed_weights")
        maxWeightsLimit = try fields.compact("max_weights_limit")
        weightsVersion = try fields.compact("weights_version")
        weightsRateLimit = try fields.compact("weights_rate_limit")
        activityCutoff = try fields.compact("activity_cutoff")
        maxValidators = try fields.compact("max_validators")
        numUIDs = try fields.compact("num_uids")
        maxUIDs = try fields.compact("max_uids")
        burn = try fields.compact("burn")
        difficulty = try fields.compact("difficulty")
        registrationAllowed = try fields.read("registration_allowed")
        powRegistrationAllowed = try fields.read("pow_registration_allowed")
        immunityPeriod = try fields.compact("immunity_period")
        minDifficulty = try fields.compact("min_difficulty")
        maxDifficulty = try fields.compact("max_difficulty")
        minBurn = try fields.compact("min_burn")
        maxBurn = try fields.compact("max_burn")
        adjustmentAlpha = try fields.compact("adjustment_alpha")
        adjustmentInterval = try fields.compact("adjustment_interval")
        targetRegsPerInterval = try fields.compact("target_regs_per_interval")
        maxRegsPerBlock = try fields.compact("max_regs_per_block")
        servingRateLimit = try fields.compact("serving_rate_limit")
        commitRevealWeightsEnabled = try fields.read("commit_reveal_weights_enabled")
        commitRevealPeriod = try fields.compact("commit_reveal_period")
        liquidAlphaEnabled = try fields.read("liquid_alpha_enabled")
        alphaHigh = try fields.compact("alpha_high")
        alphaLow = try fields.compact("alpha_low")
        bondsMovingAvg = try fields.compact("bonds_moving_avg")
        hotkeys = try fields.read("hotkeys")
        coldkeys = try fields.read("coldkeys")
        identities = try fields.read("identities")
        axons = try fields.read("axons")
        active = try fields.read("active")
        validatorPermit = try fields.read("validator_permit")
        pruningScore = try fields.compacts("pruning_score")
        lastUpdate = try fields.compacts("last_update")
        emission = try fields.compacts("emission")
        dividends = try fields.compacts("dividends")
        incentives = try fields.compacts("incentives")
        consensus = try fields.compacts("consensus")
        trust = try fields.compacts("trust")
        rank = try fields.compacts("rank")
        blockAtRegistration = try fields.compacts("block_at_registration")
        alphaStake = try fields.compacts("alpha_stake")
        taoStake = try fields.compacts("tao_stake")
        totalStake = try fields.compacts("total_stake")
        taoDividendsPerHotkey = try fields.amounts("tao_dividends_per_hotkey")
        alphaDividendsPerHotkey = try fields.amounts("alpha_dividends_per_hotkey")
    }
}

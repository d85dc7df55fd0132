// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

/// The parameters of one subnet at one block, from storage.
///
/// A parameter is nil where the runtime does not have it.
public struct SubnetParameters: Hashable, Sendable {
    public let netuid: NetUID
    /// Whether there is such a subnet.
    public let exists: Bool?

    // MARK: Size
    /// How many neurons there are, and how many there may be.
    public let neurons: UInt16?
    public let maxNeurons: UInt16?
    /// How many neurons may have a validator permit.
    public let maxValidators: UInt16?
    /// Blocks for which a new neuron cannot be pruned.
    public let immunityPeriod: UInt16?
    /// The coldkey that owns the subnet.
    public let owner: AccountID?

    // MARK: Registration
    public let allowsRegistration: Bool?
    /// Whether the owner allows registration by work.
    public let allowsPOW: Bool?
    public let difficulty: UInt64?
    public let minDifficulty: UInt64?
    public let maxDifficulty: UInt64?
    /// What a registration by burning costs now.
    public let burn: Balance?
    public let minBurn: Balance?
    public let maxBurn: Balance?
    public let registrationsThisBlock: UInt16?
    public let maxRegistrationsPerBlock: UInt16?
    /// Registrations since `lastAdjustmentBlock`.
    public let registrationsThisInterval: UInt16?
    /// How many registrations of an interval leave difficulty and burn as they are.
    public let targetRegistrationsPerInterval: UInt16?
    /// Blocks between two adjustments of difficulty and burn.
    public let adjustmentInterval: UInt16?
    /// How slowly difficulty and burn move, of 2⁶⁴ − 1.
    public let adjustmentAlpha: UInt64?
    public let lastAdjustmentBlock: BlockNumber?

    // MARK: Weights and consensus
    /// Blocks from one epoch to the next.
    public let tempo: UInt16?
    /// Blocks since the last epoch.
    public let blocksSinceLastStep: UInt64?
    /// Steepness of the trust curve.
    public let rho: UInt16?
    /// The stake majority that makes consensus.
    public let kappa: Proportion?
    /// The fewest weights that a validator sets.
    public let minAllowedWeights: UInt16?
    /// The largest single weight.
    public let maxWeightsLimit: Proportion?
    /// Blocks between two settings of weights.
    public let weightsRateLimit: UInt64?
    /// The version key that weights must carry at least.
    public let weightsVersionKey: UInt64?
    /// Blocks without weights after which a validator is inactive.
    public let activityCutoff: UInt16?
    /// How slowly bonds move, of 1,000,000.
    public let bondsMovingAverage: UInt64?
    /// Whether weights are committed first and revealed later.
    public let usesCommitReveal: Bool?
    /// Epochs between commitment and reveal.
    public let revealPeriodEpochs: UInt64?
    public let usesLiquidAlpha: Bool?

    // MARK: Serving
    /// Blocks between two announcements of an axon.
    public let servingRateLimit: UInt64?
}

extension SubnetParameters {
    /// The items of SubtensorModule that it is read from.
    static let items = [
        "NetworksAdded", "SubnetworkN", "MaxAllowedUids", "MaxAllowedValidators", "ImmunityPeriod", "SubnetOwner",
        "NetworkRegistrationAllowed", "NetworkPowRegistrationAllowed", "Difficulty", "MinDifficulty", "MaxDifficulty",
        "Burn", "MinBurn", "MaxBurn", "RegistrationsThisBlock", "MaxRegistrationsPerBlock", "RegistrationsThisInterval",
        "TargetRegistrationsPerInterval", "AdjustmentInterval", "AdjustmentAlpha", "LastAdjustmentBlock", "Tempo",
        "BlocksSinceLastStep", "Rho", "Kappa", "MinAllowedWeights", "MaxWeightsLimit", "WeightsSetRateLimit",
        "WeightsVersionKey", "ActivityCutoff", "BondsMovingAverage", "CommitRevealWeightsEnabled", "RevealPeriodEpochs",
        "LiquidAlphaOn", "ServingRateLimit",
    ]

    /// - Parameter values: what was read of `items`, by name.
    init(netuid: NetUID, values: [String: ScaleValue]) throws(ScaleError) {
        func read<T: ScaleConvertible>(_ item: String) throws(ScaleError) -> T? {
            do {
                return try values[item].map { value throws(ScaleError) in try T(dynamic: value) }
            } catch {
                throw ScaleError(error.code, "SubtensorModule.\(item): \(error.reason)")
            }
        }
        self.netuid = netuid
        exists = try read("NetworksAdded")
        neurons = try read("SubnetworkN")
        maxNeurons = try read("MaxAllowedUids")
        maxValidators = try read("MaxAllowedValidators")
        immunityPeriod = try read("ImmunityPeriod")
        owner = try (read("SubnetOwner") as AccountID?)?.ifSet
        allowsRegistration = try read("NetworkRegistrationAllowed")
        allowsPOW = try read("NetworkPowRegistrationAllowed")
        difficulty = try read("Difficulty")
        minDifficulty = try read("MinDifficulty")
        maxDifficulty = try read("MaxDifficulty")
        burn = try read("Burn")
        minBurn = try read("MinBurn")
        maxBurn = try read("MaxBurn")
        registrationsThisBlock = try read("RegistrationsThisBlock")
        maxRegistrationsPerBlock = try read("MaxRegistrationsPerBlock")
        registrationsThisInterval = try read("RegistrationsThisInterval")
        targetRegistrationsPerInterval = try read("TargetRegistrationsPerInterval")
        adjustmentInterval = try read("AdjustmentInterval")
        adjustmentAlpha = try read("AdjustmentAlpha")
        lastAdjustmentBlock = try (read("LastAdjustmentBlock") as UInt64?).map { BlockNumber($0) }
        tempo = try read("Tempo")
        blocksSinceLastStep = try read("BlocksSinceLastStep")
        rho = try read("Rho")
        kappa = try read("Kappa")
        minAllowedWeights = try read("MinAllowedWeights")
        maxWeightsLimit = try read("MaxWeightsLimit")
        weightsRateLimit = try read("WeightsSetRateLimit")
        weightsVersionKey = try read("WeightsVersionKey")
        activityCutoff = try read("ActivityCutoff")
        bondsMovingAverage = try read("BondsMovingAverage")
        usesCommitReveal = try read("CommitRevealWeightsEnabled")
        revealPeriodEpochs = try read("RevealPeriodEpochs")
        usesLiquidAlpha = try read("LiquidAlphaOn")
        servingRateLimit = try read("ServingRateLimit")
    }
}

extension ChainState {
    /// The parameters of several subnets, read together.
    func parameters(of netuids: [NetUID]) async throws(ClientError) -> [SubnetParameters] {
        let items = SubnetParameters.items
        let found = try await values(
            netuids.flatMap { netuid in items.map { StorageQuery("SubtensorModule", $0, netuid) } })
        var result: [SubnetParameters] = []
        for (place, netuid) in netuids.enumerated() {
            let row = zip(items, found[(place * items.count)..<((place + 1) * items.count)])
            let values = Dictionary(row.compactMap { name, value in value.map { (name, $0) } }) { first, _ in first }
            do {
                result.append(try SubnetParameters(netuid: netuid, values: values))
            } catch {
                throw ClientError(
                    .malformedAnswer, "the parameters of subnet \(netuid) cannot be read: \(error.reason)")
            }
        }
        return result
    }
}

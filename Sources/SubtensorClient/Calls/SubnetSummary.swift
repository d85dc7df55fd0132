// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

/// A subnet as someone sees it who wants to join.
public struct SubnetSummary: Hashable, Sendable {
    public let netuid: NetUID
    /// How many neurons it has, and how many it can have.
    public let neurons: UInt16
    public let maxNeurons: UInt16
    public let difficulty: UInt64
    /// What a registration by burning costs now.
    public let burn: Balance
    /// Whether one may register by burning. The root has a registration of its own, by stake.
    public let allowsRegistration: Bool
    /// Whether its owner allows registration by work; nobody registers by work on the root.
    public let allowsPOW: Bool
    /// Blocks per epoch.
    public let tempo: UInt16

    init(_ parameters: SubnetParameters) {
        netuid = parameters.netuid
        neurons = parameters.neurons ?? 0
        maxNeurons = parameters.maxNeurons ?? 0
        difficulty = parameters.difficulty ?? 0
        burn = parameters.burn ?? .zero
        allowsRegistration = netuid != 0 && parameters.allowsRegistration ?? false
        allowsPOW = netuid != 0 && parameters.allowsPOW ?? false
        tempo = parameters.tempo ?? 0
    }
}

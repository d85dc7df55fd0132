// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// Whether there is a subnet of this number.
    public func subnetExists(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Bool {
        try await state(at: block).value(.networksAdded(netuid)) ?? false
    }

    /// Throws `subnetMissing` unless the subnet exists. The root always does.
    public func requireSubnet(_ netuid: NetUID) async throws { try await requireSubnets([netuid]) }

    /// Throws `subnetMissing` unless all of these subnets exist. The root always does.
    public func requireSubnets(_ netuids: [NetUID]) async throws { try await state().requireSubnets(netuids) }

    static func missing(_ netuid: NetUID) -> BittensorError {
        BittensorError(.subnetMissing, "the chain has no subnet \(netuid): look at the list of subnets")
    }

    /// The numbers of all subnets, in order.
    public func netuids(at block: BlockReference = .head) async throws(ClientError) -> [NetUID] {
        try await state(at: block).netuids()
    }

    /// The numbers of all subnets, in order, and perhaps of some that are gone: half the way of `netuids`, for those who
    /// find out about each anyway.
    package func listedNetuids(at block: BlockReference = .head) async throws(ClientError) -> [NetUID] {
        try await state(at: block).listedNetuids()
    }

    /// How many subnets there are, the root counted in.
    public func subnetCount(at block: BlockReference = .head) async throws(ClientError) -> Int {
        Int(try await state(at: block).value(.totalNetworks) ?? 0)
    }

    /// All subnets with what someone who wants to join them looks at, as of one block.
    public func subnets(at block: BlockReference = .head) async throws(ClientError) -> [SubnetSummary] {
        let state = try await state(at: block)
        return try await state.parameters(of: try await state.listedNetuids()).filter { $0.exists == true }
            .map(SubnetSummary.init)
    }

    /// The registration difficulty of a subnet; nil when the chain has none.
    public func difficulty(_ netuid: NetUID, at block: BlockReference = .head) async throws(ClientError) -> UInt64? {
        try await state(at: block).value(.difficulty(netuid))
    }

    /// What a registration by burning costs on a subnet.
    public func burn(_ netuid: NetUID, at block: BlockReference = .head) async throws(ClientError) -> Balance {
        try await state(at: block).value(.burn(netuid)) ?? .zero
    }

    /// What registering a subnet costs now: the amount that is locked or burned.
    public func subnetRegistrationCost(at block: BlockReference = .head) async throws(ClientError) -> Balance {
        Balance(rao: try await state(at: block).call(.subnetRegistrationCost))
    }

    /// The parameters of a subnet, from storage: any runtime has them, whichever runtime APIs it offers.
    public func parameters(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> SubnetParameters {
        let parameters = try await state(at: block).parameters(of: [netuid])
        guard let first = parameters.first else { throw ClientError(.malformedAnswer, "subnet \(netuid) was not read") }
        return first
    }

    /// A subnet's parameters as the runtime itself puts them together; nil when there is no such subnet.
    public func hyperparameters(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> SubnetHyperparameters? {
        let state = try await state(at: block)
        do {
            return try await state.call(.subnetHyperparameters(netuid))
        } catch  where error.code == .notInRuntime {
            return try await state.call(.olderSubnetHyperparameters(netuid))
        }
    }

    /// A subnet and its main parameters; nil when there is no such subnet.
    public func subnetInfo(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> SubnetInfo? {
        try await state(at: block).call(.subnetInfo(netuid))
    }

    /// All subnets and their main parameters.
    public func subnetInfos(at block: BlockReference = .head) async throws(ClientError) -> [SubnetInfo] {
        try await state(at: block).call(.subnetsInfo).compactMap(\.self)
    }

    /// A subnet's market: its reserves, price and emission; nil when there is no such subnet.
    public func dynamicInfo(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> DynamicInfo? {
        try await state(at: block).call(.dynamicInfo(netuid))
    }

    /// All subnets' markets.
    public func dynamicInfos(at block: BlockReference = .head) async throws(ClientError) -> [DynamicInfo] {
        try await state(at: block).call(.allDynamicInfo).compactMap(\.self)
    }

    /// What one alpha of a subnet costs now; on the root, where alpha is TAO, 1 TAO.
    public func alphaPrice(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Balance {
        Balance(rao: try await state(at: block).call(.alphaPrice(netuid)))
    }

    /// All neurons of a subnet, column by column; nil when there is no such subnet.
    public func subnetState(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> SubnetState? {
        try await state(at: block).call(.subnetState(netuid))
    }

    /// A subnet and all its neurons in one answer; nil when there is no such subnet.
    public func metagraphInfo(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> MetagraphInfo? {
        try await state(at: block).call(.metagraph(netuid))
    }

    /// Some columns of a subnet; the others are nil. nil when there is no such subnet.
    public func selectiveMetagraph(
        _ netuid: NetUID, columns: [SelectiveMetagraphIndex], at block: BlockReference = .head
    ) async throws(ClientError) -> SelectiveMetagraph? {
        try await state(at: block).call(.selectiveMetagraph(netuid, columns: columns))
    }

    /// The coldkey that owns a subnet; nil when nobody does.
    public func subnetOwner(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> AccountID? {
        try await state(at: block).value(.subnetOwner(netuid))?.ifSet
    }
}

extension ChainState {
    func requireSubnets(_ netuids: [NetUID]) async throws {
        // Like the chain's own check, for the root was there before the list.
        let netuids = netuids.filter { $0 != 0 }
        let exist = try await values(netuids.map { StorageAddress.networksAdded($0) })
        for (netuid, exists) in zip(netuids, exist) where exists != true { throw Subtensor.missing(netuid) }
    }

    /// The numbers of all subnets, in order.
    func netuids() async throws(ClientError) -> [NetUID] {
        try await entries(.networksAdded).filter(\.value).map(\.key).sorted()
    }

    /// The numbers for which the chain says whether there is a subnet, in order. What it says can be read together with
    /// something else.
    func listedNetuids() async throws(ClientError) -> [NetUID] {
        try await keys(.networksAdded).sorted()
    }
}

extension AccountID {
    /// The account, unless it is the 32 zero bytes that stand for nobody in the chain's storage.
    var ifSet: AccountID? { bytes.contains { $0 != 0 } ? self : nil }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Reads a metagraph from the state of one block, by the shortest way that its runtime offers.
struct MetagraphReader: Sendable {
    let state: ChainState
    let netuid: NetUID
    var mechanism: UInt8 = 0

    private var index: MechanismIndex { MechanismIndex(netuid, mechanism: mechanism) }

    func metagraph(lite: Bool) async throws -> Metagraph {
        if mechanism > 0 { try await state.requireMechanism(index) }
        async let weights = lite ? nil : rows(.weights(index))
        async let bonds = lite ? nil : rows(.bonds(index))
        let (columns, subnet) = try await columns()
        guard columns.isComplete else {
            throw ClientError(
                .malformedAnswer, "the node's lists of the neurons of subnet \(netuid) are not equally long")
        }
        let count = columns.hotkeys.count
        return Metagraph(
            netuid: netuid, block: state.number, blockHash: state.hash, genesisHash: state.client.genesisHash,
            columns: columns, weights: try await weights.map { NeuronMatrix(count: count, rows: $0) },
            bonds: try await bonds.map { NeuronMatrix(count: count, rows: $0) }, subnet: subnet)
    }

    /// Tries the functions that answer all at once; storage, which every runtime has, comes last.
    private func columns() async throws -> Answer {
        // Only that function knows the later mechanisms of a subnet.
        if mechanism > 0 { return try await columnsByMetagraph() }
        for read in [columnsByMetagraph, columnsByNeurons] {
            do {
                return try await read()
            } catch let error as ClientError where error.code == .notInRuntime || error.code == .malformedAnswer {
                // Not offered by this runtime, or laid out in a way that is not known.
                continue
            }
        }
        return (try await columnsByStorage(), nil)
    }

    private func rows(
        _ map: StorageMap<UInt16, [UIDValue]>
    ) async throws(ClientError) -> [UInt16: [UIDValue]] {
        guard state.runtime.metadata.hasStorage(map.pallet, map.item) else { return [:] }
        return try await state.dictionary(map)
    }

    /// The neurons, and what came with them.
    private typealias Answer = (columns: Metagraph.Columns, subnet: Metagraph.Subnet?)

    // MARK: By `get_metagraph`

    private func columnsByMetagraph() async throws -> Answer {
        // The one column that the answer lacks, and what it does not say of mechanisms.
        let rest = [
            StorageQuery(.validatorTrust(netuid)), StorageQuery(.mechanismCount(netuid)),
            StorageQuery(.mechanismEmissionSplit(netuid)),
        ]
        async let values = state.values(rest)
        let answer: MetagraphInfo? =
            mechanism == 0
            ? try await state.call(.metagraph(netuid))
            : try await state.call(.metagraph(netuid, mechanism: mechanism))
        guard let info = answer else { throw missing }
        let count = info.hotkeys.count
        let found = try await values
        let trust = found[0]?.list?.map { UInt16(clamping: $0.uint64 ?? 0) }
        let subnet = Metagraph.Subnet(
            info: info, mechanismCount: UInt8(clamping: max(1, found[1]?.uint64 ?? 1)),
            emissionSplit: found[2]?.list?.map { Proportion(rawValue: UInt16(clamping: $0.uint64 ?? 0)) })
        let columns = Metagraph.Columns(
            hotkeys: info.hotkeys, coldkeys: info.coldkeys, axons: info.axons, active: info.active,
            validatorPermit: info.validatorPermit, lastUpdate: info.lastUpdate,
            registeredAt: info.blockAtRegistration, totalStake: info.totalStake, alphaStake: info.alphaStake,
            taoStake: info.taoStake, emission: info.emission, rank: info.rank, trust: info.trust,
            validatorTrust: Self.proportions(trust, count), consensus: info.consensus,
            incentive: info.incentives, dividends: info.dividends)
        return (columns, subnet)
    }

    // MARK: By `get_neurons_lite` and `get_subnet_state`

    private func columnsByNeurons() async throws -> Answer {
        async let stakes = state.call(.subnetState(netuid))
        let neurons = try await state.call(.neuronsLite(netuid))
        guard let info = try await stakes else { throw missing }
        guard neurons.enumerated().allSatisfy({ $0.offset == Int($0.element.uid) }) else {
            throw ClientError(.malformedAnswer, "the neurons of subnet \(netuid) are not in the order of their uids")
        }
        let columns = Metagraph.Columns(
            hotkeys: neurons.map(\.hotkey), coldkeys: neurons.map(\.coldkey), axons: neurons.map(\.axonInfo),
            active: neurons.map(\.isActive), validatorPermit: neurons.map(\.hasValidatorPermit),
            lastUpdate: neurons.map(\.lastUpdate), registeredAt: info.blockAtRegistration,
            totalStake: info.totalStake, alphaStake: info.alphaStake, taoStake: info.taoStake,
            emission: neurons.map(\.emission), rank: neurons.map(\.rank), trust: neurons.map(\.trust),
            validatorTrust: neurons.map(\.validatorTrust), consensus: neurons.map(\.consensus),
            incentive: neurons.map(\.incentive), dividends: neurons.map(\.dividends))
        return (columns, nil)
    }

    // MARK: By storage

    private func columnsByStorage() async throws -> Metagraph.Columns {
        let (isAdded, count) = try await state.values(.networksAdded(netuid), .subnetworkN(netuid))
        guard isAdded == true else { throw missing }
        let n = Int(count ?? 0)
        let uids = 0..<(count ?? 0)
        let hotkeys = try await state.values(uids.map { StorageAddress.hotkey(netuid, uid: $0) }).map {
            $0 ?? AccountID.none
        }
        async let owners = state.values(hotkeys.map { StorageAddress.owner(of: $0) })
        async let axons = known(hotkeys.map { .axon(netuid, $0) })
        async let registrations = known(uids.map { .blockAtRegistration(netuid, uid: $0) })
        async let alpha = stakes(of: hotkeys, on: netuid)
        async let tao = stakes(of: hotkeys, on: 0)
        async let weight = taoWeight()
        let emission = Self.padded(try await state.valueIfKnown(.emission(netuid)), n, 0)
        let permits = Self.padded(try await state.valueIfKnown(.validatorPermits(netuid)), n, false)
        let active = Self.padded(try await state.valueIfKnown(.active(netuid)), n, false)
        let updates = Self.padded(try await state.valueIfKnown(.lastUpdates(netuid)), n, 0)
        var shares: [[Proportion]] = []
        let addresses: [StorageAddress<[UInt16]>] = [
            .ranks(netuid), .trust(netuid), .validatorTrust(netuid), .consensus(netuid), .incentive(netuid),
            .dividends(netuid),
        ]
        for address in addresses {
            shares.append(Self.proportions(try await state.valueIfKnown(address), n))
        }
        let (alphaStake, taoStake) = (try await alpha, try await tao)
        let taoWeight = try await weight
        return Metagraph.Columns(
            hotkeys: hotkeys, coldkeys: try await owners.map { $0 ?? .none },
            axons: try await axons.map { $0 ?? .none },
            active: active, validatorPermit: permits, lastUpdate: updates.map { BlockNumber($0) },
            registeredAt: try await registrations.map { BlockNumber($0 ?? 0) },
            totalStake: zip(alphaStake, taoStake).map {
                // What parent keys lend their children is not counted here.
                Balance(rao: $0) + (netuid == 0 ? .zero : Balance(rao: taoWeight.part(of: $1)))
            },
            alphaStake: alphaStake.map { Alpha(rao: $0) }, taoStake: taoStake.map { Balance(rao: $0) },
            emission: emission.map { Alpha(rao: $0) }, rank: shares[0], trust: shares[1], validatorTrust: shares[2],
            consensus: shares[3], incentive: shares[4], dividends: shares[5])
    }

    /// The values at some addresses of one item; nil where the runtime does not have it.
    private func known<Value>(_ addresses: [StorageAddress<Value>]) async throws(ClientError) -> [Value?] {
        guard let first = addresses.first, state.runtime.metadata.has(first) else { return addresses.map { _ in nil } }
        return try await state.values(addresses)
    }

    /// All stake on each hotkey: of one subnet, or of the whole chain in runtimes before subnets had stake of their own.
    private func stakes(of hotkeys: [AccountID], on netuid: NetUID) async throws(ClientError) -> [UInt64] {
        let byHotkey = try await known(hotkeys.map { StorageAddress.totalHotkeyAlpha($0, netuid) }).map { $0?.rao }
        if byHotkey.contains(where: { $0 != nil }) || netuid != 0 { return byHotkey.map { $0 ?? 0 } }
        return try await known(hotkeys.map { StorageAddress.totalHotkeyStake($0) }).map { $0 ?? 0 }
    }

    /// What root stake counts for on a subnet: all of it in runtimes without alpha.
    private func taoWeight() async throws(ClientError) -> RootWeight {
        guard state.runtime.metadata.has(.taoWeight) else { return RootWeight(raw: .max) }
        return RootWeight(raw: try await state.value(.taoWeight) ?? 0)
    }

    private var missing: BittensorError {
        BittensorError(.subnetMissing, "the chain has no subnet \(netuid) at block \(state.number)")
    }

    private static func proportions(_ raw: [UInt16]?, _ count: Int) -> [Proportion] {
        padded(raw, count, 0).map(Proportion.init(rawValue:))
    }

    /// A neuron that registered since the last epoch has no place in the epoch's lists yet.
    private static func padded<Element>(_ list: [Element]?, _ count: Int, _ filler: Element) -> [Element] {
        let list = list ?? []
        return list.count < count
            ? list + Array(repeating: filler, count: count - list.count) : Array(list.prefix(count))
    }
}

/// A weight that the chain keeps as a part of 2⁶⁴ − 1.
private struct RootWeight {
    let raw: UInt64

    func part(of rao: UInt64) -> UInt64 {
        UInt64(clamping: (UInt128(rao) * UInt128(raw)) / UInt128(UInt64.max))
    }
}

extension Metagraph.Columns {
    /// Whether every list has a place for each neuron, and no more neurons than there are uids.
    var isComplete: Bool {
        let accounts: [Int] = [coldkeys.count, axons.count]
        let flags: [Int] = [active.count, validatorPermit.count, lastUpdate.count, registeredAt.count]
        let amounts: [Int] = [totalStake.count, alphaStake.count, taoStake.count, emission.count]
        let parts: [Int] = [rank, trust, validatorTrust, consensus, incentive, dividends].map(\.count)
        let counts: [Int] = accounts + flags + amounts + parts
        return hotkeys.count <= Int(UInt16.max) && counts.allSatisfy { $0 == hotkeys.count }
    }
}

extension AccountID {
    /// What the chain keeps where there is no account: 32 zero bytes.
    static let none = AccountID(unchecked: [UInt8](repeating: 0, count: 32))
}

extension AxonInfo {
    /// An axon that serves nothing.
    static let none = AxonInfo(
        block: 0, version: 0, ip: 0, port: 0, ipType: 0, protocol: 0, placeholder1: 0, placeholder2: 0)
}

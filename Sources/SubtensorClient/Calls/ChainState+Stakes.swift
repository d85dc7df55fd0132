// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension ChainState {
    /// All stake of a coldkey, by the way that its runtime has.
    func stakes(of coldkey: AccountID) async throws(ClientError) -> [StakeInfo] {
        let call = RuntimeCall.stakes(of: coldkey)
        if runtimeAfter.metadata.describesResult(of: call) { return try await self.call(call) }
        return try await stakes(of: [coldkey])[coldkey] ?? []
    }

    /// All stake of several coldkeys, by the way that their runtime has: its function, whose answer some runtimes hide in a byte
    /// string, or else the storage.
    func stakes(of coldkeys: [AccountID]) async throws(ClientError) -> [AccountID: [StakeInfo]] {
        let call = RuntimeCall.stakes(of: coldkeys)
        if runtimeAfter.metadata.describesResult(of: call) { return Self.byColdkey(try await self.call(call)) }
        let layouts = [hiddenStakes, earlierStakes, subnetStakes, hotkeyStakes]
        for read in layouts {
            do {
                if let stakes = try await read(coldkeys) { return stakes }
            } catch  where error.code == .notInRuntime || error.code == .malformedAnswer {
                // Another function, or another layout.
                continue
            }
        }
        return try await storedStakes(of: coldkeys)
    }

    private static func byColdkey(_ pairs: [ScalePair<AccountID, [StakeInfo]>]) -> [AccountID: [StakeInfo]] {
        Dictionary(pairs.map { ($0.first, $0.second) }) { first, _ in first }
    }

    /// What a coldkey has staked on a hotkey of a subnet: by the runtime's own function, else by storage.
    func alpha(of coldkey: AccountID, on hotkey: AccountID, _ netuid: NetUID) async throws(ClientError) -> Alpha {
        do {
            return try await call(.stake(of: coldkey, on: hotkey, netuid))?.stake ?? .zero
        } catch  where error.code == .notInRuntime {
            if hasSubStake {
                let stakes = try await stakes(of: coldkey)
                return stakes.first { $0.hotkey == hotkey && $0.netuid == netuid }?.stake ?? .zero
            }
            let place = StoredAlpha(coldkey: coldkey, hotkey: hotkey, netuid: netuid)
            return try await amounts(at: [place]).first?.stake ?? .zero
        }
    }

    // MARK: Answers that nothing describes

    @Sendable
    private func hiddenStakes(of coldkeys: [AccountID]) async throws(ClientError) -> [AccountID: [StakeInfo]]? {
        try await stakes(of: coldkeys, laidOutAs: StakeInfo.self)
    }

    @Sendable
    private func earlierStakes(of coldkeys: [AccountID]) async throws(ClientError) -> [AccountID: [StakeInfo]]? {
        try await stakes(of: coldkeys, laidOutAs: EarlierStakeInfo.self)
    }

    @Sendable
    private func hotkeyStakes(of coldkeys: [AccountID]) async throws(ClientError) -> [AccountID: [StakeInfo]]? {
        guard !hasStakeOfSubnets else { return nil }
        let stakes = try await stakes(of: coldkeys, laidOutAs: HotkeyStake.self)
        guard let stakes else { return nil }
        return try await withRegistrations(stakes)
    }

    @Sendable
    private func subnetStakes(of coldkeys: [AccountID]) async throws(ClientError) -> [AccountID: [StakeInfo]]? {
        var found: [AccountID: [StakeInfo]] = [:]
        for coldkey in coldkeys {
            let call = RuntimeCall.subnetStakes(of: coldkey)
            guard runtimeAfter.metadata.hasRuntimeMethod(call.api, call.method) == true else { return nil }
            found[coldkey] = try await self.call(call).map {
                StakeInfo(hotkey: $0.hotkey, coldkey: coldkey, netuid: $0.netuid, stake: $0.stake)
            }
        }
        return try await withRegistrations(found)
    }

    /// The answer of the runtime's function in one layout; nil where it is another.
    ///
    /// Nothing but the bytes tells which one it is: so they have to be the answer to what was asked, each stake under its coldkey.
    private func stakes<Layout: StakeLayout>(
        of coldkeys: [AccountID], laidOutAs _: Layout.Type
    ) async throws(ClientError) -> [AccountID: [StakeInfo]]? {
        let call = RuntimeCall.stakes(of: coldkeys).answering([ScalePair<AccountID, [Layout]>].self)
        let pairs = try await self.call(call).map { ScalePair($0.first, $0.second.map(\.info)) }
        let isAnswer = pairs.allSatisfy { pair in
            coldkeys.contains(pair.first) && pair.second.allSatisfy { $0.coldkey == pair.first }
        }
        return isAnswer ? Self.byColdkey(pairs) : nil
    }

    /// The same stakes, each with whether its hotkey is registered on the subnet, by storage.
    private func withRegistrations(
        _ stakes: [AccountID: [StakeInfo]]
    ) async throws(ClientError) -> [AccountID: [StakeInfo]] {
        let all = stakes.values.flatMap(\.self)
        let uids = try await values(all.map { StorageAddress.uids($0.netuid, $0.hotkey) })
        let told = zip(all, uids).map { $0.registered($1 != nil) }
        return Dictionary(grouping: told, by: \.coldkey).merging(stakes) { told, _ in told }
    }

    // MARK: By storage

    private var hasStakeOfSubnets: Bool { runtime.metadata.hasStorage("SubtensorModule", "Alpha") || hasSubStake }

    /// Whether stake lies in the item of specs 181 and 200, of which only the runtime itself knows the order of its keys.
    private var hasSubStake: Bool { runtime.metadata.hasStorage("SubtensorModule", "SubStake") }

    /// - Throws: `notInRuntime` where this runtime keeps stake in a way that is not known.
    private func storedStakes(of coldkeys: [AccountID]) async throws(ClientError) -> [AccountID: [StakeInfo]] {
        guard let hotkeys = try await stakingHotkeys(of: coldkeys) else {
            throw ClientError(
                .notInRuntime, "runtime \(runtime.version.specVersion) keeps stake in a way that cannot be read here")
        }
        let netuids = hasStakeOfSubnets ? try await netuids() : [0]
        let places = coldkeys.flatMap { coldkey in
            (hotkeys[coldkey] ?? []).flatMap { hotkey in
                netuids.map { StoredAlpha(coldkey: coldkey, hotkey: hotkey, netuid: $0) }
            }
        }
        let stakes = try await amounts(at: places).map { place, stake in
            StakeInfo(hotkey: place.hotkey, coldkey: place.coldkey, netuid: place.netuid, stake: stake)
        }
        return try await withRegistrations(Dictionary(grouping: stakes.filter { $0.stake > .zero }, by: \.coldkey))
    }

    /// The hotkeys on which some coldkeys have stake: by the runtime's list, or, where it keeps none, by all stake there is; nil
    /// where it keeps neither.
    private func stakingHotkeys(of coldkeys: [AccountID]) async throws(ClientError) -> [AccountID: [AccountID]]? {
        if hasSubStake { return nil }
        if runtime.metadata.has(.stakingHotkeys(.none)) {
            let listed = try await values(coldkeys.map { .stakingHotkeys($0) })
            return Dictionary(zip(coldkeys, listed.map { $0 ?? [] })) { first, _ in first }
        }
        guard !hasStakeOfSubnets, runtime.metadata.hasStorage("SubtensorModule", "Stake") else { return nil }
        let wanted = Set(coldkeys)
        let places = try await keys(.allStake, limit: .max).filter { wanted.contains($0.second) }
        return Dictionary(grouping: places, by: \.second).mapValues { $0.map(\.first) }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorClient

/// What the readings of newer runtimes make of values that are laid out as spec 424 describes them.
@Suite("Readings of newer runtimes")
struct TodaysReadingTests {
    private static let one = AccountID(unchecked: [UInt8](repeating: 1, count: 32))
    private static let two = AccountID(unchecked: [UInt8](repeating: 2, count: 32))
    private static let hash = Hash256(unchecked: [UInt8](repeating: 7, count: 32))

    private static func fixed(_ bits: UInt128) -> ScaleValue { .record([.init("bits", .unsigned(UInt256(bits)))]) }

    private static func lock(_ mass: UInt64, _ conviction: UInt64, at block: UInt64) -> ScaleValue {
        .record([
            .init("locked_mass", .number(mass)), .init("conviction", fixed(UInt128(conviction) << 64)),
            .init("last_update", .number(block)),
        ])
    }

    @Test("epochs: state and runtime function together, and the freeze window")
    func epochs() async throws {
        let node = try await ActionNode(spec: 424)
        func item(_ name: String, _ value: ScaleValue) throws {
            try node.set(StorageQuery("SubtensorModule", name, NetUID(1)), value)
        }
        try item("Tempo", .number(UInt16(360)))
        try item("LastEpochBlock", .number(UInt64(645)))
        try item("SubnetEpochIndex", .number(UInt64(17)))
        try item("BlocksSinceLastStep", .number(UInt64(355)))
        try node.set(StorageQuery("SubtensorModule", "AdminFreezeWindow"), .number(UInt16(10)))
        try node.answer("SubnetInfoRuntimeApi", "get_next_epoch_start_block", .variant("Some", .number(UInt64(1005))))
        let subtensor = node.subtensor
        let schedule = try await subtensor.epochSchedule(of: 1)
        #expect(
            schedule
                == EpochSchedule(
                    netuid: 1, block: 1000, tempo: 360, lastEpoch: 645, pendingEpoch: nil, index: 17,
                    blocksSinceLastStep: 355, nextEpoch: 1005))
        #expect(schedule.blocksUntilNextEpoch == 5)
        #expect(try await subtensor.blocksUntilNextEpoch(of: 1) == 5)
        #expect(try await subtensor.isInAdminFreezeWindow(1))
        #expect(try await subtensor.isInAdminFreezeWindow(0) == false)
        #expect(schedule.isFrozen(window: 6) && !schedule.isFrozen(window: 5))
        try item("PendingEpochAt", .number(UInt64(2000)))
        #expect(try await node.subtensor.epochSchedule(of: 1).isFrozen(window: 0))
        #expect(try await subtensor.tempoBounds() == 360...50_400)
        #expect(try await subtensor.activityCutoffFactorBounds() == 1000...50_000)
        #expect(try await subtensor.maxEpochsPerBlock() > 0)
        #expect(try await subtensor.pendingEpoch(of: 1) == 2000)
        #expect(try await subtensor.lastEpochBlock(of: 1) == 645)
        #expect(try await subtensor.epochIndex(of: 1) == 17)
    }

    @Test("locks: by coldkey over all subnets, by hotkey, and brought forward as the chain does")
    func locks() async throws {
        let node = try await ActionNode(spec: 424)
        let (one, two) = (Self.one, Self.two)
        try node.set(StorageQuery("SubtensorModule", "Lock", one, NetUID(3), two), Self.lock(1000, 10, at: 900))
        try node.set(StorageQuery("SubtensorModule", "Lock", one, NetUID(1), one), Self.lock(5, 0, at: 1))
        try node.set(StorageQuery("SubtensorModule", "DecayingLock", one, NetUID(3)), .bool(false))
        try node.set(.init("SubtensorModule", "LockingColdkeys", NetUID(3), two, one) as StorageAddress<Bool>, [])
        let subtensor = node.subtensor
        let all = try await subtensor.stakeLocks(of: one)
        #expect(all.map(\.netuid) == [1, 3])
        #expect(all.map(\.hotkey) == [one, two])
        #expect(all.map(\.isPerpetual) == [false, true])
        #expect(all[1].lock == StakeLock(locked: Alpha(rao: 1000), conviction: U64F64(bits: 10 << 64), lastUpdate: 900))
        #expect(try await subtensor.stakeLocks(on: two, netuid: 3) == [all[1]])
        #expect(try await subtensor.stakeLocks(of: one, netuid: 3) == [two: all[1].lock])
        #expect(try await subtensor.stakeLock(of: one, on: two, netuid: 3) == all[1].lock)
        #expect(try await subtensor.stakeLock(of: two, on: two, netuid: 3) == nil)
        #expect(try await subtensor.isPerpetualLock(of: one, netuid: 3))
        #expect(try await subtensor.isPerpetualLock(of: one, netuid: 1) == false)
        let rates = LockRates(unlock: 100, maturity: 100)
        let kept = all[1].lock.advanced(to: 1000, by: rates, decays: false)
        #expect(kept.locked == 1000)
        #expect(abs(kept.conviction - (10 * 0.367879441 + 1000 * 0.632120558)) < 1e-4)
        let faded = all[1].lock.advanced(to: 1000, by: rates, decays: true)
        #expect(abs(faded.locked - 367.879441) < 1e-4)
        #expect(abs(faded.conviction - (10 * 0.367879441 + 1000 * 0.367879441)) < 1e-4)
        // Different rates, by the chain's formula: U (e^(-t/U) - e^(-t/M)) / (U - M).
        let other = all[1].lock.advanced(to: 1000, by: LockRates(unlock: 200, maturity: 100), decays: true)
        #expect(abs(other.conviction - (10 * 0.367879441 + 1000 * 2 * (0.606530659 - 0.367879441))) < 1e-4)
        try node.set(StorageQuery("SubtensorModule", "AccountFlags", one), .unsigned(1))
        #expect(try await subtensor.acceptsLockedAlpha(two) == false)
        #expect(try await node.subtensor.acceptsLockedAlpha(one))
    }

    @Test("convictions: every kind of lock, the owner's at once for all that is locked")
    func convictions() async throws {
        let node = try await ActionNode(spec: 424)
        let (one, two) = (Self.one, Self.two)
        try node.set(StorageQuery("SubtensorModule", "HotkeyLock", NetUID(1), one), Self.lock(700, 50, at: 1000))
        try node.set(StorageQuery("SubtensorModule", "DecayingHotkeyLock", NetUID(1), one), Self.lock(300, 7, at: 1000))
        try node.set(StorageQuery("SubtensorModule", "OwnerLock", NetUID(1)), Self.lock(900, 0, at: 1000))
        try node.set(StorageQuery("SubtensorModule", "SubnetOwnerHotkey", NetUID(1)), .account(two))
        try node.set(StorageQuery("SubtensorModule", "SubnetAlphaOut", NetUID(1)), .number(UInt64(10_000)))
        try node.set(StorageQuery("SubtensorModule", "SubnetProtocolAlpha", NetUID(1)), .number(UInt64(500)))
        try node.set(StorageQuery("AlphaAssets", "AlphaBurned", NetUID(1)), .number(UInt64(500)))
        let found = try await node.subtensor.convictions(on: 1)
        #expect(found.ownerHotkey == two)
        #expect(found.eligibleAlpha == Alpha(rao: 9000))
        #expect(found.threshold == Alpha(rao: 1620))
        #expect(found.rates == LockRates(unlock: 934_866, maturity: 934_866))
        #expect(
            found.standings == [
                .init(hotkey: two, locked: Alpha(rao: 900), conviction: Alpha(rao: 900)),
                .init(hotkey: one, locked: Alpha(rao: 1000), conviction: Alpha(rao: 57)),
            ])
        try node.set(StorageQuery("AlphaAssets", "AlphaBurned", NetUID(1)), .number(UInt64.max))
        #expect(try await node.subtensor.convictions(on: 1).eligibleAlpha == .zero)
    }

    @Test("crowdloans and leases, with the calls that they are for")
    func crowdloans() async throws {
        let node = try await ActionNode(spec: 424)
        let call = try node.metadata.encode(.leasedNetwork(emissionsShare: 30))
        func crowdloan(_ call: ScaleValue, _ target: ScaleValue) -> ScaleValue {
            .record([
                .init("creator", .account(Self.one)), .init("deposit", .number(UInt64(10))),
                .init("min_contribution", .number(UInt64(1))), .init("end", .number(UInt32(77))),
                .init("cap", .number(UInt64(100))), .init("funds_account", .account(Self.two)),
                .init("raised", .number(UInt64(20))), .init("target_address", target), .init("call", call),
                .init("finalized", .bool(true)), .init("contributors_count", .number(UInt32(2))),
            ])
        }
        try node.set(
            StorageQuery("Crowdloan", "Crowdloans", UInt32(1)),
            crowdloan(.variant("Some", .variant("Inline", .bytes(call))), .none))
        try node.set(
            StorageQuery("Crowdloan", "Crowdloans", UInt32(2)),
            crowdloan(
                .variant(
                    "Some", .variant("Lookup", [.init("hash", .hash(Self.hash)), .init("len", .number(UInt32(9)))])),
                .variant("Some", .account(Self.two))))
        try node.set(StorageQuery("Crowdloan", "Contributions", UInt32(1), Self.one), .number(UInt64(12)))
        try node.set(StorageQuery("Crowdloan", "Contributions", UInt32(1), Self.two), .number(UInt64(0)))
        try node.set(StorageQuery("Crowdloan", "NextCrowdloanId"), .number(UInt32(3)))
        let subtensor = node.subtensor
        let all = try await subtensor.crowdloans()
        #expect(all.count == 2)
        #expect(all[1]?.call == .inline(call))
        #expect(try node.metadata.decodeCall(call) == .leasedNetwork(emissionsShare: 30))
        #expect(all[2]?.call == .lookup(Self.hash, length: 9))
        #expect(all[2]?.target == Self.two)
        #expect(all[1]?.end == 77 && all[1]?.raised == Balance(rao: 20) && all[1]?.isFinalized == true)
        #expect(try await subtensor.crowdloan(1) == all[1])
        #expect(try await subtensor.crowdloan(9) == nil)
        #expect(try await subtensor.crowdloanContributions(to: 1) == [Self.one: Balance(rao: 12)])
        #expect(try await subtensor.nextCrowdloanID() == 3)
        let constants = try await subtensor.crowdloanConstants()
        #expect(constants.minimumDeposit == Balance(rao: 10_000_000_000))
        #expect(constants.maxContributors == 500 && constants.refundContributorsLimit == 50)
        #expect(try await subtensor.leases().isEmpty)
    }

    @Test("proxies, their announcements and what the kinds may do")
    func proxies() async throws {
        let node = try await ActionNode(spec: 424)
        let definition = ScaleValue.record([
            .init("delegate", .account(Self.two)), .init("proxy_type", .variant("Staking", [])),
            .init("delay", .number(UInt32(5))),
        ])
        try node.set(
            StorageQuery("Proxy", "Proxies", Self.one), .list([.list([definition]), .number(UInt64(93))]))
        try node.set(
            StorageQuery("Proxy", "Announcements", Self.two),
            .list([
                .list([
                    .record([
                        .init("real", .account(Self.one)), .init("call_hash", .hash(Self.hash)),
                        .init("height", .number(UInt32(8))),
                    ])
                ]), .number(UInt64(104)),
            ]))
        let subtensor = node.subtensor
        let expected = AccountProxies(
            proxies: [ProxyDefinition(delegate: Self.two, kind: .staking, delay: 5)], deposit: Balance(rao: 93))
        #expect(try await subtensor.proxies(of: Self.one) == expected)
        #expect(try await subtensor.proxies() == [Self.one: expected])
        #expect(try await subtensor.proxies(of: Self.two) == .none)
        let announced = try await subtensor.proxyAnnouncements(of: Self.two)
        #expect(
            announced
                == ProxyAnnouncements(
                    announcements: [ProxyAnnouncement(real: Self.one, callHash: Self.hash, height: 8)],
                    deposit: Balance(rao: 104)))
        #expect(try await subtensor.proxyAnnouncements() == [Self.two: announced])
        #expect(try await subtensor.proxyConstants().maxProxies == 20)
        func call(_ name: ScaleValue) -> ScaleValue {
            .record([
                .init("pallet_name", .bytes(Array("Balances".utf8))), .init("pallet_index", .number(UInt8(5))),
                .init("call_name", name), .init("call_index", .none), .init("condition", .none),
            ])
        }
        try node.answer(
            "ProxyFilterRuntimeApi", "get_proxy_filter",
            .list([
                .record([
                    .init("proxy_type", .number(UInt8(3))), .init("name", .bytes(Array("NonTransfer".utf8))),
                    .init("deprecated", .bool(false)), .init("filter_mode", .variant("Deny", [])),
                    .init("calls", .list([call(.none), call(.variant("Some", .bytes(Array("transfer_all".utf8))))])),
                    .init("exceptions", .list([])),
                ])
            ]))
        try node.answer(
            "ProxyFilterRuntimeApi", "get_proxy_types",
            .list([
                .record([
                    .init("name", .bytes(Array("Any".utf8))), .init("index", .number(UInt8(0))),
                    .init("deprecated", .bool(false)),
                ])
            ]))
        let filters = try await subtensor.proxyFilters()
        #expect(filters.first?.mode == .deny)
        #expect(filters.first?.calls.map(\.call) == [nil, "transfer_all"])
        #expect(filters.first?.calls.first?.pallet == "Balances")
        #expect(try await subtensor.proxyTypes().map(\.kind) == [.any])
    }

    @Test("coldkeys that are about to be replaced, and operations of several keys")
    func coldkeys() async throws {
        let node = try await ActionNode(spec: 424)
        let new = Hash256(unchecked: Hashing.blake2b256(Self.two.bytes))
        try node.set(
            StorageQuery("SubtensorModule", "ColdkeySwapAnnouncements", Self.one),
            .list([.number(UInt32(37_000)), .hash(new)]))
        try node.set(StorageQuery("SubtensorModule", "ColdkeySwapDisputes", Self.one), .number(UInt32(9)))
        try node.set(
            StorageQuery("Multisig", "Multisigs", Self.one, Self.hash),
            .record([
                .init("when", .record([.init("height", .number(UInt32(6))), .init("index", .number(UInt32(2)))])),
                .init("deposit", .number(UInt64(11))), .init("depositor", .account(Self.two)),
                .init("approvals", .list([.account(Self.two)])),
            ]))
        let subtensor = node.subtensor
        let announced = AnnouncedColdkeySwap(executionBlock: 37_000, newColdkeyHash: new)
        #expect(
            try await subtensor.coldkeySwap(of: Self.one)
                == ColdkeySwapStatus(announcement: announced, disputedSince: 9))
        #expect(
            try await subtensor.coldkeySwap(of: Self.two) == ColdkeySwapStatus(announcement: nil, disputedSince: nil))
        #expect(announced.names(Self.two) && !announced.names(Self.one))
        #expect(try await subtensor.coldkeySwapAnnouncements() == [Self.one: announced])
        #expect(try await subtensor.coldkeySwapDisputes() == [Self.one: 9])
        #expect(
            try await subtensor.coldkeySwapConstants()
                == ColdkeySwapConstants(
                    announcementDelay: 36_000, reannouncementDelay: 7200, keySwapCost: Balance(rao: 100_000_000)))
        let operation = try #require(try await subtensor.multisigOperation(of: Self.one, callHash: Self.hash))
        #expect(operation.height == 6 && operation.index == 2 && operation.approvals == [Self.two])
    }

    @Test("commitments that were opened, weights that are locked by time, keys, certificates, flows")
    func timeAndKeys() async throws {
        let node = try await ActionNode(spec: 424)
        let subtensor = node.subtensor
        try node.set(
            StorageQuery("Commitments", "RevealedCommitments", NetUID(1), Self.one),
            .list([.list([.bytes([12] + Array("abc".utf8)), .number(UInt64(99))])]))
        let revealed = RevealedCommitment(bytes: [12] + Array("abc".utf8), block: 99)
        #expect(try await subtensor.revealedCommitments(on: 1) == [Self.one: [revealed]])
        #expect(try await subtensor.revealedCommitments(of: .hotkey(Self.one), on: 1).first?.text == "abc")
        #expect(RevealedCommitment(bytes: [], block: 0).text.isEmpty)
        try node.set(
            StorageQuery("SubtensorModule", "TimelockedWeightCommits", MechanismIndex(1, mechanism: 1), UInt64(40)),
            .list([.list([.account(Self.one), .number(UInt64(990)), .bytes([1, 2]), .number(UInt64(5))])]))
        #expect(
            try await subtensor.timelockedWeightCommits(on: 1, mechanism: 1) == [
                40: [TimelockedWeightCommit(hotkey: Self.one, block: 990, ciphertext: [1, 2], revealRound: 5)]
            ])
        #expect(try await subtensor.timelockedWeightCommits(on: 1).isEmpty)
        try node.set(.mevShieldNextKey, [UInt8](repeating: 1, count: 1184))
        try node.set(.mevShieldCurrentKey, [UInt8](repeating: 1, count: 3))
        #expect(try await subtensor.mevShieldKey()?.count == 1184)
        await #expect(throws: ClientError(.malformedAnswer, "")) { try await subtensor.mevShieldKey(.current) }
        let certificate = NeuronCertificate(publicKey: [1, 2, 3], algorithm: 4)
        try node.set(
            StorageQuery("SubtensorModule", "NeuronCertificates", NetUID(1), Self.one),
            .record([.init("public_key", .bytes([1, 2, 3])), .init("algorithm", .number(UInt8(4)))]))
        #expect(try await subtensor.certificates(on: 1) == [Self.one: certificate])
        #expect(try await subtensor.certificate(of: Self.one, on: 1) == certificate)
        let down = ScaleValue.record([.init("bits", .signed(-(Int128(3) << 63)))])
        try node.set(
            StorageQuery("SubtensorModule", "SubnetEmaTaoFlow", NetUID(1)), .list([.number(UInt64(12)), down]))
        #expect(try await subtensor.taoFlow(into: 1)?.rao.doubleValue == -1.5)
        #expect(try await subtensor.taoFlows()[1]?.block == 12)
        #expect(try await subtensor.taoFlow(into: 2) == nil)
        let evm = [UInt8](repeating: 6, count: 20)
        try node.set(
            StorageQuery("SubtensorModule", "AssociatedEvmAddress", NetUID(1), UInt16(3)),
            .list([.bytes(evm), .number(UInt64(8))]))
        #expect(
            try await subtensor.associatedEVMKey(of: 3, on: 1)
                == AssociatedEVMKey(address: try EVMAddress(evm), block: 8))
        #expect(throws: BittensorError(.invalidOption, "")) { try EVMAddress(hex: "0x12") }
    }

    @Test("root claims: what can be claimed is the rate by the stake, less what was claimed")
    func rootClaims() async throws {
        let node = try await ActionNode(spec: 424)
        let subtensor = node.subtensor
        let half = ScaleValue.record([.init("bits", .signed(1 << 31))])
        try node.set(
            StorageQuery("SubtensorModule", "RootClaimable", Self.two), .list([.list([.number(UInt16(3)), half])]))
        try node.set(
            StorageQuery("SubtensorModule", "RootClaimed", NetUID(3), Self.two, Self.one), .unsigned(100))
        try node.set(
            StorageQuery("SubtensorModule", "RootClaimType", Self.one),
            .variant("KeepSubnets", [.init("subnets", .list([.number(UInt16(3)), .number(UInt16(4))]))]))
        try node.answer(
            "StakeInfoRuntimeApi", "get_stake_info_for_hotkey_coldkey_netuid",
            .variant(
                "Some",
                .record([
                    .init("hotkey", .account(Self.two)), .init("coldkey", .account(Self.one)),
                    .init("netuid", .number(UInt16(0))), .init("stake", .number(UInt64(1000))),
                    .init("locked", .number(UInt64(0))), .init("emission", .number(UInt64(0))),
                    .init("tao_emission", .number(UInt64(0))), .init("drain", .number(UInt64(0))),
                    .init("is_registered", .bool(true)),
                ])))
        #expect(try await subtensor.rootClaimable(by: Self.one, on: Self.two, netuid: 3) == Alpha(rao: 400))
        #expect(try await subtensor.rootClaimable(by: Self.one, on: Self.two, netuid: 4) == .zero)
        #expect(try await subtensor.rootClaimed(by: Self.one, on: Self.two, netuid: 3) == Alpha(rao: 100))
        #expect(try await subtensor.rootClaimableRates(of: Self.two) == [3: I96F32(bits: 1 << 31)])
        #expect(try await subtensor.rootClaimType(of: Self.one) == .keep(on: [3, 4]))
        #expect(try await subtensor.rootClaimType(of: Self.two) == .swap)
    }

    @Test("a runtime without an item says so, and one mechanism is what all have")
    func olderRuntime() async throws {
        let node = try await ActionNode(spec: 293)
        await #expect(throws: ClientError(.notInRuntime, "")) { try await node.subtensor.lastEpochBlock(of: 1) }
        await #expect(throws: ClientError(.notInRuntime, "")) { try await node.subtensor.tempoBounds() }
        await #expect(throws: ClientError(.notInRuntime, "")) {
            try await node.subtensor.stakeLocks(of: Self.one, netuid: 1)
        }
        #expect(try await node.subtensor.mechanismCount(of: 1) == 1)
        #expect(try await node.subtensor.mechanismEmissionSplit(of: 1) == nil)
    }

    @Test("a mechanism's number is the subnet's and 4096 for each")
    func mechanisms() {
        #expect(MechanismIndex(23, mechanism: 2).rawValue == 8215)
        #expect(MechanismIndex(rawValue: 8215) == MechanismIndex(23, mechanism: 2))
        #expect(MechanismIndex(1, mechanism: .max).rawValue == .max)
    }

    @Test("the columns of a selective metagraph are numbered as the chain numbers them")
    func selectiveColumns() {
        #expect(SelectiveMetagraphIndex.allCases.map(\.rawValue) == Array(0...73))
        #expect(SelectiveMetagraphIndex.hotkeys.rawValue == 52)
        #expect(SelectiveMetagraphIndex.commitments.rawValue == 73)
    }
}

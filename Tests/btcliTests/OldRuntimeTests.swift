// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
import Synchronization
import TestRuntimes
import Testing

@testable import SubtensorLocalnet
@testable import btcli

extension ChainTests {
    @Suite(
        "What commands read of old runtimes",
        .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
    struct OldRuntimeTests {
        private static let staked = AccountID(unchecked: [UInt8](repeating: 0x11, count: 32))

        /// Those that answer in byte strings, or have no function that tells of stakes.
        static let runtimes = RealRuntime.allCases.filter { $0.specVersion <= 218 }

        @Test("stake is found wherever a runtime keeps it, and neurons and subnets are shown", arguments: runtimes)
        func reading(runtime: RealRuntime) async throws {
            let home = try Home()
            let wallet = try home.makeWallet()
            let configuration = try Self.configuration(runtime, coldkey: try wallet.coldkeyPublic())
            try await InstantNode.with(configuration) { url in
                let stakes = await home.carryOut("stake list --json-output", on: url)
                let rows = try stakes.rows("stakes")
                #expect(rows.allSatisfy { $0["hotkey"] as? String == Self.staked.ss58() })
                let amounts = rows.map { "\($0["netuid"] ?? "") \($0["stake_alpha"] ?? "")" }
                #expect(
                    amounts == (runtime.hasStakeOfSubnets ? ["0 3.000000000", "1 5.000000000"] : ["0 7.000000000"]),
                    "\(stakes.output)")
                let balance = await home.carryOut("wallet balance --json-output", on: url)
                #expect(balance.output.contains("5000"), "\(balance.output)")

                let subnets = await home.carryOut("subnets list --json-output", on: url)
                #expect(try subnets.rows("subnets").contains { $0["netuid"] as? Int == 1 }, "\(subnets.output)")

                // The first public test network's code lets nobody register.
                let isOpen = runtime != .testfinney103
                if isOpen { await home.carryOut("subnets pow-register --netuid 1", on: url) }
                guard runtime != .code143 else {
                    // It has no function that tells of neurons, which is said.
                    let overview = await home.run("wallet overview --network \(url)")
                    #expect(overview.status == .config && overview.isOneLineError, "\(overview)")
                    #expect(overview.talk.contains("has no function NeuronInfoRuntimeApi_get_neurons"))
                    return
                }
                let overview = await home.carryOut("wallet overview --json-output", on: url)
                let hotkey = try wallet.hotkeyPublic().ss58()
                let neurons = isOpen ? [hotkey] : []
                #expect(try overview.rows("neurons").compactMap { $0["hotkey"] as? String } == neurons)
                for command in ["show", "metagraph"] {
                    let subnet = await home.carryOut("subnets \(command) --netuid 1 --json-output", on: url)
                    #expect(subnet.output.contains(hotkey) == isOpen, "\(subnet.output)")
                }
            }
        }

        /// A chain on which a coldkey has 5000 TAO and stake on a hotkey that it owns.
        private static func configuration(
            _ runtime: RealRuntime, coldkey: AccountID
        ) throws -> LocalnetConfiguration {
            let (code, state) = try runtime.chain()
            let metadata = try GenesisEditor(state, of: code).metadata
            func entry(
                _ item: String, _ keys: ScaleValue..., value: some ScaleEncodable
            ) throws -> (key: [UInt8], value: [UInt8]?) {
                (try metadata.storageKey("SubtensorModule", item, values: keys).bytes, value.scaleEncoded)
            }
            let (cold, hot) = (ScaleValue.account(coldkey), ScaleValue.account(staked))
            var storage = [try entry("Owner", hot, value: coldkey)]
            for (netuid, rao) in [(0, 3_000_000_000), (1, 5_000_000_000)] as [(UInt16, UInt64)] {
                let place = ScaleValue.number(netuid)
                switch runtime {
                case .raonet218:
                    // A part of what lies on the hotkey, here all of it.
                    storage.append(try entry("Alpha", hot, cold, place, value: rao))
                    storage.append(try entry("TotalHotkeyShares", hot, place, value: rao))
                    storage.append(try entry("TotalHotkeyAlpha", hot, place, value: rao))
                case .local200: storage.append(try entry("SubStake", cold, hot, place, value: rao))
                case .local181: storage.append(try entry("SubStake", hot, cold, place, value: rao))
                default: storage.append(try entry("Stake", hot, cold, value: UInt64(7_000_000_000)))
                }
            }
            if runtime == .raonet218 { storage.append(try entry("StakingHotkeys", cold, value: [staked])) }

            var chain = GenuineChain(
                try runtime.specification(),
                genesis: runtime.genesis == runtime ? nil : try runtime.genesis.specification())
            chain.plan = GenesisPlan(
                endowments: [coldkey: 5_000_000_000_000], sudoKey: coldkey, openSubnets: [1: 50], storage: storage)
            let time = Mutex<UInt64>(1_800_000_000_000)
            var configuration = LocalnetConfiguration(
                blockTime: nil,
                now: {
                    time.withLock { time in
                        time += runtime.slotMilliseconds
                        return time
                    }
                })
            configuration.genuine = chain
            return configuration
        }
    }
}

extension RealRuntime {
    fileprivate var hasStakeOfSubnets: Bool { specVersion >= 181 }
}

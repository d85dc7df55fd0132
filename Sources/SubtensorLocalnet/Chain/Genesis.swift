// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Execution {
    /// The first state: subnets 0 and 1, registration by work allowed, the configured accounts funded.
    static func genesis(_ runtime: LocalRuntime, _ configuration: LocalnetConfiguration) -> Execution {
        var genesis = Execution(runtime: runtime, block: 0, state: StateOverlay(store: VersionedStore(), at: 0))
        for (account, balance) in configuration.balances where balance >= BalancesPallet.existentialDeposit {
            var info = AccountInfo()
            info.providers = 1
            info.free = balance
            genesis.state[SystemPallet.account, account] = info
            genesis.issue(balance)
        }
        if let sudo = DevelopmentAccounts.sudo {
            genesis.state[SudoPallet.key] = sudo
            genesis.state[SenatePallets.triumvirate] = [sudo]
        }
        genesis.state[SubtensorPallet.taoWeight] = taoWeight
        // Subnets may follow each other at once.
        genesis.state[SubtensorPallet.networkRateLimit] = 0
        genesis.state[DrandPallet.beaconConfig] = LocalBeacon.configuration
        genesis.addFirstSubnets(configuration)
        return genesis
    }

    /// What TAO at the root weighs on subnets: 0.18 of 2^64, as on mainnet.
    private static let taoWeight: UInt64 = 3_320_413_933_267_719_290

    /// The root, and one subnet on which everything can be tried at once: no limit on setting weights, staking and
    /// emission begun, 10,000 TAO and as much alpha in its pool, so that small stakes move no price.
    private mutating func addFirstSubnets(_ configuration: LocalnetConfiguration) {
        let owner = DevelopmentAccounts.sudo ?? SubtensorPallet.noAccount
        for netuid in UInt16(0)...1 {
            addSubnet(netuid, owner: owner, hotkey: SubtensorPallet.noAccount)
            state[SubtensorPallet.powRegistrationAllowed, netuid] = true
            state[SubtensorPallet.difficulty, netuid] = configuration.difficulty
            state[SubtensorPallet.minDifficulty, netuid] = min(
                configuration.difficulty, SubtensorPallet.minDifficulty.fallback)
            state[SubtensorPallet.maxDifficulty, netuid] = max(
                configuration.difficulty, SubtensorPallet.maxDifficulty.fallback)
            state[SubtensorPallet.maxAllowedUids, netuid] = netuid == 0 ? 64 : 256
            state[SubtensorPallet.tempo, netuid] = configuration.tempo
            state[SubtensorPallet.weightsSetRateLimit, netuid] = 0
            start(netuid)
        }
        seedPool(1, with: 10_000_000_000_000)
        updateMovingPrice(1, alphaPrice(1))
    }
}

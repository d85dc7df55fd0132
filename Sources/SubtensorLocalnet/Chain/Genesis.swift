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
            for netuid in UInt16(0)...1 { genesis.state[SubtensorPallet.subnetOwner, netuid] = sudo }
        }
        genesis.state[SubtensorPallet.totalNetworks] = 2
        for netuid in UInt16(0)...1 {
            genesis.state[SubtensorPallet.networksAdded, netuid] = true
            genesis.state[SubtensorPallet.registrationAllowed, netuid] = true
            genesis.state[SubtensorPallet.powRegistrationAllowed, netuid] = true
            genesis.state[SubtensorPallet.difficulty, netuid] = configuration.difficulty
            genesis.state[SubtensorPallet.minDifficulty, netuid] = min(
                configuration.difficulty, SubtensorPallet.minDifficulty.fallback)
            genesis.state[SubtensorPallet.maxDifficulty, netuid] = max(
                configuration.difficulty, SubtensorPallet.maxDifficulty.fallback)
            genesis.state[SubtensorPallet.maxAllowedUids, netuid] = netuid == 0 ? 64 : 256
        }
        return genesis
    }
}

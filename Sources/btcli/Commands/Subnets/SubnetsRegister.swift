import ArgumentParser
import Bittensor

/// `btcli subnets register`: registers a hotkey by burning TAO.
struct SubnetsRegister: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register a hotkey on a subnet by burning TAO of the coldkey.",
        discussion: """
            Shows price, fee, key and network, and asks, before anything is sent. With --pow it is 'btcli subnets \
            pow-register', with all its options; on subnet 0 it is 'btcli root register'.
            """)

    @OptionGroup var subnet: SubnetOption

    @Option(
        help: ArgumentHelp("Refuse a price above this, also when it rises meanwhile.", valueName: "tao"),
        transform: { try Balance(tao: $0) })
    var limit: Balance?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        return try await transaction.carryOut(console, orSay: "The hotkey is registered on subnet \(netuid) already.") {
            subtensor, wallet in
            let hotkey = try wallet.hotkeyPublic()
            try await subtensor.requireSubnet(netuid)
            guard try await subtensor.uid(of: hotkey, on: netuid) == nil else { return nil }
            if netuid == 0 { return ActionStep(.rootRegister(hotkey), \.facts) }
            return ActionStep(
                limit.map { .register(hotkey, on: netuid, payingAtMost: $0) } ?? .burnedRegister(hotkey, on: netuid),
                \.facts)
        }
    }
}

extension Registration {
    /// Who became what.
    var facts: [Fact] {
        [
            Fact("netuid", "Subnet", .integer(netuid.rawValue)), Fact("uid", "Uid", .integer(uid)),
            Fact("hotkey", "Hotkey", .address(keys.hotkey)), Fact("coldkey", "Coldkey", .address(keys.coldkey)),
        ]
    }
}

import ArgumentParser
import Bittensor
import SubstrateClient

/// `btcli subnets register`: registers a hotkey by burning TAO.
struct SubnetsRegister: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register a hotkey on a subnet by burning TAO of the coldkey.",
        discussion: "Shows price, fee, key and network, and asks, before anything is sent.")

    @Option(
        help: ArgumentHelp("The subnet.", valueName: "n"), transform: { NetUID(try WholeNumber.parse($0)) })
    var netuid: NetUID

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var password: PasswordOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let wallet = try wallet.wallet(console)
        let keys = try WorkKeys(wallet, for: .registration(netuid))
        let answer = try await network.withSubtensor(console) { subtensor in
            if let uid = try await subtensor.uid(of: keys.hotkey, on: netuid) {
                return BurnAnswer(netuid: netuid, uid: uid, keys: keys, burned: nil)
            }
            let coldkey = try await password.coldkey(of: wallet, on: console)
            let (price, fee) = try await subtensor.previewBurnedRegister(on: netuid, keys: keys, signer: coldkey)
            try await console.requireConsent(
                "Burn \(price)?",
                after: """
                    Registration on subnet \(netuid) of \(network.setting(console).text) burns \(price), fee \(fee)
                      hotkey   \(keys.hotkey)
                      paid by  \(keys.coldkey)
                    """, otherwise: "nothing was burned")
            let (registration, extrinsic) = try await subtensor.burnedRegister(on: netuid, keys: keys, signer: coldkey)
            return BurnAnswer(
                netuid: netuid, uid: registration.uid, keys: keys,
                burned: extrinsic.map { (price, $0.hash.hex, $0.blockHash.hex) })
        }
        try console.show(answer)
        return .done
    }
}

/// A neuron that is registered, and what was burned for it.
struct BurnAnswer: Answer {
    let netuid: NetUID
    let uid: UInt16
    let keys: WorkKeys
    /// nil when the hotkey was registered already.
    let burned: (price: Balance, extrinsicHash: String, blockHash: String)?

    var document: OutputDocument {
        [
            "uid": .integer(Int(uid)),
            "netuid": .integer(Int(netuid.rawValue)),
            "hotkey": .string(keys.hotkey.ss58()),
            "coldkey": .string(keys.coldkey.ss58()),
            "already_registered": .bool(burned == nil),
            "burned_tao": .string(orNull: burned?.price.taoText),
            "extrinsic_hash": .string(orNull: burned?.extrinsicHash),
            "block_hash": .string(orNull: burned?.blockHash),
        ]
    }

    func text(width: Int?) -> String {
        var facts = [
            ("Netuid", "\(netuid)"), ("Uid", "\(uid)"), ("Hotkey", keys.hotkey.ss58()),
            ("Coldkey", keys.coldkey.ss58()),
        ]
        guard let burned else { return "The hotkey is registered already.\n\n" + Facts(facts).text }
        facts += [("Burned", "\(burned.price)"), ("Extrinsic", burned.extrinsicHash), ("Block", burned.blockHash)]
        return "Registered by burning.\n\n" + Facts(facts).text
    }
}

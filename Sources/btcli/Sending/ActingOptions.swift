// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// The options that say in whose name something is sent.
struct ActingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Act for this account, whose proxy the wallet's key is. The wallet pays the fee.",
            valueName: "name|ss58"),
        transform: Receiver.init)
    var proxyFor: Receiver?

    @Option(
        help: ArgumentHelp("Act by this right, where the key is a proxy of several kinds.", valueName: "type"))
    var forceProxyType: String?

    @Flag(help: "With --proxy-for: only announce it, and carry it out after the proxy's delay.")
    var announceOnly = false

    @Option(
        help: ArgumentHelp(
            "Act as this account of several keys, of which the wallet's is one: its name in the address book.",
            valueName: "name"))
    var multisig: String?

    func validate() throws {
        guard proxyFor == nil, announceOnly || forceProxyType != nil else { return }
        throw CLIError(
            .usage,
            "\(announceOnly ? "--announce-only" : "--force-proxy-type") is about acting for another account: name it with "
                + "--proxy-for")
    }

    /// In whose name.
    func capacity(among wallets: WalletOptions, _ console: Console) throws -> Capacity {
        var capacity = Capacity.own
        if let multisig {
            capacity = .member(of: try AddressBook(environment: console.environment).multisig(multisig))
        }
        guard let real = try proxyFor?.account(among: wallets, console) else { return capacity }
        let kind = forceProxyType.map { ProxyKind($0) }
        return announceOnly ? capacity.announcing(for: real, kind: kind) : capacity.acting(for: real, kind: kind)
    }
}

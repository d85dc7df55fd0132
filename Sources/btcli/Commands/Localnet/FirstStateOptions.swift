// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import SubtensorLocalnet

/// What a localnet of a real runtime begins with, besides what the runtime or the network has.
struct FirstStateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Let an account begin with so much; others stay as they are. May be repeated.", valueName: "address=rao"))
    var endow: [String] = []

    @Option(help: ArgumentHelp("Whose key may use the pallet Sudo.", valueName: "address"))
    var sudoKey: String?

    @Option(
        help: ArgumentHelp(
            "Open registration by work on a subnet, which is made if it is not there. May be repeated.",
            valueName: "netuid:difficulty"))
    var subnet: [String] = []

    @Option(
        help: ArgumentHelp(
            "Put an entry into the state, both in hex; without a value it is taken out. May be repeated.",
            valueName: "key=value"))
    var setStorage: [String] = []

    // Whose names may stand for accounts.
    @OptionGroup(visibility: .hidden) var wallet: WalletOptions

    /// The first of them that was given.
    var given: String? {
        [
            ("--endow", !endow.isEmpty), ("--sudo-key", sudoKey != nil), ("--subnet", !subnet.isEmpty),
            ("--set-storage", !setStorage.isEmpty),
        ].first { $0.1 }?.0
    }

    func plan(_ console: Console) throws -> GenesisPlan {
        var plan = GenesisPlan()
        for text in endow {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw CLIError(.usage, "--endow \(excerpt(text)): it has the form ADDRESS=RAO")
            }
            try plan.endow("\(try account(String(parts[0]), console).ss58())=\(parts[1])")
        }
        for text in subnet { try plan.openSubnet(text) }
        for text in setStorage { try plan.setStorage(text) }
        plan.sudoKey = try sudoKey.map { try account($0, console) }
        return plan
    }

    /// An account by its address, or by a name.
    func account(_ text: String, _ console: Console) throws -> AccountID {
        try Receiver(text).account(among: wallet, console)
    }
}

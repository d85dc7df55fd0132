// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import SubstrateRuntime
import SubtensorLocalnet

/// The options of a localnet whose rules are a real chain's own runtime.
struct GenuineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Run this runtime instead of the embedded one: a .wasm, compressed or not, its hex, a chain specification, raw or plain, or \
            the name under which 'btcli localnet runtime save' has saved it.
            """, valueName: "file|name"))
    var runtime: String?

    @Option(
        help: ArgumentHelp(
            "With --runtime: take the first state of this chain specification, for a runtime that comes without one.",
            valueName: "file"))
    var genesis: String?

    @Option(
        help: ArgumentHelp(
            "With --runtime: let an account begin with so much; others stay as they are. May be repeated.",
            valueName: "address=rao"))
    var endow: [String] = []

    @Option(help: ArgumentHelp("With --runtime: whose key may use the pallet Sudo.", valueName: "address"))
    var sudoKey: String?

    @Option(
        help: ArgumentHelp(
            "With --runtime: open registration by work on a subnet, which is made if it is not there. May be repeated.",
            valueName: "netuid:difficulty"))
    var subnet: [String] = []

    @Option(
        help: ArgumentHelp(
            "With --runtime: put an entry into the first state, both in hex; without a value it is taken out. May be repeated.",
            valueName: "key=value"))
    var setStorage: [String] = []

    // Whose names may stand for accounts.
    @OptionGroup(visibility: .hidden) var wallet: WalletOptions

    @Flag(help: "With --runtime: run each block once more, as another node would, before it counts.")
    var verify = false

    /// The chain that is asked for; nil for the embedded one.
    func chain(_ console: Console) throws -> GenuineChain? {
        guard let runtime else {
            let needless = [
                ("--genesis", genesis != nil), ("--endow", !endow.isEmpty), ("--sudo-key", sudoKey != nil),
                ("--subnet", !subnet.isEmpty), ("--set-storage", !setStorage.isEmpty), ("--verify", verify),
            ].first { $0.1 }
            if let needless {
                throw CLIError(.usage, "\(needless.0) is for a genuine runtime: name one with --runtime")
            }
            return nil
        }
        let environment = console.environment
        let specification = try RuntimeFile.read(runtime, environment)
        let genesis = try self.genesis.map { try RuntimeFile(path: $0, environment).specification() }
        if case .none = (genesis ?? specification).genesis {
            throw CLIError(
                .usage,
                "\(excerpt(self.genesis ?? runtime, limit: 1024)) is a runtime alone: name a chain specification, whose first state it "
                    + "takes, with --genesis")
        }
        var chain = GenuineChain(specification, genesis: genesis)
        func account(_ text: String) throws -> AccountID { try Receiver(text).account(among: wallet, console) }
        for text in endow {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw CLIError(.usage, "--endow \(excerpt(text)): it has the form ADDRESS=RAO")
            }
            try chain.plan.endow("\(try account(String(parts[0])).ss58())=\(parts[1])")
        }
        for text in subnet { try chain.plan.openSubnet(text) }
        for text in setStorage { try chain.plan.setStorage(text) }
        chain.plan.sudoKey = try sudoKey.map(account)
        chain.verifiesBlocks = verify
        return chain
    }
}

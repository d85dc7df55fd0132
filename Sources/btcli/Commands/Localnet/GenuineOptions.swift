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
        var chain = GenuineChain(
            try RuntimeFile.read(runtime, environment),
            genesis: try genesis.map { try RuntimeFile.read($0, environment) })
        for text in endow { try chain.plan.endow(text) }
        for text in subnet { try chain.plan.openSubnet(text) }
        for text in setStorage { try chain.plan.setStorage(text) }
        chain.plan.sudoKey = try sudoKey.map { try AccountID(parsing: $0) }
        chain.verifiesBlocks = verify
        return chain
    }
}

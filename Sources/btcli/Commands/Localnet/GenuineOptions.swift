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

    @Flag(help: "With --runtime: run each block once more, as another node would, before it counts.")
    var verify = false

    /// The chain that is asked for; nil for the embedded one.
    ///
    /// - Parameter firstState: What is put into its first state.
    func chain(_ firstState: FirstStateOptions, _ console: Console) throws -> GenuineChain? {
        guard let runtime else {
            let needless = genesis != nil ? "--genesis" : firstState.given ?? (verify ? "--verify" : nil)
            if let needless {
                throw CLIError(.usage, "\(needless) is for a genuine runtime: name one with --runtime")
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
        chain.plan = try firstState.plan(console)
        chain.verifiesBlocks = verify
        return chain
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime
import SubtensorClient

/// Where a runtime is to be had: a file, or a network.
enum RuntimeSource: Hashable, Sendable {
    case file(RuntimeFile)
    case network(String)

    /// What a text means: an address is a network's; a name what was saved under it, or else the network's, or else a file.
    init(_ text: String, _ environment: Environment) {
        let file = RuntimeFile(text, environment)
        let isNetwork = (Network.names + [NetworkOptions.embeddedName]).contains(text)
        let isAddress = !file.exists && text.contains(/^[^\/]+:[0-9]+$/)
        if text.contains("://") || isNetwork && !file.isSaved || isAddress {
            self = .network(text)
        } else {
            self = .file(file)
        }
    }

    /// Reads the runtime, and asks it what it is.
    func read(_ console: Console) async throws -> ToldRuntime {
        switch self {
        case .file(let file):
            return try await console.working("Reading the runtime") {
                let specification = try file.specification()
                return try ToldRuntime(specification, from: file.path)
            }
        case .network(let name):
            let network = try NetworkOptions.parse(["--network=\(name)"])
            return try await network.read("Reading the runtime", at: nil, console) { subtensor, place in
                let code = try await subtensor.state().code()
                return try ToldRuntime(ChainSpecification(code: code, genesis: .none), from: place.network)
            }
        }
    }
}

extension ChainState {
    /// The program that is the chain's rules after the block, as the chain keeps it.
    func code() async throws(ClientError) -> [UInt8] {
        let key = StorageKey(bytes: GenesisState.codeKey)
        guard let code = try await bytes(under: [key])[key] else {
            throw ClientError(
                .notInRuntime,
                "this chain keeps no runtime under ':code': its rules are no program that could be read")
        }
        return code
    }
}

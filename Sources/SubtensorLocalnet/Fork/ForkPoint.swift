// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateFork
import SubstratePrimitives
import SubstrateRPC

/// Where a fork leaves its network: all that it has to know of that before it reads anything of the state.
struct ForkPoint: Sendable {
    /// The network's block 0, by which those who sign tell chains apart.
    let genesisHash: Hash256
    /// The network's block after which the fork goes on.
    let block: Block
    /// What the network's node calls the chain.
    let chain: String
    /// What it says of addresses and money, as `system_properties` answers.
    let properties: JSONValue
}

extension ForkPoint {
    /// Reads where the fork is to begin, and what every block needs of the state there.
    static func find(
        _ fork: ForkedChain, at client: SubstrateClient
    ) async throws -> (point: ForkPoint, known: [StateAnswer]) {
        let state = try await client.state(at: fork.block)
        let source = NodeState(of: state.hash, at: client)
        async let body = client.extrinsics(at: state.hash)
        async let chain = client.chainName()
        async let properties = client.connection.request(method: "system_properties")
        async let plain = source.plainValues(by: state.runtimeAfter.metadata)
        async let maps = source.answers(to: state.runtimeAfter.metadata.mapsByNumber)
        let code = try await source.code(fork.codes)
        let block = Block(header: state.header, hash: state.hash, extrinsics: try await body)
        let point = ForkPoint(
            genesisHash: client.genesisHash, block: block, chain: try await chain, properties: try await properties)
        return (point, [.value(code, key: GenesisState.codeKey, child: nil)] + (try await plain) + (try await maps))
    }
}

extension RuntimeMetadata {
    /// What keys the maps have that are read by the number of a block, or another number that goes up: a later block asks for a later one,
    /// which is known not to be there only where all keys are known.
    fileprivate var mapsByNumber: Set<StateQuestion> {
        var questions: Set<StateQuestion> = []
        for pallet in pallets {
            guard let storage = pallet.storage else { continue }
            for item in storage.items {
                guard item.keys.count == 1, UInt32.matches(item.keys[0], in: types) else { continue }
                questions.insert(
                    .keys(after: StorageKey.prefix(pallet: storage.prefix, item: item.name), child: nil))
            }
        }
        return questions
    }
}

extension NodeIdentity {
    init(_ point: ForkPoint) {
        self.init(chain: "\(point.chain) (fork)", name: LocalVersion.implementation, version: "1.0.0")
        take(point.properties)
    }
}

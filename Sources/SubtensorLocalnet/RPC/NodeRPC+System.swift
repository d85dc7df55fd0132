// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC

/// What the node says of itself and of its chain.
extension NodeRPC {
    private static let chainName: Method = { chain, _, _ in .string(chain.runtime.identity.chain) }

    private static let properties: Method = { chain, _, _ in
        let identity = chain.runtime.identity
        var properties: [String: JSONValue] = [
            "isEthereum": false, "ss58Format": JSONValue(UInt64(identity.ss58Format)),
            "tokenDecimals": JSONValue(UInt64(identity.tokenDecimals)), "tokenSymbol": .string(identity.tokenSymbol),
        ]
        properties["impersonator"] = identity.impersonator.map { .string($0.ss58()) }
        return .object(properties)
    }

    static let systemMethods: [String: Method] = [
        "system_chain": chainName,
        "system_name": { chain, _, _ in .string(chain.runtime.identity.name) },
        "system_version": { chain, _, _ in .string(chain.runtime.identity.version) },
        "system_chainType": { _, _, _ in "Development" },
        "system_properties": properties,
        "system_health": { _, _, _ in ["isSyncing": false, "peers": 0, "shouldHavePeers": false] },
        // It makes its blocks alone.
        "system_nodeRoles": { _, _, _ in ["Authority"] },
        "system_peers": { _, _, _ in [] },
        "system_localPeerId": { chain, _, _ in .string(chain.peerID) },
        "system_syncState": { chain, _, _ in
            let head = JSONValue(await chain.head.header.number.rawValue)
            return ["startingBlock": 0, "currentBlock": head, "highestBlock": head]
        },
        "chainSpec_v1_chainName": chainName,
        "chainSpec_v1_genesisHash": { chain, _, _ in .string(chain.genesisHash.hex) },
        "chainSpec_v1_properties": properties,
        "rpc_methods": { chain, _, _ in ["methods": .array(NodeRPC.served(by: chain).map { .string($0) })] },
    ]
}

extension Localnet {
    /// A name as nodes have it among their peers: an Ed25519 key, for which the first block stands. Nobody can be reached by it.
    nonisolated var peerID: String {
        // A multihash that holds the key itself, as libp2p's protobuf: kind 1, then 32 bytes.
        Base58.encode([0x00, 0x24, 0x08, 0x01, 0x12, 0x20] + genesisHash.bytes)
    }
}

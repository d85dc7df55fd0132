// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC

/// What the node says of itself and of its chain.
extension NodeRPC {
    /// What a person reads of it: no public network, and no node of one.
    private static let chainName: JSONValue = "swift-bittensor embedded chain"

    private static let properties: JSONValue = [
        "isEthereum": false, "ss58Format": 42, "tokenDecimals": 9, "tokenSymbol": "TAO",
    ]

    static let systemMethods: [String: Method] = [
        "system_chain": { _, _, _ in chainName },
        "system_name": { _, _, _ in .string(LocalVersion.implementation) },
        "system_version": { _, _, _ in "1.0.0" },
        "system_chainType": { _, _, _ in "Development" },
        "system_properties": { _, _, _ in properties },
        "system_health": { _, _, _ in ["isSyncing": false, "peers": 0, "shouldHavePeers": false] },
        // It makes its blocks alone.
        "system_nodeRoles": { _, _, _ in ["Authority"] },
        "system_peers": { _, _, _ in [] },
        "system_localPeerId": { chain, _, _ in .string(chain.peerID) },
        "system_syncState": { chain, _, _ in
            let head = JSONValue(await chain.head.header.number.rawValue)
            return ["startingBlock": 0, "currentBlock": head, "highestBlock": head]
        },
        "chainSpec_v1_chainName": { _, _, _ in chainName },
        "chainSpec_v1_genesisHash": { chain, _, _ in .string(chain.genesisHash.hex) },
        "chainSpec_v1_properties": { _, _, _ in properties },
        "rpc_methods": { _, _, _ in ["methods": .array(NodeRPC.methods.keys.sorted().map { .string($0) })] },
    ]
}

extension Localnet {
    /// A name as nodes have it among their peers: an Ed25519 key, for which the first block stands. Nobody can be reached by it.
    nonisolated var peerID: String {
        // A multihash that holds the key itself, as libp2p's protobuf: kind 1, then 32 bytes.
        Base58.encode([0x00, 0x24, 0x08, 0x01, 0x12, 0x20] + genesisHash.bytes)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

extension NodeRPC {
    static let chainMethods: [String: Method] = {
        var methods: [String: Method] = [
            "chain_getBlockHash": blockHash, "chain_getHead": blockHash, "chain_getFinalizedHead": finalizedHead,
            "chain_getFinalisedHead": finalizedHead, "chain_getHeader": header, "chain_getBlock": block,
        ]
        // Each kind of head by its method's name: what it is called, and what its notifications are called.
        for (kind, aliases) in [
            "NewHead": ["NewHeads", "NewHead"], "FinalizedHead": ["FinalizedHeads", "FinalisedHeads"],
            "AllHead": ["AllHeads"],
        ] {
            let notification = "chain_" + kind.prefix(1).lowercased() + kind.dropFirst()
            for alias in aliases {
                methods["chain_subscribe\(alias)"] = heads(notification)
                methods["chain_unsubscribe\(alias)"] = unsubscribe
            }
        }
        return methods
    }()

    private static let blockHash: Method = { chain, parameters, _ async throws(RPCFault) in
        if let list = parameters[0]?.array {
            var hashes: [JSONValue] = []
            for item in list.prefix(1000) {
                guard let number = Parameters.number(item) else {
                    throw .invalidParams("block numbers must be numbers")
                }
                hashes.append(try await chain.hash(number))
            }
            return .array(hashes)
        }
        guard parameters[0] != nil else { return .string(await chain.head.hash.hex) }
        return try await chain.hash(try parameters.number(0))
    }

    private static let finalizedHead: Method = { chain, _, _ in .string(await chain.head.hash.hex) }

    private static let header: Method = { chain, parameters, _ async throws(RPCFault) in
        try await chain.anyBlock(try parameters.hash(0))?.header.json ?? .null
    }

    private static let block: Method = { chain, parameters, _ async throws(RPCFault) in
        guard let block = try await chain.anyBlock(try parameters.hash(0)) else { return .null }
        let extrinsics = block.extrinsics.map { JSONValue.string($0.bytes.hex) }
        return ["block": ["header": block.header.json, "extrinsics": .array(extrinsics)], "justifications": .null]
    }

    /// The head is told at once, as real nodes do.
    private static func heads(_ notification: String) -> Method {
        { chain, _, session async throws(RPCFault) in
            try await chain.subscribeHeads(notification, session)
        }
    }
}

extension Localnet {
    func subscribeHeads(_ notification: String, _ session: RPCSession) throws(RPCFault) -> JSONValue {
        try subscribe(.heads(notification: notification), session, first: (notification, head.header.json))
    }

    /// The hash of a block by number, as JSON.
    func hash(_ number: UInt64) async throws(RPCFault) -> JSONValue {
        if let block = block(number: BlockNumber(number)) { return .string(block.hash.hex) }
        guard let upstream, number < upstream.point.block.header.number.rawValue else { return .null }
        do {
            return try await upstream.hash(of: BlockNumber(number)).map { .string($0.hex) } ?? .null
        } catch {
            throw RPCFault(upstream: (error as? any CodedError)?.reason ?? "\(error)")
        }
    }

    /// A block, be it of the network before the chain was forked from it; the newest for nil.
    func anyBlock(_ hash: Hash256?) async throws(RPCFault) -> Block? {
        if let block = block(hash) { return block }
        guard let upstream, let hash else { return nil }
        do {
            return try await upstream.block(hash)
        } catch {
            throw RPCFault(upstream: (error as? any CodedError)?.reason ?? "\(error)")
        }
    }
}

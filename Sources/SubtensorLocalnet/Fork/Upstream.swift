// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstrateFork
import SubstratePrimitives

/// The network from which a chain goes on.
struct Upstream: Sendable {
    let point: ForkPoint
    /// Its state there.
    let state: FetchedState
    private let line: UpstreamLine

    init(_ point: ForkPoint, known: KnownState, _ line: UpstreamLine, limits: ForkLimits) {
        self.point = point
        self.line = line
        state = FetchedState(known, limits: limits) { questions in
            try await line.with(point) { client in
                try await NodeState(of: point.block.hash, at: client).answers(to: questions)
            }
        }
    }

    /// The state as far as it is known, for those who need no more than that.
    var glance: SpeculativeState? { try? state.view(inRound: 0) }

    /// The hash of a block before the fork.
    func hash(of number: BlockNumber) async throws -> Hash256? {
        guard number > 0 else { return point.genesisHash }
        return try await line.with(point) { try await $0.blockHash(number) }
    }

    /// A block before the fork; nil where the network has none of that hash.
    func block(_ hash: Hash256) async throws -> Block? {
        try await line.with(point) { client in
            do {
                let header = try await client.header(at: hash)
                guard header.hash == hash, header.number < point.block.header.number else { return nil }
                return Block(header: header, hash: hash, extrinsics: try await client.extrinsics(at: hash))
            } catch let error as ClientError where error.code == .unknownBlock {
                return nil
            }
        }
    }
}

extension UpstreamLine {
    /// Runs `body` with a connection to a node of the network from which the fork goes on.
    fileprivate func with<Answer: Sendable>(
        _ point: ForkPoint, _ body: @Sendable (SubstrateClient) async throws -> Answer
    ) async throws -> Answer {
        try await with { client in
            guard client.genesisHash == point.genesisHash else {
                throw LocalnetError(
                    .stateOfOtherChain,
                    "the node is of another chain than this fork: its chain begins with \(client.genesisHash.hex), and the one that was "
                        + "forked with \(point.genesisHash.hex)")
            }
            return try await body(client)
        }
    }
}

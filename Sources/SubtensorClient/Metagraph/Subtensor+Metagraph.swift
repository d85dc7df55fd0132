// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient

extension Subtensor {
    /// A subnet's metagraph.
    ///
    /// Read in two or three requests at a time, whatever the number of neurons, as far as the runtime offers the
    /// functions for it; from storage else.
    /// - Parameters:
    ///   - block: the newest, or an old one that the node still keeps.
    ///   - lite: whether to leave out weights and bonds, which are most of it.
    /// - Throws: `subnetMissing`; of `ClientError` `unknownBlock`, and `stateDiscarded` for a block that only an archive
    ///   node still knows.
    public func metagraph(
        _ netuid: NetUID, at block: BlockReference = .head, lite: Bool = true
    ) async throws -> Metagraph {
        try await metagraph(netuid, mechanism: 0, at: block, lite: lite)
    }

    /// A subnet's metagraph under one of its incentive mechanisms; 0 is the first.
    ///
    /// - Throws: `subnetMissing`, and `mechanismMissing` for one that the subnet does not have.
    public func metagraph(
        _ netuid: NetUID, mechanism: UInt8, at block: BlockReference = .head, lite: Bool = true
    ) async throws -> Metagraph {
        let state = try await state(at: block)
        do {
            return try await MetagraphReader(state: state, netuid: netuid, mechanism: mechanism).metagraph(lite: lite)
        } catch let error as ClientError {
            throw error.namingArchive(of: block == .head ? .number(state.number) : block)
        }
    }

    /// A subnet's metagraph after every new block of the best chain, beginning with the newest.
    ///
    /// Blocks that come while one is read or looked at are skipped but for the newest. Ends with an error when the
    /// connection does.
    public func metagraphs(_ netuid: NetUID, lite: Bool = true) async throws -> Metagraphs {
        Metagraphs(subtensor: self, netuid: netuid, lite: lite, heads: try await heads())
    }
}

extension Metagraph {
    /// Reads the same subnet anew.
    ///
    /// - Parameters:
    ///   - block: the newest, or an old one that the node still keeps.
    ///   - lite: whether to leave out weights and bonds, which are most of it.
    public mutating func sync(
        with subtensor: Subtensor, at block: BlockReference = .head, lite: Bool = true
    ) async throws {
        self = try await subtensor.metagraph(netuid, at: block, lite: lite)
    }
}

/// A subnet's metagraph after every new block.
public struct Metagraphs: AsyncSequence, Sendable {
    public typealias Element = Metagraph

    let subtensor: Subtensor
    let netuid: NetUID
    let lite: Bool
    let heads: BlockHeads

    public struct Iterator: AsyncIteratorProtocol {
        let source: Metagraphs
        var heads: BlockHeads.Iterator

        public mutating func next(isolation actor: isolated (any Actor)? = #isolation) async throws -> Metagraph? {
            guard let head = try await heads.next(isolation: actor) else { return nil }
            let state = try await source.subtensor.client.state(of: head)
            return try await MetagraphReader(state: state, netuid: source.netuid).metagraph(lite: source.lite)
        }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(source: self, heads: heads.makeAsyncIterator()) }
}

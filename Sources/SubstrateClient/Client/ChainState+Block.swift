// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// An extrinsic where it stands in a block, and what it did there.
public struct BlockExtrinsic: Sendable {
    /// What came of an extrinsic.
    public enum Ending: Hashable, Sendable {
        case succeeded
        /// It was carried out, and a call inside it was not: one of a batch, or one on behalf of another account.
        case failedInside(DispatchFailure)
        case failed(DispatchFailure)
    }

    public let hash: Hash256
    /// Its place in the block.
    public let index: UInt32
    /// In bytes.
    public let size: Int
    /// What it is.
    ///
    /// A failure where this program does not know how the runtime writes it, which keeps nobody from reading the others.
    public let content: Result<DecodedExtrinsic, ClientError>
    /// What it caused, in order.
    public let events: [ChainEvent]
    /// nil where the block does not tell.
    public let ending: Ending?
}

/// What a block holds.
public struct BlockContents: Sendable {
    public let extrinsics: [BlockExtrinsic]
    /// Everything that happened in it, in order; what no extrinsic caused has no place of one.
    public let events: [ChainEvent]
}

extension ChainState {
    /// The extrinsics of the block with what each did, and its events: two requests side by side.
    ///
    /// - Throws: `stateDiscarded` where the node has thrown the events away; what the node answers.
    public func contents() async throws(ClientError) -> BlockContents {
        async let asked = Result { () async throws(ClientError) in try await client.extrinsics(at: hash) }
        let events = try await events()
        let byExtrinsic = Dictionary(grouping: events, by: \.extrinsicIndex)
        let metadata = runtime.metadata
        let extrinsics = try await asked.get().enumerated().map { place, extrinsic in
            let index = UInt32(clamping: place)
            let own = byExtrinsic[index] ?? []
            return BlockExtrinsic(
                hash: extrinsic.hash, index: index, size: extrinsic.bytes.count,
                content: Result { () throws(ClientError) in try metadata.decode(extrinsic) }, events: own,
                ending: metadata.ending(of: own))
        }
        return BlockContents(extrinsics: extrinsics, events: events)
    }
}

extension RuntimeMetadata {
    fileprivate func ending(of events: [ChainEvent]) -> BlockExtrinsic.Ending? {
        switch result(in: events) {
        case .success: innerFailure(in: events).map { .failedInside($0) } ?? .succeeded
        case .failure(let reason): .failed(reason)
        case nil: nil
        }
    }
}

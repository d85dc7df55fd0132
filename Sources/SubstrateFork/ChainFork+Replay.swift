// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
public import SubstrateRuntime

/// A block of the chain that was run again.
public struct ReplayedBlock: Sendable {
    /// What the block does before its first extrinsic.
    public let opening: [StateDifference]
    /// Its extrinsics, those among them that nobody signed, in order.
    public let extrinsics: [TriedExtrinsic<Void>]
    /// What it does after its last.
    public let closing: [StateDifference]
    /// All that it has changed in the end.
    public let changes: StorageChanges
    /// The keys of values that bind the root of the whole state, for which the runtime has asked while the block was made. It is not to
    /// be had of a state of which only a part is here: these values are other than the chain's.
    public let rootBound: Set<[UInt8]>
    /// The calls into the storage, where they were wanted.
    public let trace: BlockTrace?
}

extension ChainFork {
    /// Runs the block again that came after this fork's.
    ///
    /// - Parameter traced: How much of the calls into the storage is kept; nil keeps none.
    /// - Throws: `invalidBlock` where it is another block's child, or where its own rules do not take what stands in it.
    public func replay(
        _ header: BlockHeader, _ extrinsics: [Extrinsic], traced: TraceLimits? = nil
    ) async throws -> ReplayedBlock {
        guard header.parentHash == state.hash else {
            throw RuntimeError(
                .invalidBlock, "block \(header.number) does not follow block \(state.number), \(state.hash)")
        }
        let opened = try RuntimeHeader(opening: header)
        let metadata = state.runtimeAfter.metadata
        let environments = [standInEnvironment(0), standInEnvironment(1)]
        return try await settled { state throws(RuntimeError) in
            func run(
                _ environment: CallEnvironment, _ recorder: TraceRecorder?
            ) throws(RuntimeError) -> ReplayedBlock {
                var environment = environment
                if let recorder { environment.trace = { recorder.record($0) } }
                var builder = try BlockBuilder(opened, with: self.code, on: state, environment: environment)
                let opening = try builder.overlay.differences(from: StorageOverlay(over: state))
                var tried: [TriedExtrinsic<Void>] = []
                var traces = [recorder?.takePart()]
                for extrinsic in extrinsics {
                    tried.append(try builder.tried(extrinsic, metadata) { _, _ throws(RuntimeError) in })
                    traces.append(recorder?.takePart())
                }
                let last = builder.overlay
                let changes = try builder.finish().changes
                traces.append(recorder?.takePart())
                return ReplayedBlock(
                    opening: opening, extrinsics: tried, closing: try changes.differences(from: last), changes: changes,
                    rootBound: [], trace: BlockTrace(traces.compactMap(\.self)))
            }
            // What differs between two runs with other roots is what roots went into.
            let (first, second) = (
                try run(environments[0], traced.map { TraceRecorder($0) }), try run(environments[1], nil)
            )
            let bound = first.changes.top.keys.filter { first.changes.top[$0] != second.changes.top[$0] }
            return ReplayedBlock(
                opening: first.opening, extrinsics: first.extrinsics, closing: first.closing, changes: first.changes,
                rootBound: Set(bound), trace: first.trace)
        }
    }
}

extension BlockTrace {
    /// The parts of a block in order; nil where nothing was taken down.
    fileprivate init?(_ parts: [StorageTrace]) {
        guard parts.count >= 2, let first = parts.first, let last = parts.last else { return nil }
        self.init(opening: first, extrinsics: Array(parts[1..<parts.count - 1]), closing: last)
    }
}

extension ReplayedBlock {
    /// The keys whose values in `state`, the chain's own after the block, are other than what was made of them here: none, where the
    /// chain has followed its rules and the node tells the truth. Child tries are left out, and values that bind a root.
    public func disagreements(with state: ChainState) async throws(ClientError) -> [StorageKey] {
        let keys = changes.top.keys.filter { !rootBound.contains($0) }.map(StorageKey.init(bytes:))
        let values = try await state.client.storage(keys, at: state.hash)
        return keys.filter { values[$0] != changes.top[$0.bytes] ?? nil }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
}

extension RuntimeHeader {
    /// What a block is opened with: of its digest only what its author told the runtime beforehand.
    fileprivate init(opening header: BlockHeader) throws(RuntimeError) {
        var digest: [DigestItem] = []
        for bytes in header.digest {
            guard let item = try? DigestItem(scale: bytes) else {
                throw RuntimeError(
                    .invalidBlock, "the header of block \(header.number) has the digest item \(bytes.hex)")
            }
            if case .preRuntime = item { digest.append(item) }
        }
        self.init(parentHash: header.parentHash, number: header.number, digest: digest)
    }
}

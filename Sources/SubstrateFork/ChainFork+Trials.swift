// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstrateClient
import SubstratePrimitives
public import SubstrateRuntime

/// What came of an extrinsic that was tried.
public struct TriedExtrinsic<Reading: Sendable>: Sendable {
    public enum Ending: Hashable, Sendable {
        case succeeded
        /// It was carried out, and a call inside it was not: one of a batch, or one on behalf of another account.
        case failedInside(DispatchFailure)
        /// It is in the block and has paid, and its call did nothing.
        case failed(DispatchFailure)
        /// No block takes it.
        case refused(TransactionRefusal)
    }

    public let ending: Ending
    /// What it caused, in order.
    public let events: [ChainEvent]
    /// What it changed, its events and the block's own bookkeeping among that.
    public let differences: [StateDifference]
    /// What was read of the state before it, and after it.
    public let before: Reading
    public let after: Reading
}

extension ChainFork {
    /// An extrinsic, made for the state in which it is tried.
    public typealias ExtrinsicMaker = @Sendable (ForkMoment) throws(RuntimeError) -> Extrinsic

    /// Tries extrinsics one after the other in the block that comes next: nothing is sent to anyone.
    ///
    /// - Parameters:
    ///   - time: Unix time in milliseconds.
    ///   - checksSignatures: Whether signatures count; without it every one passes, for what nobody has signed yet.
    ///   - changes: What the state is to have otherwise than the chain has it.
    ///   - reading: What is read of the state before and after each, once it is known what that has changed. All of this is run as often
    ///     as the block, and does nothing else.
    public func trial<Reading: Sendable>(
        of extrinsics: [ExtrinsicMaker], at time: UInt64, checksSignatures: Bool = true,
        upon changes: StorageChanges = StorageChanges(),
        reading: (ForkMoment, [StateDifference]) throws(RuntimeError) -> Reading
    ) async throws -> [TriedExtrinsic<Reading>] {
        var environment = CallEnvironment()
        environment.checksSignatures = checksSignatures
        let metadata = state.runtimeAfter.metadata
        return try await settled { state throws(RuntimeError) in
            var builder = try self.opened(at: time, on: StorageOverlay(over: state, with: changes), environment)
            var tried: [TriedExtrinsic<Reading>] = []
            for extrinsic in extrinsics {
                let extrinsic = try extrinsic(ForkMoment(builder, metadata))
                tried.append(try builder.tried(extrinsic, metadata, reading))
            }
            return tried
        }
    }
}

extension StorageOverlay {
    /// A state with some changes.
    fileprivate init(over state: any StateSource, with changes: StorageChanges) {
        self.init(over: state)
        for (key, value) in changes.top { set(value, for: key, in: nil) }
        for (child, written) in changes.children {
            for (key, value) in written { set(value, for: key, in: child) }
        }
    }
}

extension BlockBuilder {
    /// Puts an extrinsic into the block, and tells what came of it.
    mutating func tried<Reading: Sendable>(
        _ extrinsic: Extrinsic, _ metadata: RuntimeMetadata,
        _ reading: (ForkMoment, [StateDifference]) throws(RuntimeError) -> Reading
    ) throws(RuntimeError) -> TriedExtrinsic<Reading> {
        let before = ForkMoment(self, metadata)
        let outcome = try apply(extrinsic.bytes)
        let after = ForkMoment(self, metadata)
        let events = try after.events(ofExtrinsic: extrinsics.count - 1, after: outcome)
        let differences = try after.state.differences(from: before.state)
        return TriedExtrinsic(
            ending: metadata.ending(outcome, events), events: events, differences: differences,
            before: try reading(before, differences), after: try reading(after, differences))
    }
}

extension ForkMoment {
    fileprivate init(_ builder: BlockBuilder, _ metadata: RuntimeMetadata) {
        self.init(
            code: builder.code, metadata: metadata, state: builder.overlay, environment: builder.environment)
    }

    /// The events of the last extrinsic that was put into the block; none of one that was refused.
    fileprivate func events(ofExtrinsic index: Int, after outcome: InclusionOutcome) throws(RuntimeError)
        -> [ChainEvent]
    {
        guard outcome.isIncluded else { return [] }
        let key = try read { () throws(ClientError) in try metadata.storageKey("System", "Events", keys: []) }
        guard let bytes = try state.value(for: key.bytes, in: nil) else { return [] }
        return try read { () throws(ClientError) in try metadata.decodeEvents(bytes) }
            .filter { $0.extrinsicIndex.map(Int.init) == index }
    }
}

extension RuntimeMetadata {
    fileprivate func ending<Reading>(
        _ outcome: InclusionOutcome, _ events: [ChainEvent]
    ) -> TriedExtrinsic<Reading>.Ending {
        if case .refused(let refusal) = outcome { return .refused(refusal) }
        return switch result(in: events) {
        case .failure(let failure): .failed(failure)
        case .success, nil: innerFailure(in: events).map { .failedInside($0) } ?? .succeeded
        }
    }
}

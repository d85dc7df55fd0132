// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

/// A block while it is made: opened upon its parent's state, filled with extrinsics, and finished.
///
/// ```swift
/// /// A block of nothing but inherents, and the state after it.
/// func block(
///     after parent: RuntimeHeader, _ state: StateTrie, with code: RuntimeCode, milliseconds: UInt64, slot: UInt64
/// ) throws -> (BuiltBlock, StateTrie) {
///     let header = RuntimeHeader(
///         parentHash: parent.hash, number: parent.number.advanced(by: 1), digest: [.aura(slot: slot)])
///     let roots = StateRoots(of: state)
///     var builder = try BlockBuilder(header, with: code, on: state, environment: roots.environment)
///     for extrinsic in try builder.inherentExtrinsics(InherentData(milliseconds: milliseconds, slot: slot)) {
///         _ = try builder.apply(extrinsic)
///     }
///     let block = try builder.finish()
///     return (block, roots.applying(block.changes, version: code.version.stateVersion))
/// }
/// ```
public struct BlockBuilder: Sendable {
    public let code: RuntimeCode
    public let environment: CallEnvironment
    /// Whether the runtime takes nothing but inherents into this block, as while it moves its storage.
    public let takesOnlyInherents: Bool
    /// What is in the block so far, each with its length in front.
    public private(set) var extrinsics: [[UInt8]] = []
    /// The state as the block has made it so far.
    public private(set) var overlay: StorageOverlay

    /// Opens a block: `Core_initialize_block`.
    ///
    /// - Parameter header: Parent, number and digest; its roots do not matter.
    public init(
        _ header: RuntimeHeader, with code: RuntimeCode, on state: any StateSource, environment: CallEnvironment
    ) throws(RuntimeError) {
        self.code = code
        self.environment = environment
        overlay = StorageOverlay(over: state)
        let answer = try code.call("Core_initialize_block", header.scaleEncoded, on: &overlay, environment: environment)
        // `ExtrinsicInclusionMode`, which older runtimes do not answer with.
        takesOnlyInherents = answer.first == 1
    }

    /// The extrinsics that the runtime itself puts into a block: `BlockBuilder_inherent_extrinsics`.
    public func inherentExtrinsics(_ data: InherentData) throws(RuntimeError) -> [[UInt8]] {
        let method = "BlockBuilder_inherent_extrinsics"
        var overlay = overlay
        let answer = try code.call(method, data.scaleEncoded, on: &overlay, environment: environment)
        let bodies = try code.decode(answer, as: [[UInt8]].self, of: method)
        return bodies.map(\.scaleEncoded)
    }

    /// Puts into the block what the runtime itself makes of `data`; throws `invalidBlock` where it does not take that.
    public mutating func applyInherents(_ data: InherentData) throws(RuntimeError) {
        for inherent in try inherentExtrinsics(data) {
            guard case .applied = try apply(inherent) else {
                throw RuntimeError(.invalidBlock, "the runtime does not take its own inherent \(inherent.hex)")
            }
        }
    }

    /// Puts an extrinsic into the block: `BlockBuilder_apply_extrinsic`.
    ///
    /// What is refused leaves nothing behind. So does one whose call into the runtime fails, which throws; the block can go on.
    ///
    /// - Parameter extrinsic: In SCALE, with its length in front, as nodes take it.
    public mutating func apply(_ extrinsic: [UInt8]) throws(RuntimeError) -> InclusionOutcome {
        let method = "BlockBuilder_apply_extrinsic"
        overlay.begin()
        do throws(RuntimeError) {
            let answer = try code.call(method, extrinsic, on: &overlay, environment: environment)
            let outcome = try code.decode(answer, as: InclusionOutcome.self, of: method)
            if outcome.isIncluded {
                try overlay.commit()
                extrinsics.append(extrinsic)
            } else {
                try overlay.rollBack()
            }
            return outcome
        } catch {
            try overlay.rollBack()
            throw error
        }
    }

    /// Closes the block: `BlockBuilder_finalize_block`. The environment must have roots.
    public consuming func finish() throws(RuntimeError) -> BuiltBlock {
        let method = "BlockBuilder_finalize_block"
        let answer = try code.call(method, on: &overlay, environment: environment)
        let header = try code.decode(answer, as: RuntimeHeader.self, of: method)
        return BuiltBlock(header: header, extrinsics: extrinsics, changes: overlay.changes)
    }
}

/// A block, and what it has changed.
public struct BuiltBlock: Hashable, Sendable {
    public let header: RuntimeHeader
    /// Each with its length in front.
    public let extrinsics: [[UInt8]]
    public let changes: StorageChanges

    public init(header: RuntimeHeader, extrinsics: [[UInt8]], changes: StorageChanges) {
        self.header = header
        self.extrinsics = extrinsics
        self.changes = changes
    }
}

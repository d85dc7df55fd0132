// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives
public import SubstrateRuntime

extension ChainFork {
    /// The block that would come next with these extrinsics in it, and all that it would change.
    ///
    /// The root of a state of which only a part is here is not to be had: the header's is a stand-in that binds the parent's root and
    /// the changes.
    ///
    /// - Parameter time: Unix time in milliseconds.
    public func block(of extrinsics: [Extrinsic], at time: UInt64) async throws -> BuiltBlock {
        let environment = standInEnvironment()
        return try await settled { state throws(RuntimeError) in
            var builder = try self.opened(at: time, on: state, environment)
            for extrinsic in extrinsics {
                if case .refused(let refusal) = try builder.apply(extrinsic.bytes) {
                    throw RuntimeError(.invalidBlock, "no block takes the extrinsic \(extrinsic.hash): \(refusal)")
                }
            }
            return try builder.finish()
        }
    }

    /// An environment whose roots are stand-ins, others for another salt.
    func standInEnvironment(_ salt: UInt8 = 0) -> CallEnvironment {
        CallEnvironment(standInRootsUpon: state.header.stateRoot, salt: salt)
    }

    /// The next block with what stands in it before anything else.
    func opened(
        at time: UInt64, on state: any StateSource, _ environment: CallEnvironment
    ) throws(RuntimeError) -> BlockBuilder {
        let length = try code.slotLength(on: state, environment: environment)
        let slot = try BlockSlot(of: time, afterDigest: self.state.header.digest, length: length)
        let header = RuntimeHeader(
            parentHash: self.state.hash, number: self.state.number.advanced(by: 1), digest: [.aura(slot: slot.number)])
        var builder = try BlockBuilder(header, with: code, on: state, environment: environment)
        try builder.applyInherents(InherentData(milliseconds: slot.milliseconds, slot: slot.number))
        guard !builder.takesOnlyInherents else {
            throw RuntimeError(.invalidBlock, "the next block takes no transactions: the runtime moves its storage")
        }
        return builder
    }
}

extension CallEnvironment {
    /// An environment for a state of which only a part is here, so that its root is not to be had: what stands for that binds the
    /// changes, and the root that the state before them has.
    ///
    /// - Parameter salt: Another one gives other roots.
    public init(standInRootsUpon root: Hash256, salt: UInt8 = 0) {
        self.init(root: { changes, _, _, _ throws(RuntimeError) in changes.standInRoot(upon: root, salt) })
    }
}

extension StorageChanges {
    fileprivate func standInRoot(upon parent: Hash256, _ salt: UInt8) -> Hash256 {
        var writer = ScaleWriter()
        writer.write(byte: salt)
        parent.encode(to: &writer)
        func write(_ changes: [[UInt8]: [UInt8]?]) {
            writer.write(count: changes.count)
            for (key, value) in changes.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                key.encode(to: &writer)
                value.encode(to: &writer)
            }
        }
        write(top)
        for (child, changes) in children.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            child.encode(to: &writer)
            write(changes)
        }
        return Hash256(unchecked: Hashing.blake2b256(writer.bytes))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// The calls of an account of several keys that wait for approvals, by their hashes.
    public func multisigOperations(
        of account: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [Hash256: MultisigOperation] {
        try await state(at: block).dictionary(.multisigs(account))
    }

    /// The call behind a waiting one, as the member wrote it into the chain who began it; nil where that was a hash only.
    ///
    /// What is returned has the hash that is waited for.
    public func call(
        of operation: MultisigOperation, hash: Hash256
    ) async throws(ClientError) -> Call? {
        guard let block = try await client.blockHash(operation.height) else { return nil }
        let extrinsics = try await client.extrinsics(at: block)
        guard let place = Int(exactly: operation.index), extrinsics.indices.contains(place) else { return nil }
        let metadata = try await client.state(at: .hash(block)).runtime.metadata
        return try metadata.decode(extrinsics[place]).call.inner(hash: hash, in: metadata)
    }
}

extension Call {
    /// The call of this hash among those that stand in this one.
    fileprivate func inner(hash: Hash256, in metadata: RuntimeMetadata, depth: Int = 0) throws(ClientError) -> Call? {
        guard depth < 8 else { return nil }
        if Hash256(unchecked: Hashing.blake2b256(try metadata.encode(self))) == hash { return self }
        for argument in arguments where argument.name == "call" || argument.name == "calls" {
            for value in argument.value.list ?? [argument.value] {
                if let found = try Call(value)?.inner(hash: hash, in: metadata, depth: depth + 1) { return found }
            }
        }
        return nil
    }
}

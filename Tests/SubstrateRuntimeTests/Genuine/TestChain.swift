// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime
import TestRuntimes

/// A chain of a real runtime from its genesis on, block by block.
struct TestChain {
    let code: RuntimeCode
    let genesisHash: Hash256
    private(set) var parent: RuntimeHeader
    private(set) var state: StateTrie

    private let slotMilliseconds: UInt64
    private var version: StateVersion { code.version.stateVersion }

    init(_ runtime: RealRuntime) throws {
        let (code, genesis) = try runtime.chain()
        self.code = code
        slotMilliseconds = runtime.slotMilliseconds
        state = genesis.trie(version: code.version.stateVersion)
        parent = GenesisState.header(of: state, version: code.version.stateVersion)
        genesisHash = parent.hash
    }

    /// The next block with what the runtime puts into it.
    func open() throws -> BlockBuilder {
        let slot = 1_700_000_000_000 / slotMilliseconds + parent.number.rawValue
        let header = RuntimeHeader(
            parentHash: parent.hash, number: parent.number.advanced(by: 1), digest: [.aura(slot: slot)])
        var builder = try BlockBuilder(header, with: code, on: state, environment: StateRoots(of: state).environment)
        let data = InherentData(milliseconds: slot * slotMilliseconds, slot: slot)
        for extrinsic in try builder.inherentExtrinsics(data) {
            let outcome = try builder.apply(extrinsic)
            guard outcome == .applied else { throw RuntimeError(.invalidBlock, "an inherent was \(outcome)") }
        }
        return builder
    }

    /// The next block, with nothing that anybody signed.
    func build() throws -> BuiltBlock { try open().finish() }

    /// Has the runtime check a block; its changes and its root must be what they were when it was made.
    func check(_ block: BuiltBlock) throws {
        let changes = try code.execute(
            block.header, block.extrinsics, on: state, environment: CallEnvironment(over: state))
        guard changes == block.changes, state.applying(changes, version: version).root == block.header.stateRoot else {
            throw RuntimeError(.invalidBlock, "the block changes something else when it is run again")
        }
    }

    mutating func adopt(_ block: BuiltBlock) {
        state = state.applying(block.changes, version: version)
        parent = block.header
    }

    func validity(of extrinsic: [UInt8]) throws -> TransactionValidity {
        try code.validity(of: extrinsic, from: .external, on: state, after: parent.hash)
    }

    /// The free balance of an account, out of `System.Account`.
    func balance(of account: AccountID) throws -> UInt64 {
        let key =
            Hashing.twox128(Array("System".utf8)) + Hashing.twox128(Array("Account".utf8))
            + Hashing.blake2b128(account.bytes) + account.bytes
        guard let value = state.value(for: key, in: nil) else { return 0 }
        var reader = ScaleReader(value)
        try reader.skip(16)
        return try reader.readInteger()
    }
}

extension TestChain {
    /// A transfer of spec 293, `Balances.transfer_keep_alive`, immortal and without a tip; the key that signs is the sender's unless
    /// another is named.
    func transfer(
        _ amount: UInt64, to target: AccountID, from sender: String, nonce: UInt32, signedBy signer: String? = nil
    ) throws -> [UInt8] {
        var call = ScaleWriter()
        call.write(bytes: [5, 3, 0])
        target.encode(to: &call)
        call.write(compact: UInt128(amount))
        var extra = ScaleWriter()
        extra.write(byte: 0)
        extra.write(compact: UInt128(nonce))
        extra.write(compact: 0)
        extra.write(byte: 0)
        var implicit = ScaleWriter()
        implicit.write(integer: code.version.specVersion)
        implicit.write(integer: code.version.transactionVersion)
        genesisHash.encode(to: &implicit)
        genesisHash.encode(to: &implicit)
        implicit.write(byte: 0)
        let payload = call.bytes + extra.bytes + implicit.bytes
        var body = ScaleWriter()
        body.write(bytes: [0x84, 0])
        try KeyPair(uri: sender).publicKey.accountID.encode(to: &body)
        body.write(byte: 1)
        body.write(bytes: try KeyPair(uri: signer ?? sender).sign(payload).bytes)
        body.write(bytes: extra.bytes + call.bytes)
        return body.bytes.scaleEncoded
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRuntime

/// The state after a first block, upon which others are made.
struct Ground {
    let genesisHash: Hash256
    let state: StateTrie
    let parent: RuntimeHeader
    private let code: RuntimeCode
    private let slotMilliseconds: UInt64

    init(_ genesis: GenesisState, of code: RuntimeCode) throws {
        self.code = code
        let version = code.version.stateVersion
        let first = genesis.trie(version: version)
        let header = GenesisState.header(of: first, version: version)
        genesisHash = header.hash
        var overlay = StorageOverlay(over: first)
        slotMilliseconds = try UInt64(scale: code.call("AuraApi_slot_duration", on: &overlay))
        let block = try Self.open(code, on: first, after: header, slotMilliseconds).finish()
        state = first.applying(block.changes, version: version)
        parent = block.header
    }

    /// The next block with its inherents.
    func open() throws -> BlockBuilder { try Self.open(code, on: state, after: parent, slotMilliseconds) }

    /// What a node does with a block that somebody else has made.
    func execute(_ block: BuiltBlock) throws {
        _ = try code.execute(block.header, block.extrinsics, on: state, environment: CallEnvironment(over: state))
    }

    private static func open(
        _ code: RuntimeCode, on state: StateTrie, after parent: RuntimeHeader, _ slotMilliseconds: UInt64
    ) throws -> BlockBuilder {
        let slot = 1_700_000_000_000 / slotMilliseconds + parent.number.rawValue
        let header = RuntimeHeader(
            parentHash: parent.hash, number: parent.number.advanced(by: 1), digest: [.aura(slot: slot)])
        var builder = try BlockBuilder(header, with: code, on: state, environment: StateRoots(of: state).environment)
        let data = InherentData(milliseconds: slot * slotMilliseconds, slot: slot)
        for inherent in try builder.inherentExtrinsics(data) { _ = try builder.apply(inherent) }
        return builder
    }
}

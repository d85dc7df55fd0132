// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

@testable import SubtensorLocalnet

/// A runtime that has nothing of Bittensor: extrinsics are a number and a command, and each may stand in a block once, in order.
struct PlainRuntime: ChainRuntime {
    /// What an extrinsic does when a block takes it.
    enum Command: UInt8 {
        case store, fail, refuse, fill, trap, carry, upgrade
    }

    static func extrinsic(_ number: UInt8, _ command: Command = .store) -> [UInt8] { [number, command.rawValue] }

    /// The number that comes next.
    static let next = StorageKey(bytes: Array("next".utf8))
    static let version = StorageKey(bytes: Array(":code".utf8))
    static let child = Array("child".utf8)

    var identity: NodeIdentity { NodeIdentity(chain: "Plain", name: "plain", version: "2.0") }
    var lineage: ChainLineage { ChainLineage(runtime: "plain", genesis: try? genesis().block.hash) }

    func genesis() throws(RuntimeFault) -> FinishedBlock {
        let changes: StateChanges = [Self.next: [0], Self.version: [1]]
        return FinishedBlock(block: Block(parent: nil, extrinsics: [], changes: changes), changes: changes)
    }

    func accepts(key: [UInt8], value: [UInt8]) -> Bool { true }

    func version(on state: BlockState) throws(RuntimeFault) -> RuntimeCode.Version {
        RuntimeCode.Version(
            specName: "plain", implName: "plain-impl", authoringVersion: 7,
            specVersion: UInt32(state.value(Self.version)?[0] ?? 0), implVersion: 9,
            interfaces: [.init(id: [1, 2, 3, 4, 5, 6, 7, 8], version: 3)], transactionVersion: 5, systemVersion: 1)
    }

    func description(on state: BlockState) throws(RuntimeFault) -> RuntimeMetadata {
        throw .failed("it does not describe itself")
    }

    func call(_ function: String, _ input: [UInt8], on state: BlockState) throws(RuntimeFault) -> [UInt8] {
        switch function {
        case "Metadata_metadata": return [UInt8]("meta".utf8).scaleEncoded
        case "AccountNonceApi_account_nonce": return UInt32(state.value(Self.next)?[0] ?? 0).scaleEncoded
        default: throw .noFunction(function)
        }
    }

    func validate(
        _ extrinsic: [UInt8], from source: TransactionSource, on state: BlockState
    ) throws(TransactionFault) -> ValidTransaction {
        guard extrinsic.count == 2 else { throw .badFormat("two bytes") }
        let next = state.value(Self.next)?[0] ?? 0
        guard extrinsic[0] >= next else { throw .stale }
        return ValidTransaction(
            priority: 0, requires: extrinsic[0] > next ? [[extrinsic[0] - 1]] : [], provides: [[extrinsic[0]]],
            longevity: 4)
    }

    func open(on state: BlockState, at time: UInt64) throws(RuntimeFault) -> any OpenBlock {
        PlainBlock(parent: state.header, next: state.value(Self.next)?[0] ?? 0)
    }
}

private struct PlainBlock: OpenBlock {
    let parent: BlockHeader
    var next: UInt8
    var extrinsics: [Extrinsic] = []
    var changes = StateChanges()
    var isBroken = false

    mutating func apply(_ bytes: [UInt8]) throws(TransactionFault) -> AppliedExtrinsic {
        guard bytes[0] <= next else { throw .future }
        guard bytes[0] == next, let command = PlainRuntime.Command(rawValue: bytes[1]) else { throw .stale }
        var applied = AppliedExtrinsic()
        switch command {
        case .refuse: throw .custom(8)
        case .fill where !extrinsics.isEmpty: throw .exhaustsResources
        case .fail: applied.failure = [3, 7]
        case .carry: applied.content = [bytes[0] + 1, PlainRuntime.Command.store.rawValue]
        case .upgrade: changes.set([2], at: StatePlace(PlainRuntime.version))
        case .trap: isBroken = true
        case .store, .fill:
            changes.set([bytes[0]], at: StatePlace(StorageKey(bytes: [bytes[0]]), in: PlainRuntime.child))
        }
        next += 1
        extrinsics.append(Extrinsic(bytes: bytes))
        return applied
    }

    mutating func finish() throws(RuntimeFault) -> FinishedBlock {
        guard !isBroken else { throw .failed("unreachable") }
        changes.set([next], at: StatePlace(PlainRuntime.next))
        let isUpgrade = changes.top[PlainRuntime.version] != nil
        let header = BlockHeader(
            parentHash: parent.hash, number: parent.number.advanced(by: 1), stateRoot: changes.hash,
            extrinsicsRoot: .zero, digest: [[6, 97, 117, 114, 97]] + (isUpgrade ? [[8]] : []))
        return FinishedBlock(block: Block(header: header, extrinsics: extrinsics), changes: changes)
    }
}

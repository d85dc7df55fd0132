// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A block of the imitated runtime while it is being made.
struct ImitatedBlock: OpenBlock {
    private let parent: BlockHeader
    private let known: KnownExtrinsics
    private var execution: Execution
    private var extrinsics: [Extrinsic]
    /// What those have carried that are in it.
    private var carried: Set<Hash256> = []
    /// What those take that anyone has sent.
    private var byteCount = 0

    init(_ execution: Execution, after parent: BlockHeader, at time: UInt64, _ known: KnownExtrinsics) {
        self.parent = parent
        self.known = known
        self.execution = execution
        extrinsics = [Self.inherent(time, execution.runtime)]
        self.execution.begin(after: parent)
        self.execution.applyTimestamp(time)
    }

    private static func inherent(_ time: UInt64, _ runtime: LocalRuntime) -> Extrinsic {
        guard let callData = try? runtime.metadata.encode(Call("Timestamp", "set", ["now": .number(time)])) else {
            preconditionFailure("Timestamp.set is declared")
        }
        return Extrinsic(bytes: ([4] + callData).scaleEncoded)
    }

    mutating func apply(_ bytes: [UInt8]) throws(TransactionFault) -> AppliedExtrinsic {
        let extrinsic = try known.checked(
            bytes, in: execution, wasCarried: carried.contains(Extrinsic(bytes: bytes).hash))
        guard extrinsic.nonce == execution.state[SystemPallet.account, extrinsic.signer].nonce else { throw .future }
        guard byteCount + bytes.count <= SignedExtrinsic.maximumBytes else { throw .exhaustsResources }
        let failure = execution.apply(extrinsic, index: UInt32(extrinsics.count))
        extrinsics.append(extrinsic.extrinsic)
        byteCount += bytes.count
        let content = failure == nil ? execution.content(of: extrinsic) : nil
        if let content { carried.insert(content.hash) }
        return AppliedExtrinsic(
            failure: failure.map(execution.runtime.encodedError), content: content?.extrinsic.bytes)
    }

    mutating func finish() throws(RuntimeFault) -> FinishedBlock {
        var changes = StateChanges(execution.state.changes)
        changes.set(execution.encodedEvents, at: StatePlace(SystemPallet.events.key([])))
        return FinishedBlock(block: Block(parent: parent, extrinsics: extrinsics, changes: changes), changes: changes)
    }
}

extension Execution {
    /// What the chain does before the first extrinsic of a block.
    fileprivate mutating func begin(after parent: BlockHeader) {
        state[SystemPallet.parentHash] = parent.hash
        state[SystemPallet.number] = UInt32(clamping: block.rawValue)
        beginBlock()
        announceShieldKey()
    }
}

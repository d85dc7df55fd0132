// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// One block while it is being made: the state, the events so far, and the extrinsic at work.
struct Execution: Sendable {
    let runtime: LocalRuntime
    let block: BlockNumber
    var state: StateOverlay
    /// Encoded event records.
    private(set) var events: [[UInt8]] = []
    /// The place of the extrinsic at work; nil outside of extrinsics.
    var extrinsicIndex: UInt32?

    init(runtime: LocalRuntime, block: BlockNumber, state: StateOverlay) {
        self.runtime = runtime
        self.block = block
        self.state = state
    }

    var rules: RuleSet { runtime.rules }

    /// Appends an event to the block.
    mutating func emit(_ pallet: String, _ name: String, _ fields: [ScaleValue.Member] = []) {
        let phase: ScaleValue =
            extrinsicIndex.map { .variant("ApplyExtrinsic", .number($0)) } ?? .variant("Initialization", [])
        let record = ScaleValue.record([
            .init("phase", phase), .init("event", .variant(pallet, .variant(name, fields))), .init("topics", .list([])),
        ])
        do {
            let list = try runtime.metadata.storage("System", "Events").value
            guard case .sequence(let type) = try runtime.metadata.types.type(list).shape else { return }
            events.append(try runtime.metadata.types.encode(record, as: type))
        } catch {
            preconditionFailure("the event \(pallet).\(name) is not as it was declared: \(error)")
        }
    }

    /// Appends an event of the SubtensorModule pallet, its fields by place.
    mutating func emit(_ name: String, _ fields: ScaleValue...) {
        emit(SubtensorPallet.name, name, fields.map { .init(nil, $0) })
    }

    /// The value of `System.Events`.
    var encodedEvents: [UInt8] {
        var writer = ScaleWriter()
        writer.write(count: events.count)
        for event in events { writer.write(bytes: event) }
        return writer.bytes
    }

    /// Runs `body`; when it fails, undoes what it did and passes the failure on.
    mutating func transactionally(
        _ body: (inout Execution) throws(DispatchFailure) -> Void
    ) throws(DispatchFailure) {
        let (checkpoint, eventCount) = (state.checkpoint, events.count)
        do {
            try body(&self)
        } catch {
            state.rollBack(to: checkpoint)
            events.removeSubrange(eventCount...)
            throw error
        }
    }
}

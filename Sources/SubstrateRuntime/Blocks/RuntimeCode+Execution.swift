// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

extension RuntimeCode {
    /// Runs a whole block as a node does that was given it: `Core_execute_block`. The runtime checks the header's roots and digest
    /// itself, and panics where they are not what its extrinsics make.
    ///
    /// - Parameters:
    ///   - extrinsics: Each with its length in front.
    ///   - state: The state after the block's parent.
    ///   - environment: With roots.
    /// - Returns: What the block changes.
    @discardableResult
    public func execute(
        _ header: RuntimeHeader, _ extrinsics: [[UInt8]], on state: any StateSource, environment: CallEnvironment
    ) throws(RuntimeError) -> StorageChanges {
        var block = ScaleWriter()
        header.encode(to: &block)
        block.write(count: extrinsics.count)
        for extrinsic in extrinsics { block.write(bytes: extrinsic) }
        var overlay = StorageOverlay(over: state)
        do throws(RuntimeError) {
            let answer = try call("Core_execute_block", block.bytes, on: &overlay, environment: environment)
            guard answer.isEmpty else {
                throw RuntimeError(
                    .invalidAnswer, "Core_execute_block: it answered \(answer.count) bytes instead of none")
            }
        } catch  where error.code == .trapped {
            throw RuntimeError(.invalidBlock, "block \(header.number) is not taken: \(error.reason)")
        }
        return overlay.changes
    }
}

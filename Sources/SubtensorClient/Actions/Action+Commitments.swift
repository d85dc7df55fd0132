// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient

extension Action where Outcome == CommitmentRecord? {
    /// Commits some bytes in the open, as a hotkey of a subnet. Signed by the hotkey. The outcome is what the chain keeps.
    ///
    /// - Parameter bytes: 128 at most; they take the place of what was committed before.
    public static func setCommitment(_ bytes: [UInt8], on netuid: NetUID) -> Self {
        Self("set commitment", by: .hotkey) { context in
            guard bytes.count <= 128 else {
                throw BittensorError(.invalidOption, "a commitment has 128 bytes at most, not \(bytes.count)")
            }
            let field = ScaleValue.variant("Raw\(bytes.count)", .bytes(bytes))
            let call = try context.call(
                CallForm(
                    "Commitments", "set_commitment", .init("netuid", is: .number(netuid.rawValue)),
                    .init("info", is: .record([.init("fields", .list([field]))]))),
                replacement: "this chain keeps no commitments")
            try await context.requireRegistered(context.signer, on: netuid)
            return ActionPlan(
                call: call, effects: [.init("Commit", "\(bytes.count) bytes"), .init("Subnet", netuid)]
            ) { _, after in try await after.state.value(.commitment(netuid, after.signer)) }
        }
    }

    /// Commits a text in the open, as a hotkey of a subnet.
    public static func setCommitment(_ text: String, on netuid: NetUID) -> Self {
        setCommitment(Array(text.utf8), on: netuid)
    }
}

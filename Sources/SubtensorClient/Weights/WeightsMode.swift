// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient

/// How a subnet takes weights.
public enum WeightsMode: String, Hashable, Sendable, CaseIterable {
    /// Openly: `set_weights`.
    case plain
    /// As a hash with a salt first, and openly some epochs later.
    case salted
    /// Encrypted; the chain opens them by itself some epochs later.
    case timelocked
}

extension Subtensor {
    /// How a subnet takes weights: by whether its owner wants them committed first, and by what the runtime has for that.
    public func weightsMode(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> WeightsMode {
        try await state(at: block).weightsMode(on: netuid)
    }
}

extension ChainState {
    func weightsMode(on netuid: NetUID) async throws(ClientError) -> WeightsMode {
        guard try await valueIfKnown(.commitRevealEnabled(netuid)) == true else { return .plain }
        return TimelockedCommitCall.highest(in: runtimeAfter.metadata) == nil ? .salted : .timelocked
    }
}

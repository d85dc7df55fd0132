// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

extension SubstrateClient {
    /// What the blocks prove of some extrinsics that were signed before, perhaps by a process that is gone.
    ///
    /// Those that are still open are left out, and so are those that cannot be looked for now: on another chain than they were
    /// signed for, or because the node does not answer. Each takes a few requests for every sixteen blocks of its lifetime.
    public func states(of traces: [SubmissionTrace]) async -> [Hash256: SubmissionState] {
        var states: [Hash256: SubmissionState] = [:]
        for trace in traces {
            var inquiry = Inquiry(about: trace, on: self)
            switch try? await inquiry.look() {
            case .included(let included, _): states[trace.hash] = SubmissionState(included)
            case .impossible(let reason, _): states[trace.hash] = .notIncludable(reason: reason)
            case .includedInForgottenBlock(let number, let hash):
                states[trace.hash] = .failed(
                    number, hash,
                    reason: "in this block, and the node has forgotten whether it succeeded: ask an archive")
            case .open, nil: continue
            }
        }
        return states
    }
}

extension SubmissionState {
    /// What a block says of an extrinsic that it holds.
    init(_ included: IncludedExtrinsic) {
        if let failure = included.failure {
            self = .failed(included.blockNumber, included.blockHash, reason: "\(failure)")
        } else {
            self = .succeeded(included.blockNumber, included.blockHash)
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// The message that the parts of a stream have made so far; it outlives a call that runs out of time.
final class ReceivedParts<Body: StreamingSynapse>: Sendable {
    /// Changed by the one task that reads the stream.
    private let state: Mutex<SynapseMessage<Body>>

    init(_ message: SynapseMessage<Body>) { state = Mutex(message) }

    var message: SynapseMessage<Body> { state.withLock { $0 } }

    func update(_ change: (inout SynapseMessage<Body>) throws(CallProblem) -> Void) throws(CallProblem) {
        try state.withLock { message throws(CallProblem) in try change(&message) }
    }
}

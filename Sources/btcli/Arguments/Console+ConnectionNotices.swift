// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateFork
import SubstrateRPC

extension Console {
    /// Tells when a connection is lost and made again, until it ends or the task is cancelled.
    ///
    /// - Parameter isTold: takes what became of it, and says whether it has told so itself.
    func tell(of connection: any RPCConnection, unless isTold: @Sendable (RPCConnectionState) -> Bool) async {
        let carrier = (connection as? ProvenConnection)?.base ?? connection
        guard let connection = carrier as? ResilientRPCClient else { return }
        var isBroken = false
        for await state in connection.states() where !isTold(state) {
            switch state {
            case .reconnecting(_, let attempt, _, _):
                isBroken = true
                // As the waits grow so does the news: attempts 1, 2, 4, 8 and so on.
                if attempt & (attempt - 1) == 0 { warn("\(state)") }
            case .failedOver:
                isBroken = true
                warn("\(state)")
            case .connected:
                // The first connection is no news.
                if isBroken { say("\(state)") }
                isBroken = false
            case .ended: return
            }
        }
    }
}

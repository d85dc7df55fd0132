// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NATSClient

extension Console {
    /// Tells what becomes of the connection to a broker after the first one; returns nothing when there is none any more.
    func tell<Value>(_ states: AsyncStream<NATSConnectionState>) async -> Value? {
        var wasLost = false
        for await state in states {
            switch state {
            case .connected(let server) where wasLost: say("Connected to \(server) again")
            case .connected: break
            case .reconnecting(let reason):
                wasLost = true
                warn("\(reason); connecting again")
            }
        }
        return nil
    }
}

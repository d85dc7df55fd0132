// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

extension Console {
    /// Does something on a screen of its own, which a terminal keeps apart from what can be scrolled back to.
    ///
    /// - Parameters:
    ///   - isWanted: whether that is so at all; a terminal that obeys no controls has no other screen.
    ///   - body: is told whether it is so.
    func onOwnScreen<Value>(
        _ isWanted: Bool, isolation: isolated (any Actor)? = #isolation, _ body: (Bool) async throws -> Value
    ) async throws -> Value {
        guard isWanted, status.isInPlace else { return try await body(false) }
        status.clear()
        SystemTerminal.isOnOwnScreen.store(true, ordering: .relaxed)
        try terminal.talk.write(SystemTerminal.enterScreen)
        defer {
            SystemTerminal.isOnOwnScreen.store(false, ordering: .relaxed)
            try? terminal.talk.write(SystemTerminal.leaveScreen)
        }
        return try await body(true)
    }
}

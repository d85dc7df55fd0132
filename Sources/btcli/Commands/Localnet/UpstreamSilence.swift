// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorLocalnet
import Synchronization

/// What is said when a fork cannot make a block because its network does not answer: once for as long as the reason is the same.
final class UpstreamSilence: Sendable {
    private let console: Console
    private let told = Mutex<String?>(nil)

    init(_ console: Console) { self.console = console }

    func tell(_ error: LocalnetError) {
        let isNew = told.withLock { told in
            defer { told = error.reason }
            return told != error.reason
        }
        if isNew { console.warn("no block was made: \(error.reason)") }
    }
}

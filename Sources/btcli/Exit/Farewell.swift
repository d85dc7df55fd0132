// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// What has to be said when the process ends before it could find out what became of something it sent.
final class Farewell: Sendable {
    static let advice = "it may be carried out; 'btcli wallet sent' finds out"

    private let words = Mutex<String?>(nil)

    init() {}

    /// Leaves word, in place of what was left before.
    func leave(_ words: String) { self.words.withLock { $0 = words } }

    /// There is nothing to say any more.
    func clear() { words.withLock { $0 = nil } }

    var text: String? { words.withLock { $0 } }
}

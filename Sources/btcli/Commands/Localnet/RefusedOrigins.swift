// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubtensorLocalnet
import Synchronization

/// What is said of web pages that are refused: once of each site, and of no more sites than one wants to read of.
final class RefusedOrigins: Sendable {
    private static let most = 16

    private let console: Console
    private let told = Mutex<Set<String>>([])

    init(_ console: Console) { self.console = console }

    func tell(_ origin: String) {
        let isNew = told.withLock { $0.count < Self.most && $0.insert(excerpt(origin)).inserted }
        guard isNew else { return }
        let advice = WebOrigin(origin).map { "; --allow-origin \($0) lets it in" } ?? ""
        console.say("refused a web page of \(excerpt(origin))\(advice)")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization

/// A line that says what takes long, and for how long already: from half a second on, until it ends.
final class WorkingLine: Sendable {
    private let what: String
    private let console: Console
    /// Held while drawing, so that nothing is drawn after the end.
    private let hasEnded = Mutex(false)

    init(_ what: String, on console: Console) {
        self.what = what
        self.console = console
    }

    /// Says at once what begins: it will take long. Where nothing changes in place this line stays.
    func announce() {
        guard !console.options.isQuiet else { return }
        if console.status.isInPlace { console.status.update("\(what)…") } else { console.say("\(what)…") }
    }

    /// Draws the line again and again; returns after `end()`, or when the task is cancelled.
    func draw(clock: any Clock<Duration> = ContinuousClock()) async {
        guard console.status.isInPlace, !console.options.isQuiet else { return }
        var elapsed = Duration.milliseconds(500)
        var pause = elapsed
        while (try? await clock.sleep(for: pause)) != nil {
            let isOver = hasEnded.withLock { hasEnded in
                if !hasEnded { console.status.update("\(what)… \((elapsed / .seconds(1)).fixed(decimals: 1)) s") }
                return hasEnded
            }
            if isOver { return }
            pause = .milliseconds(100)
            elapsed += pause
        }
    }

    /// Takes the line away.
    func end() {
        hasEnded.withLock { hasEnded in
            if !hasEnded { console.status.clear() }
            hasEnded = true
        }
    }
}

extension Console {
    /// Does something that may take long, and says so while it does.
    ///
    /// - Parameters:
    ///   - what: such as `Reading subnet 1`.
    ///   - atOnce: whether it is said before half a second is over, because it is sure to take longer.
    func working<Value>(
        _ what: String, atOnce: Bool = false, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async throws -> Value {
        let line = WorkingLine(what, on: self)
        if atOnce { line.announce() }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await line.draw() }
            defer {
                line.end()
                group.cancelAll()
            }
            return try await body()
        }
    }
}

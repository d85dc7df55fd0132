// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// How many of a solver's workers search, or are about to: a card that has failed may come back as long as somebody does.
final class WorkerAttendance: Sendable {
    private let count: Mutex<Int>
    private let whenAllAreOut: @Sendable () -> Void

    /// - Parameter whenAllAreOut: called by the worker that is the last to leave.
    init(_ count: Int, whenAllAreOut: @escaping @Sendable () -> Void) {
        self.count = Mutex(count)
        self.whenAllAreOut = whenAllAreOut
    }

    func leave() {
        let isLast = count.withLock { count in
            count -= 1
            return count == 0
        }
        if isLast { whenAllAreOut() }
    }

    /// Called by a worker that has left; false when all have.
    func comeBack() -> Bool {
        count.withLock { count in
            if count > 0 { count += 1 }
            return count > 0
        }
    }
}

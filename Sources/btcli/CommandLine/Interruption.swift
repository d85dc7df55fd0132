// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// Turns Ctrl-C, SIGTERM and SIGHUP into the cancellation of the process's one root task.
///
/// The first signal cancels, so that threads are joined, sockets closed and the terminal put right; the second ends the
/// process at once, with the terminal put right and what must be said of what was sent.
final class Interruption: Sendable {
    /// Written once, by the first signal; `cancel` is set before any signal is listened to.
    private let state = Mutex<(status: ExitStatus?, cancel: (@Sendable () -> Void)?)>((nil, nil))

    /// What has to be said at the end, whatever ends it.
    let farewell = Farewell()

    /// The status that the signal asks for; nil while there was none.
    var status: ExitStatus? { state.withLock(\.status) }

    /// Runs `body` in a task that signals cancel.
    static func supervise(_ body: @escaping @Sendable (Interruption) async -> ExitStatus) async -> ExitStatus {
        // A pipe that nobody reads any more is an error of the write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        // So is a file that has reached the limit of its size (`ulimit -f`).
        signal(SIGXFSZ, SIG_IGN)
        let interruption = Interruption()
        // Not a child task: the signal handler needs a handle by which to cancel it. Awaited below.
        let task = Task { await body(interruption) }
        interruption.state.withLock { $0.cancel = { task.cancel() } }
        let queue = DispatchQueue(label: "btcli.signals")
        let sources = [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated), (SIGHUP, .hungUp)].compactMap {
            number, status in
            let before = signal(number, SIG_IGN)
            // Whoever started this with nohup does not want it to end with the terminal.
            if number == SIGHUP, unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                return nil as (any DispatchSourceSignal)?
            }
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { interruption.receive(status) }
            source.resume()
            return source
        }
        let status = await task.value
        sources.forEach { $0.cancel() }
        return status
    }

    /// What a signal does.
    func receive(_ status: ExitStatus) {
        // The reader's pager has the terminal, and the key.
        if status == .interrupted, SystemPager.isRunning { return }
        let cancel = state.withLock { state in
            guard state.status == nil else { return nil as (@Sendable () -> Void)? }
            state.status = status
            return state.cancel
        }
        guard let cancel else {
            SystemTerminal.restore()
            guard let words = farewell.text else { SystemTerminal.exitAtOnce(status) }
            SystemTerminal.writeAtOnce("warning: \(words)\n")
            SystemTerminal.exitAtOnce(.unknown)
        }
        cancel()
    }
}

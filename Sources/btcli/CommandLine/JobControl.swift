// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// Ctrl-Z and `fg`, and Ctrl-\: a shell gets its terminal as it was, and a question that asks for a secret hides it again.
enum JobControl {
    /// Listens to the signals until the sources are cancelled.
    static func begin() -> [any DispatchSourceSignal] {
        let queue = DispatchQueue(label: "btcli.job-control")
        let handlers: [(Int32, @Sendable () -> Void)] = [
            (
                SIGTSTP,
                {
                    SystemTerminal.leave()
                    SystemTerminal.obey(SIGTSTP)
                }
            ),
            (
                SIGQUIT,
                {
                    SystemTerminal.restore()
                    SystemTerminal.obey(SIGQUIT)
                }
            ),
            (SIGCONT, { SystemTerminal.comeBack() }),
        ]
        return handlers.compactMap { number, handler in
            let before = signal(number, SIG_IGN)
            // Whoever started this has no use for it: a shell without job control.
            if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { return nil }
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: handler)
            source.resume()
            return source
        }
    }
}

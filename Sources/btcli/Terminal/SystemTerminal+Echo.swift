// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

extension SystemTerminal {
    private struct Echo {
        /// How many want nothing shown of what is typed.
        var hiders = 0
        /// Whether each key is wanted as it is pressed.
        var readsKeys = false
        /// The settings to go back to; none while the terminal is as it was found.
        ///
        /// A list of one and not an optional: Swift 6.3.1's optimiser takes a nil for a value of zeros where its type holds an array of
        /// C and it is laid down at compile time, as this is (`scripts/terminal-check` looks at what comes of it).
        var found: [termios] = []
        /// The question that stands, if one does.
        var question: String?
    }

    private static let echo = Mutex(Echo())

    /// Shows nothing of what is typed until as many `endHiding()`. What was typed before is thrown away: it was not meant for
    /// the question that comes.
    static func beginHiding() {
        echo.withLock { echo in
            echo.hiders += 1
            hide(&echo)
        }
    }

    static func endHiding() {
        echo.withLock { echo in
            echo.hiders -= 1
            if echo.hiders == 0 { echo.readsKeys ? hide(&echo) : show(&echo) }
        }
    }

    /// Lets each key be read as it is pressed, unseen, until `endKeys()`. What is typed meanwhile is never left for a question.
    static func beginKeys() {
        echo.withLock { echo in
            echo.readsKeys = true
            // Whoever changes a terminal that another program has is stopped for it: `comeBack()` makes up for it.
            if !isInBackground { hide(&echo) }
        }
    }

    static func endKeys() {
        echo.withLock { echo in
            echo.readsKeys = false
            if echo.hiders == 0, !isInBackground { show(&echo) }
        }
    }

    /// Whether keys are wanted and no question stands that would be answered by them.
    static var readsKeysNow: Bool {
        echo.withLock { $0.readsKeys && $0.hiders == 0 && $0.question == nil }
    }

    /// Notes the question that is being asked, and that it is answered.
    static func ask(_ question: String) { echo.withLock { $0.question = question } }
    static func stopAsking() { echo.withLock { $0.question = nil } }

    /// Puts the echo right for good.
    static func endEcho() {
        echo.withLock { echo in
            show(&echo)
            echo = Echo()
        }
    }

    /// Puts the terminal right for whoever has it while this process is stopped.
    static func leave() {
        echo.withLock { show(&$0) }
        showCursor()
    }

    /// Hides again what is typed, and asks again, after the process was stopped.
    static func comeBack() {
        let question = echo.withLock { echo -> String? in
            // In the background the terminal is somebody else's.
            if isInBackground { return nil }
            // Hidden already: nobody has changed our settings, and what was typed is not thrown away.
            if echo.hiders > 0 || echo.readsKeys, echo.found.isEmpty || !isHidden { hide(&echo) }
            return echo.question
        }
        if let question { writeAtOnce(question) }
    }

    /// Whether another program of the same shell has the terminal.
    static var isInBackground: Bool {
        let group = tcgetpgrp(STDIN_FILENO)
        return group >= 0 && group != getpgrp()
    }

    private static var isHidden: Bool {
        var settings = termios()
        return tcgetattr(STDIN_FILENO, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) == 0
    }

    /// Sets the terminal to show nothing; by lines where somebody hides, by keys else. What was typed before is thrown away.
    private static func hide(_ echo: inout Echo) {
        var settings = termios()
        if let found = echo.found.first {
            settings = found
        } else {
            guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
            echo.found = [settings]
        }
        settings.c_lflag &= ~tcflag_t(ECHO)
        if echo.hiders > 0 {
            settings.c_lflag |= tcflag_t(ECHONL)
        } else {
            settings.c_lflag &= ~tcflag_t(ICANON)
            withUnsafeMutableBytes(of: &settings.c_cc) { controls in
                controls[Int(VMIN)] = 1
                controls[Int(VTIME)] = 0
            }
        }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }

    private static func show(_ echo: inout Echo) {
        guard var settings = echo.found.popLast() else { return }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }

    /// Lets the system do what it does by default when a signal comes that we have been told of.
    ///
    /// Returns when the process goes on after having been stopped. Where nobody could make it go on, the system does not stop it.
    static func obey(_ number: Int32) {
        let handler = signal(number, SIG_DFL)
        var (mask, before) = (sigset_t(), sigset_t())
        sigemptyset(&mask)
        sigaddset(&mask, number)
        pthread_sigmask(SIG_UNBLOCK, &mask, &before)
        // To this thread, so that it does not go on before the process is stopped.
        pthread_kill(pthread_self(), number)
        pthread_sigmask(SIG_SETMASK, &before, nil)
        signal(number, handler)
    }
}

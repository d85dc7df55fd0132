// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// What this target asks of the operating system about its terminal. Such calls are in this file and in its extension.
enum SystemTerminal {
    /// The other screen of a terminal (xterm's 1049), from its first line on; and the way back.
    static let enterScreen = "\u{1B}[?1049h\u{1B}[2J\u{1B}[H"
    static let leaveScreen = "\u{1B}[2J\u{1B}[?1049l"
    /// Whether the terminal shows that screen.
    static let isOnOwnScreen = Atomic(false)

    /// Puts echo, screen and cursor right again, if they are not.
    static func restore() {
        endEcho()
        if isOnOwnScreen.exchange(false, ordering: .relaxed) { writeAll(leaveScreen, to: STDERR_FILENO) }
        showCursor()
        if hasTitle.exchange(false, ordering: .relaxed) { writeAll(WindowTitle.end, to: STDERR_FILENO) }
    }

    /// Whether the window has a title of ours.
    fileprivate static let hasTitle = Atomic(false)

    static func showCursor() {
        if isatty(STDERR_FILENO) == 1 { writeAll(StatusArea.showCursor, to: STDERR_FILENO) }
    }

    /// Ends the process.
    static func exit(_ status: ExitStatus) -> Never {
        #if canImport(Darwin)
            Darwin.exit(status.rawValue)
        #elseif canImport(Musl)
            Musl.exit(status.rawValue)
        #elseif canImport(Glibc)
            Glibc.exit(status.rawValue)
        #endif
    }

    /// Says something on standard error without waiting for whoever else writes there.
    static func writeAtOnce(_ text: String) {
        // What cannot be said is not worth a delay.
        Array(text.utf8).withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Ends the process without waiting for anything.
    static func exitAtOnce(_ status: ExitStatus) -> Never { _exit(status.rawValue) }

    /// Writes every byte, or returns the error number that kept it from doing so.
    @discardableResult
    fileprivate static func writeAll(_ text: String, to descriptor: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let written = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if written >= 0 {
                    done += written
                } else if errno == EAGAIN {
                    // A descriptor that another process has made non-blocking.
                    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&wait, 1, -1)
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }
    }

    fileprivate static func size(of descriptor: Int32) -> TerminalSize? {
        var size = winsize()
        guard ioctl(descriptor, numericCast(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return nil
        }
        return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Where nobody could bring the process to the front, the system does not stop it, and the question ends.
    private static let mostStops = 16

    /// Reads up to the next line break; nil at the end of the input, or when `isCancelled` says so.
    fileprivate static func readLine(isCancelled: () -> Bool) -> SecretBytes? {
        var count = 0
        var hasEnded = false
        var stops = 0
        // As much as a terminal's line can hold (MAX_CANON), and more than anyone types.
        let line = SecretBytes(count: 4096) { line in
            while count < line.count {
                var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
                // Milliseconds until the next look at the cancellation: nobody notices them.
                let ready = poll(&wait, 1, 50)
                if isCancelled() {
                    hasEnded = true
                    return
                }
                guard ready > 0 else { continue }
                let received = read(STDIN_FILENO, line.baseAddress.map { $0 + count }, 1)
                if received < 0, errno == EINTR || errno == EAGAIN { continue }
                // In the background nobody can answer: the shell is told so, until it brings this process to the front.
                if received < 0, errno == EIO, isInBackground, stops < mostStops {
                    stops += 1
                    obey(SIGTTIN)
                    continue
                }
                guard received > 0 else {
                    hasEnded = count == 0
                    return
                }
                if line[count] == UInt8(ascii: "\n") { return }
                count += 1
            }
        }
        return hasEnded ? nil : line[0..<count]
    }
}

extension Terminal {
    /// The streams of this process.
    static var process: Terminal {
        Terminal(
            output: SystemStream(descriptor: STDOUT_FILENO, name: "standard output"),
            talk: SystemStream(descriptor: STDERR_FILENO, name: "standard error"),
            input: SystemInput(),
            allowsColor: variable("NO_COLOR") == nil,
            demandsColor: variable("NO_COLOR") == nil && !["0", nil].contains(variable("CLICOLOR_FORCE")),
            page: SystemPager.show,
            expectsSecret: { ProcessSecrecy.begin(keepingHandlersOf: [SIGQUIT]) })
    }

    /// The value of an environment variable; nil when it is unset or empty.
    fileprivate static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}

private struct SystemStream: TextStream {
    let descriptor: Int32
    let name: String

    var isTerminal: Bool { isatty(descriptor) == 1 }
    var obeysControls: Bool { isTerminal && Terminal.variable("TERM").map { $0 != "dumb" } ?? false }
    var size: TerminalSize? { SystemTerminal.size(of: descriptor) }

    func setTitle(_ title: String?) {
        guard obeysControls else { return }
        let hadTitle = SystemTerminal.hasTitle.exchange(title != nil, ordering: .relaxed)
        if let title {
            SystemTerminal.writeAll((hadTitle ? "" : WindowTitle.begin) + WindowTitle.text(title), to: descriptor)
        } else if hadTitle {
            SystemTerminal.writeAll(WindowTitle.end, to: descriptor)
        }
    }

    func write(_ text: String) throws(CLIError) {
        let error = SystemTerminal.writeAll(text, to: descriptor)
        guard error == 0 else {
            throw CLIError(
                error == EPIPE ? .outputClosed : .outputFailed,
                "cannot write to \(name): \(String(cString: strerror(error)))")
        }
    }
}

private struct SystemInput: AnswerSource {
    var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    func beginHiding() { SystemTerminal.beginHiding() }
    func endHiding() { SystemTerminal.endHiding() }

    func line(asking question: String) async throws -> SecretBytes? {
        SystemTerminal.ask(question)
        defer { SystemTerminal.stopAsking() }
        return try await WaitingThread.run { isCancelled in SystemTerminal.readLine(isCancelled: isCancelled) }
    }

    func readKeys(_ onKey: @escaping @Sendable (Character) -> Void) async {
        SystemTerminal.beginKeys()
        defer { SystemTerminal.endKeys() }
        // Cancelled is how it ends.
        _ = try? await WaitingThread.run { isCancelled in
            SystemTerminal.readKeys(isCancelled: isCancelled, onKey)
        }
    }
}

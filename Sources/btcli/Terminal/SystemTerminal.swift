// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Dispatch
import SubstrateKeys
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// What this target asks of the operating system about its terminal. Every such call is in this file.
enum SystemTerminal {
    /// The settings to go back to while echo is off. Only the two functions below change it.
    private static let settingsWithEcho = Mutex<termios?>(nil)

    /// Puts echo and cursor right again, if they are not.
    static func restore() {
        restoreEcho()
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

    fileprivate static func hideEcho() {
        settingsWithEcho.withLock { saved in
            var settings = termios()
            guard saved == nil, tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
            saved = settings
            settings.c_lflag &= ~tcflag_t(ECHO)
            settings.c_lflag |= tcflag_t(ECHONL)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        }
    }

    fileprivate static func restoreEcho() {
        settingsWithEcho.withLock { saved in
            guard var settings = saved else { return }
            saved = nil
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        }
    }

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

    /// Reads up to the next line break; nil at the end of the input, or when `isCancelled` says so.
    fileprivate static func readLine(isCancelled: () -> Bool) -> SecretBytes? {
        var count = 0
        var hasEnded = false
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
            allowsColor: variable("NO_COLOR") == nil)
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

    func line(hidden: Bool) async throws -> SecretBytes? {
        let isCancelled = CancellationFlag()
        let line = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<SecretBytes?, Never>) in
                // A read blocks its thread: not one of the few that tasks share.
                DispatchQueue.global().async {
                    if hidden { SystemTerminal.hideEcho() }
                    let line = SystemTerminal.readLine { isCancelled.value }
                    if hidden { SystemTerminal.restoreEcho() }
                    continuation.resume(returning: line)
                }
            }
        } onCancel: {
            isCancelled.set()
        }
        try Task.checkCancellation()
        return line
    }
}

/// Set once, seen by another thread.
private final class CancellationFlag: Sendable {
    private let flag = Atomic(false)
    var value: Bool { flag.load(ordering: .relaxed) }
    func set() { flag.store(true, ordering: .relaxed) }
}

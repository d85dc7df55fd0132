import SubstratePrimitives

/// What a person or a script is told about an error.
struct Failure: Hashable, Sendable {
    /// Stable, in snake case.
    let code: String
    let status: ExitStatus
    /// What failed, with which value, and what to do: one line.
    let message: String

    init(code: String, status: ExitStatus, message: String) {
        self.code = code
        self.status = status
        self.message = message
    }

    /// The words for a command line that the parser refused.
    init(usage message: String) { self.init(code: "usage", status: .usage, message: message) }

    /// The words for any error.
    ///
    /// - Parameter signal: the signal that cancelled the work, if one did: then that is what happened, whatever the
    ///   error is that came out of it.
    init(_ error: any Error, interruptedBy signal: ExitStatus? = nil) {
        if signal == .terminated {
            self.init(code: "terminated", status: .terminated, message: ExitStatus.terminated.meaning)
        } else if signal != nil || error is CancellationError {
            self.init(code: "interrupted", status: .interrupted, message: ExitStatus.interrupted.meaning)
        } else if let error = error as? any ReportableError {
            self.init(code: error.codeName, status: error.exitStatus, message: error.reason)
        } else {
            self.init(code: "internal", status: .software, message: "unexpected error: \(error)")
        }
    }

    /// The error document of `--json-output`.
    var document: OutputDocument {
        ["error": ["code": .string(code), "exit_code": .integer(Int(status.rawValue)), "message": .string(line)]]
    }

    /// The message on one line, with nothing in it that a terminal would obey.
    var line: String {
        message.split(whereSeparator: \.isNewline).map(\.trimmingBlanks).joined(separator: " ").printable
    }
}

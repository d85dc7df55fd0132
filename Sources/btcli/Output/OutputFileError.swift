import SubstratePrimitives

/// A file that cannot be written.
struct OutputFileError: CodedError {
    enum Code: Hashable, Sendable {
        case homeMissing
        case notWritten
        case notRead
    }

    let code: Code
    let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

extension OutputFileError: ReportableError {
    var exitStatus: ExitStatus { .cannotCreate }
}

import SubstratePrimitives

/// A file of a measurement that cannot be written.
struct PowFileError: CodedError {
    enum Code: Hashable, Sendable {
        case homeMissing
        case notWritten
    }

    let code: Code
    let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

extension PowFileError: ReportableError {
    var exitStatus: ExitStatus { .cannotCreate }
}

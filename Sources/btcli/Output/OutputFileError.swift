// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A file that cannot be written, or read.
struct OutputFileError: CodedError {
    enum Code: Hashable, Sendable {
        case homeMissing
        case notWritten
        case notRead
    }

    let code: Code
    let reason: String
    let origin: ErrorOrigin

    init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
    }
}

extension OutputFileError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .notRead: .noInput
        case .homeMissing, .notWritten: .cannotCreate
        }
    }
}

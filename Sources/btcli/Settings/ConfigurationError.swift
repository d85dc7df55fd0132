// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A setting that makes no sense, or a configuration file that cannot be used.
struct ConfigurationError: CodedError {
    enum Code: Hashable, Sendable {
        /// A file that was asked for and is not there.
        case fileMissing
        /// A file that is there and cannot be read.
        case fileUnreadable
        /// A file that is no YAML mapping, or a value in it that cannot be.
        case fileDamaged
        /// A file that cannot be written.
        case fileNotWritten
        /// A name that is no setting.
        case unknownSetting
        /// A value that a setting cannot have, in the environment or on the command line.
        case invalidValue
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

extension ConfigurationError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .fileMissing: .noInput
        case .fileUnreadable: .noPermission
        case .fileDamaged: .dataError
        case .fileNotWritten: .cannotCreate
        case .unknownSetting, .invalidValue: .usage
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import SubstratePrimitives

/// A page server that could not start or had to stop.
package struct PageServerError: CodedError {
    package struct Code: ErrorCode {
        package let name: String

        private init(_ name: String) { self.name = name }

        /// The address is taken, not this machine's, or not allowed.
        package static let cannotListen = Code("cannotListen")
        /// The listening socket failed.
        package static let stopped = Code("stopped")
    }

    package let code: Code
    package let reason: String
    package let origin: ErrorOrigin

    init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import SubstratePrimitives

/// Bytes that are no point of the curve's groups.
package struct BLSError: CodedError {
    package struct Code: ErrorCode {
        package let name: String

        private init(_ name: String) { self.name = name }

        package static let wrongLength = Code("wrongLength")
        /// The three bits before the number say something else than "compressed", or contradict it.
        package static let wrongFlags = Code("wrongFlags")
        /// A coordinate that is not below the field's modulus.
        package static let notReduced = Code("notReduced")
        package static let notOnCurve = Code("notOnCurve")
        /// On the curve, but outside of the group of prime order.
        package static let wrongSubgroup = Code("wrongSubgroup")
    }

    package let code: Code
    package let reason: String
    package let origin: ErrorOrigin

    package init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
    }
}

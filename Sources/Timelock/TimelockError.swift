// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A beacon, a ciphertext or a signature that is not what it should be.
public struct TimelockError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// A public key that is none, or a period of nothing.
        public static let invalidBeacon = Code("invalidBeacon")
        /// A round that no beacon has.
        public static let invalidRound = Code("invalidRound")
        /// Bytes that are no ciphertext.
        public static let invalidCiphertext = Code("invalidCiphertext")
        /// Bytes that are no signature of any beacon.
        public static let invalidBeaconSignature = Code("invalidBeaconSignature")
        /// A signature of another round or another beacon, or of a ciphertext that was changed.
        public static let wrongSignature = Code("wrongSignature")
        /// A ciphertext whose text was changed.
        public static let damagedCiphertext = Code("damagedCiphertext")
    }

    public let code: Code
    public let reason: String
    public let origin: ErrorOrigin

    public init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A mnemonic, a seed, a path, a key or a signature that is not what it should be. Reasons never quote a secret.
public struct KeysError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        public static let invalidMnemonic = Code("invalidMnemonic")
        public static let invalidEntropy = Code("invalidEntropy")
        public static let invalidSeed = Code("invalidSeed")
        public static let invalidPrivateKey = Code("invalidPrivateKey")
        public static let invalidPublicKey = Code("invalidPublicKey")
        public static let invalidSignature = Code("invalidSignature")
        public static let invalidURI = Code("invalidURI")
        /// The scheme cannot derive this: ed25519 has hard junctions only.
        public static let unsupportedDerivation = Code("unsupportedDerivation")
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

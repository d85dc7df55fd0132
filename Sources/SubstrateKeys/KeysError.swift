public import SubstratePrimitives

/// A mnemonic, a seed, a path, a key or a signature that is not what it should be. Reasons never quote a secret.
public struct KeysError: CodedError {
    public enum Code: Hashable, Sendable {
        case invalidMnemonic
        case invalidEntropy
        case invalidSeed
        case invalidPrivateKey
        case invalidPublicKey
        case invalidSignature
        case invalidURI
        /// The scheme cannot derive this: ed25519 has hard junctions only.
        case unsupportedDerivation
        case derivationFailed
    }

    public let code: Code
    public let reason: String

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

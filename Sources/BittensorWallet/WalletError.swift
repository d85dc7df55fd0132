public import SubstratePrimitives

/// A wallet or a keyfile that cannot be read or written. Reasons name the file and never quote a secret.
public struct WalletError: CodedError {
    public enum Code: Hashable, Sendable {
        /// A wallet or hotkey name that makes no safe file name.
        case invalidName
        /// There is no folder of this wallet.
        case walletMissing
        case keyfileMissing
        /// A file is in the way and overwriting was not asked for.
        case keyfileExists
        /// The file is there and may not be read.
        case notReadable
        /// The folder or the file system does not let us write.
        case notWritable
        case diskFull
        /// The content is no keyfile, is damaged, or contradicts itself.
        case corrupt
        /// The file holds a public key where a secret is needed.
        case publicKeyOnly
        /// The file is encrypted and no password was given.
        case passwordNeeded
        case wrongPassword
        /// A known encryption, or kind of exported key, that this version does not open.
        case unsupportedEncryption
        case weakPassword
        /// The value of a `BT_PW_…` variable does not decode.
        case invalidPasswordVariable
        /// Another program is writing to the same folder, or has changed the file meanwhile.
        case busy
        /// Deriving the encryption key takes 512 MiB of memory, and the system does not give them.
        case outOfMemory
    }

    public let code: Code
    public let reason: String

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

/// A path for an error message: nearly always whole, since its end matters most.
func quoted(_ path: String) -> String { excerpt(path, limit: 1024) }

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A wallet or a keyfile that cannot be read or written. Reasons name the file and never quote a secret.
public struct WalletError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// A wallet or hotkey name that makes no safe file name.
        public static let invalidName = Code("invalidName")
        /// There is no folder of this wallet.
        public static let walletMissing = Code("walletMissing")
        public static let keyfileMissing = Code("keyfileMissing")
        /// A file is in the way and overwriting was not asked for.
        public static let keyfileExists = Code("keyfileExists")
        /// The file is there and may not be read.
        public static let notReadable = Code("notReadable")
        /// The folder or the file system does not let us write.
        public static let notWritable = Code("notWritable")
        public static let diskFull = Code("diskFull")
        /// The content is no keyfile, is damaged, or contradicts itself.
        public static let corrupt = Code("corrupt")
        /// The file holds a public key where a secret is needed.
        public static let publicKeyOnly = Code("publicKeyOnly")
        /// The file is encrypted and no password was given.
        public static let passwordNeeded = Code("passwordNeeded")
        public static let wrongPassword = Code("wrongPassword")
        /// A known encryption, or kind of exported key, that this version does not open.
        public static let unsupportedEncryption = Code("unsupportedEncryption")
        public static let weakPassword = Code("weakPassword")
        /// The value of a `BT_PW_…` variable does not decode.
        public static let invalidPasswordVariable = Code("invalidPasswordVariable")
        /// Another program is writing to the same folder, or has changed the file meanwhile.
        public static let busy = Code("busy")
        /// Deriving the encryption key takes 512 MiB of memory, and the system does not give them.
        public static let outOfMemory = Code("outOfMemory")
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

/// A path for an error message: nearly always whole, since its end matters most.
func quoted(_ path: String) -> String { excerpt(path, limit: 1024) }

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A runtime that is refused, a call that failed, or a state that is not what it should be.
public struct RuntimeError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        // MARK: Code

        /// Bytes that are no WebAssembly module, or one that no chain could run.
        public static let invalidCode = Code("invalidCode")
        /// A module that asks for what this interpreter or this host does not have.
        public static let unsupportedCode = Code("unsupportedCode")
        /// Compressed bytes that are cut or damaged.
        public static let damagedCompression = Code("damagedCompression")
        /// The library that unpacks is not installed.
        public static let missingLibrary = Code("missingLibrary")
        /// Larger, deeper or more than a limit allows.
        public static let overLimit = Code("overLimit")

        // MARK: Calls

        /// The runtime exports no function of this name.
        public static let unknownMethod = Code("unknownMethod")
        /// The runtime panicked, or its code trapped.
        public static let trapped = Code("trapped")
        /// The call ran longer than it may.
        public static let outOfFuel = Code("outOfFuel")
        /// The call wants more memory than it may have.
        public static let outOfMemory = Code("outOfMemory")
        /// The runtime called a host function that is not here.
        public static let missingHostFunction = Code("missingHostFunction")
        /// The runtime gave a host function what it may not.
        public static let invalidHostCall = Code("invalidHostCall")
        /// The runtime's answer is not of the shape that its interface has.
        public static let invalidAnswer = Code("invalidAnswer")

        // MARK: State

        /// A transaction of the storage was ended that was never begun.
        public static let noTransaction = Code("noTransaction")
        /// The state could not be read from where it is kept.
        public static let unreadableState = Code("unreadableState")
        /// A proof that does not belong to its root.
        public static let invalidProof = Code("invalidProof")

        // MARK: Chains and blocks

        /// A text that is no chain specification, or one without what is asked of it.
        public static let invalidSpecification = Code("invalidSpecification")
        /// A block that the runtime does not take.
        public static let invalidBlock = Code("invalidBlock")
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

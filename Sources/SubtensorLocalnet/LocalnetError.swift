// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// An embedded chain that could not begin or go on.
public struct LocalnetError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// The state file is no state file, is damaged, or cannot be opened.
        public static let stateUnreadable = Code("stateUnreadable")
        /// The state file belongs to another chain: of another runtime, or with another first block.
        public static let stateOfOtherChain = Code("stateOfOtherChain")
        /// The state file is another running chain's.
        public static let stateInUse = Code("stateInUse")
        /// A block could not be written to the state file. The chain has ended with the block before it.
        public static let stateNotSaved = Code("stateNotSaved")
        /// A wish for the state before the first block that the runtime, or that state, has no room for.
        public static let genesisRefused = Code("genesisRefused")
        /// A genuine runtime that cannot be run, or that makes no first state of what it is given.
        public static let runtimeRefused = Code("runtimeRefused")
        /// The runtime was stopped while it made a block. The chain has ended with the block before it.
        public static let blockNotMade = Code("blockNotMade")
        /// The network from which the chain goes on has not told what is needed of its state. The chain is as it was.
        public static let upstreamSilent = Code("upstreamSilent")
        /// The embedded chain's own declarations contradict each other: a fault of this library.
        public static let runtime = Code("runtime")
    }

    public let code: Code
    public let reason: String
    public let origin: ErrorOrigin

    init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
    }
}

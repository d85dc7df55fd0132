// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A puzzle, a search or a solver that was asked for something it cannot do.
public struct ProofOfWorkError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        public static let zeroDifficulty = Code("zeroDifficulty")
        public static let sealMissesTarget = Code("sealMissesTarget")
        /// Work that is not of the puzzle it is handed in for.
        public static let otherPuzzle = Code("otherPuzzle")
        public static let unknownKernel = Code("unknownKernel")
        public static let zeroStride = Code("zeroStride")
        public static let countBeyondPeriod = Code("countBeyondPeriod")
        public static let invalidOption = Code("invalidOption")
        public static let threadNotStarted = Code("threadNotStarted")
        public static let kernelIsWrong = Code("kernelIsWrong")
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

public import SubstratePrimitives

/// A puzzle, a search or a solver that was asked for something it cannot do.
public struct ProofOfWorkError: CodedError {
    public enum Code: Hashable, Sendable {
        case zeroDifficulty
        case sealMissesTarget
        case unknownKernel
        case zeroStride
        case countBeyondPeriod
        case invalidOption
        case threadNotStarted
        case kernelIsWrong
    }

    public let code: Code
    public let reason: String

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

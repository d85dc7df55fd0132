public import SubstratePrimitives

/// What is wrong with a text that was to be an amount.
public struct AmountError: CodedError {
    /// What kind of failure it is.
    public enum Code: Hashable, Sendable {
        /// A text that is no number of TAO, too large, or finer than a rao.
        case invalidAmount
    }

    public let code: Code
    public let reason: String

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

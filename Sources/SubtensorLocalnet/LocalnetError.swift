public import SubstratePrimitives

/// An embedded chain that could not begin or go on.
public struct LocalnetError: CodedError {
    public enum Code: Hashable, Sendable {
        /// The state file is no state file, is damaged, or cannot be opened.
        case stateUnreadable
        /// The state file belongs to a chain with other rules.
        case stateOfOtherChain
        /// A block could not be written to the state file. The chain goes on in memory.
        case stateNotSaved
        /// The chain's own declarations contradict each other: a fault of this library.
        case runtime
    }

    public let code: Code
    public let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

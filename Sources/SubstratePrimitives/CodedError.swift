/// The shape that every error of this package has: a stable code to compare, and a sentence for a person.
///
/// Two errors are equal when their codes are; the reason may carry values that change from case to case.
public protocol CodedError: Error, Equatable, CustomStringConvertible {
    associatedtype Code: Hashable, Sendable
    /// What kind of failure this is. Stable across releases; compare this one.
    var code: Code { get }
    /// What failed, with which value, and what to do next. One line, no trailing full stop.
    var reason: String { get }
}

extension CodedError {
    public var description: String { reason }

    public static func == (lhs: Self, rhs: Self) -> Bool { lhs.code == rhs.code }
}

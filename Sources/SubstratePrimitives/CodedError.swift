// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The shape that every error of this package has: a stable code to compare, and a sentence for a person.
///
/// Two errors are equal when their codes are; the reason may carry values that change from case to case.
public protocol CodedError: Error, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    associatedtype Code: Hashable, Sendable
    /// What kind of failure this is. Stable across releases; compare this one.
    var code: Code { get }
    /// What failed, with which value, and what to do next. One line, no trailing full stop.
    var reason: String { get }
    /// Where in the source it was made, for whoever looks for the cause.
    var origin: ErrorOrigin { get }
}

/// What kind of failure an error is: one of the named values of its type. Later releases add some, so that a `switch` has a
/// `default`.
public protocol ErrorCode: Hashable, Sendable, CustomStringConvertible {
    /// As it is written in Swift, such as `wrongLength`.
    var name: String { get }
}

extension ErrorCode {
    public var description: String { name }
}

/// A place in the source.
public struct ErrorOrigin: Sendable, CustomStringConvertible {
    /// The module and the file.
    public let fileID: StaticString
    public let line: UInt

    public init(fileID: StaticString, line: UInt) {
        self.fileID = fileID
        self.line = line
    }

    public var description: String { "\(fileID):\(line)" }
}

extension CodedError {
    public var description: String { reason }
    public var debugDescription: String { "\(Self.self).\(code): \(reason) (\(origin))" }

    public static func == (lhs: Self, rhs: Self) -> Bool { lhs.code == rhs.code }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// A function of a runtime API with its arguments, and the Swift type of its result. A value; it calls nothing.
///
/// ```swift
/// let call = RuntimeCall<UInt32>("AccountNonceApi", "account_nonce", account)
/// let nonce = try await state.call(call)
/// ```
public struct RuntimeCall<Output: ScaleConvertible & Sendable>: Hashable, Sendable, CustomStringConvertible {
    public let api: String
    public let method: String
    /// Each argument in its SCALE encoding.
    public let arguments: [[UInt8]]

    /// A call of `method` with arguments, if it takes any.
    public init<each Argument: ScaleEncodable>(_ api: String, _ method: String, _ argument: repeat each Argument) {
        self.api = api
        self.method = method
        var arguments: [[UInt8]] = []
        repeat arguments.append((each argument).scaleEncoded)
        self.arguments = arguments
    }

    /// The name by which `state_call` knows the function, such as `AccountNonceApi_account_nonce`.
    public var function: String { "\(api)_\(method)" }
    public var description: String { function }
}

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
    public let arguments: [RuntimeArgument]
    /// Whether a runtime that describes no functions takes accounts as byte strings here, and answers inside one.
    let isOpaqueUndescribed: Bool

    /// A call of `method` with arguments, if it takes any.
    public init<each Argument: ScaleEncodable>(_ api: String, _ method: String, _ argument: repeat each Argument) {
        self.api = api
        self.method = method
        var arguments: [RuntimeArgument] = []
        repeat arguments.append(RuntimeArgument(each argument))
        self.arguments = arguments
        isOpaqueUndescribed = false
    }

    private init(api: String, method: String, arguments: [RuntimeArgument], isOpaqueUndescribed: Bool) {
        self.api = api
        self.method = method
        self.arguments = arguments
        self.isOpaqueUndescribed = isOpaqueUndescribed
    }

    /// The same call of a function that, in runtimes from before metadata described any, takes accounts as byte strings and
    /// answers inside one.
    public var opaqueWhereUndescribed: Self {
        Self(api: api, method: method, arguments: arguments, isOpaqueUndescribed: true)
    }

    /// The same call, whose answer is read as another type: one that some runtimes have in its place.
    public func answering<Other>(_: Other.Type) -> RuntimeCall<Other> {
        .init(
            api: api, method: method, arguments: arguments, isOpaqueUndescribed: isOpaqueUndescribed)
    }

    /// The name by which `state_call` knows the function, such as `AccountNonceApi_account_nonce`.
    public var function: String { "\(api)_\(method)" }
    public var description: String { function }
}

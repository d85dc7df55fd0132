// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A request and its answer: a struct whose fields travel as JSON, and whose name is the route.
///
/// ```swift
/// struct Summarize: Synapse {
///     var text = ""
///     var summary: String?
///
///     static let fields: [SynapseField<Self>] = [
///         .field("text", \.text, .required, .frozen),
///         .field("summary", \.summary),
///     ]
///     static let requiredHashFields = ["text"]
/// }
/// ```
///
/// A peer in Python has the same class with the same field names. The value that `init()` gives a field is its default.
public protocol Synapse: Sendable {
    /// What a caller makes of an answer; the synapse itself unless said otherwise.
    associatedtype Deserialized: Sendable = Self

    /// A synapse with every field at its default.
    init()

    /// The class name in Python, and the path of the route. Normally the name of the type.
    static var name: String { get }

    /// The fields, in the order in which the Python class defines them.
    static var fields: [SynapseField<Self>] { get }

    /// The fields that the body hash, and so the caller's signature, covers, in the order of the class's
    /// `required_hash_fields`. Without any the body is not protected at all. `name` and `timeout` may be among them.
    static var requiredHashFields: [String] { get }

    /// What a caller makes of an answer, also of a failed one.
    func deserialize() -> Deserialized
}

extension Synapse {
    public static var name: String { String(describing: Self.self) }
    public static var requiredHashFields: [String] { [] }
}

extension Synapse where Deserialized == Self {
    public func deserialize() -> Self { self }
}

/// A synapse whose answer comes in parts.
public protocol StreamingSynapse: Synapse {
    /// Takes in the next part of the answer, raw bytes as the axon sent them. The parts together make the final synapse.
    mutating func receive(_ part: [UInt8])
}

/// The synapse without fields, which Python calls `Synapse`: every axon answers it. Send it to see who is there.
public struct Ping: Synapse {
    public static let name = "Synapse"
    public static let fields: [SynapseField<Self>] = []

    public init() {}
}

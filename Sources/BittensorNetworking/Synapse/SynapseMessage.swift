// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A synapse on its way: its fields, and what travels around them.
///
/// The fields of the synapse are reached through the message: `message.text` is `message.synapse.text`.
@dynamicMemberLookup
public struct SynapseMessage<Body: Synapse>: Sendable {
    /// The fields.
    public var synapse: Body
    /// How long the caller waits, in seconds.
    public var timeout: Double?
    /// The caller. In a handler this is the proven caller, whatever the body claims; at a caller it holds the outcome.
    public var dendrite: TerminalInfo
    /// The one called. A handler may set `statusCode` and `statusMessage` here.
    public var axon: TerminalInfo
    /// The hash that came with the message: 64 hex digits, empty while there is none.
    public var computedBodyHash: String
    /// Sizes of Python objects: meaningless, but Python wants them.
    var sizes = MessageSizes()

    public init(
        _ synapse: Body, timeout: Double? = 12, dendrite: TerminalInfo = TerminalInfo(),
        axon: TerminalInfo = TerminalInfo(), computedBodyHash: String = ""
    ) {
        self.synapse = synapse
        self.timeout = timeout
        self.dendrite = dendrite
        self.axon = axon
        self.computedBodyHash = computedBodyHash
    }

    public subscript<Value>(dynamicMember path: WritableKeyPath<Body, Value>) -> Value {
        get { synapse[keyPath: path] }
        set { synapse[keyPath: path] = newValue }
    }

    /// Whether the call went well: 200.
    public var isSuccess: Bool { dendrite.statusCode == 200 }
    /// Whether the call did not go well, or has not been made.
    public var isFailure: Bool { !isSuccess }
    /// Whether the time ran out: 408.
    public var isTimeout: Bool { dendrite.statusCode == 408 }
    /// Whether the axon refuses this caller: 403.
    public var isBlacklisted: Bool { dendrite.statusCode == 403 }
    /// Whether the axon did not believe the signature: 401.
    public var failedVerification: Bool { dendrite.statusCode == 401 }

    /// What the synapse makes of its answer.
    public func deserialize() -> Body.Deserialized { synapse.deserialize() }
}

/// `header_size` and `total_size`, which a peer repeats.
struct MessageSizes: Hashable, Sendable {
    var header: Int64? = 0
    var total: Int64? = 0
}

extension SynapseMessage {
    /// The texts that the body hash covers, in its order; nil where a name is no field.
    func hashedTexts() throws(NetworkingError) -> [String] {
        var texts: [String] = []
        for name in Body.requiredHashFields {
            var text = ""
            if let field = Body.fields.first(where: { $0.name == name }) {
                field.read(synapse).appendPythonText(to: &text, quoted: false)
            } else if name == "timeout" {
                timeout.appendPythonText(to: &text, quoted: false)
            } else if name == "name" {
                text = Body.name
            } else {
                throw NetworkingError(.invalidConfiguration, "\(Body.name) hashes '\(name)', which is no field of it")
            }
            texts.append(text)
        }
        return texts
    }

    /// The hash over the fields that the synapse wants covered, as 64 hex digits.
    public func bodyHash() throws(NetworkingError) -> String { BodyHash.digits(of: try hashedTexts()) }
}

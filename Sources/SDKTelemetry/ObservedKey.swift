// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import Logging
package import Tracing

/// What stands beside a line of a log and in a span, by the same name in all libraries. The article "Observing" lists them.
package enum ObservedKey: String, CaseIterable, Sendable {
    case attempt
    case blockNumber = "block.number"
    case call
    case delay
    case duration
    case endpoint
    case errorCode = "error.code"
    case extrinsicHash = "extrinsic.hash"
    case genesis
    case hashes
    case hotkey
    case netuid
    case nonce
    case reason
    case rpcMethod = "rpc.method"
    case specVersion = "spec.version"
    case status
    case synapse
    case uid
    case worker
}

/// Values by their keys, as a log or a span takes them.
package typealias ObservedValues = KeyValuePairs<ObservedKey, any CustomStringConvertible>

extension Logger.Metadata {
    package static func of(_ values: ObservedValues) -> Logger.Metadata {
        Dictionary(values.map { ($0.rawValue, .string($1.description)) }) { $1 }
    }
}

extension Logger {
    /// Writes these values beside every line from now on.
    package mutating func add(_ values: ObservedValues) {
        for (key, value) in Metadata.of(values) { self[metadataKey: key] = value }
    }
}

extension SpanAttributes {
    package static func of(_ values: ObservedValues) -> SpanAttributes {
        var attributes = SpanAttributes()
        for (key, value) in values {
            attributes.set(key.rawValue, value: (value as? Int).map { .int64(Int64($0)) } ?? .string(value.description))
        }
        return attributes
    }
}

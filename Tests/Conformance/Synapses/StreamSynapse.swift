// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import BittensorNetworking

/// An answer in parts.
package struct StreamSynapse: StreamingSynapse {
    package var prompt = ""
    package var parts = 3
    package var gap = 0.0
    package var failAfter = -1
    package var completion = ""
    package init() {}
    package static let fields: [SynapseField<Self>] = [
        .field("prompt", \.prompt), .field("parts", \.parts), .field("gap", \.gap),
        .field("fail_after", \.failAfter), .field("completion", \.completion),
    ]

    package mutating func receive(_ part: [UInt8]) { completion += String(decoding: part, as: UTF8.self) }
}

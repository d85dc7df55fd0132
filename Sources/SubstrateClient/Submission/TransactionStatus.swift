// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives
public import SubstrateRPC

/// What a node says about an extrinsic that it watches.
public enum TransactionStatus: Hashable, Sendable {
    /// Its nonce is ahead of the account's: it waits for those before it.
    case future
    /// It waits in the pool for a block.
    case ready
    /// It was sent on to other nodes.
    case broadcast
    /// This block of the best chain holds it.
    case inBlock(Hash256)
    /// The block that held it is no longer part of the best chain.
    case retracted(Hash256)
    /// The node gave up waiting for its block to be finalised.
    case finalityTimeout(Hash256)
    /// This finalised block holds it.
    case finalized(Hash256)
    /// This other extrinsic took its place.
    case usurped(Hash256)
    /// The pool was full.
    case dropped
    /// It can no longer be valid.
    case invalid

    /// The status in a notification of `author_submitAndWatchExtrinsic`; nil when it is none.
    public init?(_ json: JSONValue) {
        if let word = json.string {
            switch word {
            case "future": self = .future
            case "ready": self = .ready
            case "dropped": self = .dropped
            case "invalid": self = .invalid
            default: return nil
            }
            return
        }
        guard let members = json.object, members.count == 1, let (name, value) = members.first else { return nil }
        if name == "broadcast" {
            self = .broadcast
            return
        }
        guard let hash = value.string.flatMap({ try? Hash256(hex: $0) }) else { return nil }
        switch name {
        case "inBlock": self = .inBlock(hash)
        case "retracted": self = .retracted(hash)
        case "finalityTimeout": self = .finalityTimeout(hash)
        case "finalized": self = .finalized(hash)
        case "usurped": self = .usurped(hash)
        default: return nil
        }
    }

    /// The status as a node writes it.
    public var json: JSONValue {
        switch self {
        case .future: "future"
        case .ready: "ready"
        case .broadcast: ["broadcast": []]
        case .inBlock(let hash): ["inBlock": .string(hash.hex)]
        case .retracted(let hash): ["retracted": .string(hash.hex)]
        case .finalityTimeout(let hash): ["finalityTimeout": .string(hash.hex)]
        case .finalized(let hash): ["finalized": .string(hash.hex)]
        case .usurped(let hash): ["usurped": .string(hash.hex)]
        case .dropped: "dropped"
        case .invalid: "invalid"
        }
    }
}

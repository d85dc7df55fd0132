// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Whether signatures commit to the metadata that was read, so that the chain refuses a call other than the one shown.
///
/// A node may describe a chain's calls wrongly, and what is signed is bytes. With `CheckMetadataHash` (RFC 78) switched on,
/// the digest of the metadata that gave the bytes their meaning is signed along, and the chain compares it with its own.
public struct MetadataCheck: Hashable, Sendable {
    public enum Demand: Hashable, Sendable {
        /// Never.
        case off
        /// Where the node's build of the runtime knows its digest: development builds often do not.
        case whereKnown
        /// Always. A node that says it cannot is refused.
        case required
    }

    public var demand: Demand
    /// How many digits behind the point the chain's token has: part of the digest.
    public var decimals: UInt8
    /// What the token is called: part of the digest.
    public var symbol: String

    public init(_ demand: Demand, decimals: UInt8, symbol: String) {
        self.demand = demand
        self.decimals = decimals
        self.symbol = symbol
    }

    /// Never.
    public static let off = MetadataCheck(.off, decimals: 0, symbol: "")
}

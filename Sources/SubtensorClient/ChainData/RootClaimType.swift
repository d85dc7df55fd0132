// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec

/// What becomes of the alpha that a coldkey's stake on the root earns on the subnets.
public struct RootClaimType: Hashable, Sendable, CustomStringConvertible {
    /// It is sold, and the TAO staked on the root.
    public static let swap = RootClaimType("Swap")
    /// It stays staked on its subnet.
    public static let keep = RootClaimType("Keep")

    /// It stays staked on these subnets, and is sold on the others.
    public static func keep(on netuids: Set<NetUID>) -> RootClaimType {
        RootClaimType("KeepSubnets", subnets: netuids.sorted())
    }

    /// The chain's name for it.
    public let name: String
    /// The subnets that it names.
    public let subnets: [NetUID]

    public init(_ name: String, subnets: [NetUID] = []) {
        self.name = name
        self.subnets = subnets
    }

    public var description: String {
        subnets.isEmpty ? name : "\(name) \(subnets.map { "\($0)" }.joined(separator: ", "))"
    }

    /// It as an argument of a call.
    var value: ScaleValue {
        guard !subnets.isEmpty else { return .variant(name, []) }
        let list = ScaleValue.list(subnets.map { .number($0.rawValue) })
        return .variant(name, [ScaleValue.Member("subnets", list)])
    }
}

extension RootClaimType: ScaleDescribed {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard let name = value.variantName else {
            throw ScaleError(.mismatch, "a root claim type is a name, not \(value)")
        }
        let subnets = try value["subnets"].map { list throws(ScaleError) in try [NetUID](dynamic: list) }
        self.init(name, subnets: subnets ?? [])
    }
}

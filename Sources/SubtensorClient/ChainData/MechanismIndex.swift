// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec

/// An incentive mechanism of a subnet, under the number that the chain keeps its weights by.
public struct MechanismIndex: Hashable, Sendable {
    /// The subnet.
    public let netuid: NetUID
    /// The mechanism; 0 is the first.
    public let mechanism: UInt8

    /// A subnet's mechanisms share one number with it: mechanism × 4096 + netuid.
    private static let subnetsPerMechanism: UInt16 = 4096

    public init(_ netuid: NetUID, mechanism: UInt8 = 0) {
        self.netuid = netuid
        self.mechanism = mechanism
    }

    /// The mechanism that a number of the chain stands for.
    public init(rawValue: UInt16) {
        netuid = NetUID(rawValue % Self.subnetsPerMechanism)
        mechanism = UInt8(rawValue / Self.subnetsPerMechanism)
    }

    /// The number of the chain for it; the highest one for a mechanism beyond the fifteenth, which no chain has.
    public var rawValue: UInt16 {
        UInt16(clamping: UInt32(mechanism) * UInt32(Self.subnetsPerMechanism) + UInt32(netuid.rawValue))
    }
}

extension MechanismIndex: ScaleEncodable {
    public func encode(to writer: inout ScaleWriter) { writer.write(integer: rawValue) }
}

extension MetagraphInfo {
    /// The subnet, whichever of its mechanisms was asked for.
    public var subnet: NetUID { MechanismIndex(rawValue: netuid.rawValue).netuid }
    /// The incentive mechanism that was asked for; 0 is the first.
    public var mechanism: UInt8 { MechanismIndex(rawValue: netuid.rawValue).mechanism }
}

extension SelectiveMetagraph {
    /// The subnet, whichever of its mechanisms was asked for.
    public var subnet: NetUID { MechanismIndex(rawValue: netuid.rawValue).netuid }
    /// The incentive mechanism that was asked for; 0 is the first.
    public var mechanism: UInt8 { MechanismIndex(rawValue: netuid.rawValue).mechanism }
}

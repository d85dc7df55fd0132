// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

/// A subnet's incentive mechanisms share one field with its number: mechanism × 4096 + netuid.
private let subnetsPerMechanism: UInt16 = 4096

extension MetagraphInfo {
    /// The subnet, whichever of its mechanisms was asked for.
    public var subnet: NetUID { NetUID(netuid.rawValue % subnetsPerMechanism) }
    /// The incentive mechanism that was asked for; 0 is the first.
    public var mechanism: UInt8 { UInt8(netuid.rawValue / subnetsPerMechanism) }
}

extension SelectiveMetagraph {
    /// The subnet, whichever of its mechanisms was asked for.
    public var subnet: NetUID { NetUID(netuid.rawValue % subnetsPerMechanism) }
    /// The incentive mechanism that was asked for; 0 is the first.
    public var mechanism: UInt8 { UInt8(netuid.rawValue / subnetsPerMechanism) }
}

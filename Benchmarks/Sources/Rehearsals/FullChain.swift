// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorClient
import SubtensorLocalnet

/// A chain with as many neurons as the main network.
struct FullChain {
    /// Its clock stands still: blocks have slots of their own.
    static let time: UInt64 = 1_800_000_000_500
    static let stranger = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
    /// The subnet that is staked on, and the one with epochs.
    static let stakedOn: UInt16 = 1

    let subnets: UInt16
    let hasEpochs: Bool

    /// As many as lie between two epochs; else one, so that no rehearsal is upon the block of the one before.
    var blocksBetween: Int { hasEpochs ? Int(Self.shortTempo) + 1 : 1 }

    func configuration(_ specification: ChainSpecification) throws -> LocalnetConfiguration {
        let code = try RuntimeCode(specification.code)
        var nothing = StorageOverlay(over: StateTrie())
        let metadata = try RuntimeMetadata([UInt8](scale: code.call("Metadata_metadata", on: &nothing)))
        var genuine = GenuineChain(specification)
        genuine.plan.endowments[try KeyPair(uri: "//Alice").accountID] = 1_000_000_000_000
        for netuid in 1...subnets {
            genuine.plan.openSubnets[NetUID(netuid)] = 1_000_000
            let isDue = hasEpochs && netuid == Self.stakedOn
            let subnet = FullSubnet(netuid: netuid, tempo: isDue ? Self.shortTempo : 360)
            genuine.plan.storage += try subnet.storage(by: metadata)
        }
        var configuration = LocalnetConfiguration(blockTime: nil, retainedBlocks: 16, now: { Self.time })
        configuration.genuine = genuine
        return configuration
    }

    /// By which the epoch of the first subnet is due in block 2. None of the others, with 360, is before block 229.
    private static let shortTempo: UInt16 = 4
}

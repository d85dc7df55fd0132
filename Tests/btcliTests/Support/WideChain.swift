// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import SubstrateKeys
import SubstratePrimitives

@testable import SubtensorLocalnet

/// A chain with as many subnets as the big ones have, and a wallet `default` whose hotkeys are neurons on all of them.
struct WideChain: Sendable {
    static let subnets: UInt16 = 128
    static let hotkeys = 20

    let home: Home
    let chain: Localnet

    init() throws {
        let home = try Home()
        self.home = home
        let coldkey = try home.makeWallet().coldkeyPublic()
        let hotkeys = try (0..<Self.hotkeys).map { number in
            let wallet = try home.wallet(hotkey: "hotkey-\(number)")
            try wallet.createHotkey(try KeyPair(uri: "//hotkey/\(number)"))
            return try wallet.hotkeyPublic()
        }
        // Nobody waits for two thousand extrinsics: the first block has it all, as if it had always been so.
        let configuration = LocalnetConfiguration(blockTime: nil, stateFile: "\(home.path)/chain.sqlite")
        var genesis = Execution.genesis(
            try LocalRuntime(rules: configuration.rules, isDifficultyPinned: false), configuration)
        for netuid in 1...Self.subnets {
            if netuid > 1 {
                genesis.addSubnet(netuid, owner: coldkey, hotkey: hotkeys[0])
                genesis.seedPool(netuid, with: 1_000_000_000_000)
                genesis.start(netuid)
            }
            for hotkey in hotkeys { try genesis.join(netuid: netuid, hotkey: hotkey, coldkey: coldkey) }
            try genesis.stake(1_000_000_000, hotkeys[Int(netuid) % hotkeys.count], coldkey, netuid)
        }
        let changes = StateChanges(genesis.state.changes)
        let file = try StateFile(
            path: "\(home.path)/chain.sqlite", lineage: ChainLineage(runtime: configuration.rules.rawValue))
        try file.begin(with: Block(parent: nil, extrinsics: [], changes: changes), changes: changes)
        file.close()
        chain = try Localnet(configuration)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A state as large as mainnet's: 128 subnets of 256 neurons, with keys and values of the kinds that such a chain has.
struct SubnetState {
    typealias Entry = (key: [UInt8], value: [UInt8])

    /// In no order, as they are written.
    let entries: [Entry]
    /// Keys that are neuron's, whose values change in every block.
    let neuronKeys: [[UInt8]]

    init(subnets: Int = 128, neurons: Int = 256) {
        var entries: [Entry] = []
        var neuronKeys: [[UInt8]] = []
        var number: UInt64 = 22
        func next() -> UInt64 {
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return number >> 24
        }
        func item(_ pallet: String, _ name: String) -> [UInt8] {
            Hashing.twox128([UInt8](pallet.utf8)) + Hashing.twox128([UInt8](name.utf8))
        }
        let items = ["Uids", "Keys", "Axons", "Bonds", "Weights"].map { item("SubtensorModule", $0) }
        let accounts = item("System", "Account")
        for subnet in 0..<subnets {
            let netuid = [UInt8(subnet % 256), UInt8(subnet / 256)]
            for setting in 0..<60 {
                entries.append((item("SubtensorModule", "Setting\(setting)") + netuid, [UInt8(setting), 0]))
            }
            for uid in 0..<neurons {
                let hotkey = Hashing.blake2b256(netuid + [UInt8(uid % 256), UInt8(uid / 256)])
                let hashed = Hashing.blake2b128(hotkey) + hotkey
                let place = netuid + [UInt8(uid % 256), UInt8(uid / 256)]
                entries.append((items[0] + netuid + hashed, [UInt8(uid % 256), UInt8(uid / 256)]))
                entries.append((items[1] + place, hotkey))
                entries.append((items[2] + netuid + hashed, [UInt8](repeating: 1, count: 40)))
                entries.append((items[3] + place, [UInt8](repeating: 2, count: 1 + Int(next() % 64))))
                entries.append((items[4] + place, [UInt8](repeating: 3, count: 1 + Int(next() % 64))))
                entries.append((accounts + hashed, [UInt8](repeating: 4, count: 80)))
                neuronKeys.append(items[3] + place)
            }
        }
        self.entries = entries
        self.neuronKeys = neuronKeys
    }
}

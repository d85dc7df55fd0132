// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// The neurons of a subnet, read once: a list for each of their values.
struct NeuronTable {
    let netuid: UInt16
    let hotkeys: [AccountID]
    let coldkeys: [AccountID]
    let active: [Bool]
    let validatorPermit: [Bool]
    let rank: [UInt16]
    let trust: [UInt16]
    let consensus: [UInt16]
    let incentive: [UInt16]
    let dividends: [UInt16]
    let validatorTrust: [UInt16]
    let pruningScores: [UInt16]
    let emission: [UInt64]
    let lastUpdate: [UInt64]
    let axons: [AxonEndpoint]
    let registeredAt: [UInt64]

    init(_ chain: Execution, _ netuid: UInt16) {
        let state = chain.state
        let hotkeys = chain.hotkeys(netuid)
        func list<V: ScaleCodable & Sendable>(_ item: StorageItem<[V]>, _ filling: V) -> [V] {
            let stored = state[item, netuid].prefix(hotkeys.count)
            return stored + [V](repeating: filling, count: hotkeys.count - stored.count)
        }
        self.netuid = netuid
        self.hotkeys = hotkeys
        coldkeys = hotkeys.map { state[SubtensorPallet.owner, $0] }
        active = list(SubtensorPallet.active, false)
        validatorPermit = list(SubtensorPallet.validatorPermit, false)
        rank = list(SubtensorPallet.rank, 0)
        trust = list(SubtensorPallet.trust, 0)
        consensus = list(SubtensorPallet.consensus, 0)
        incentive = list(SubtensorPallet.incentive, 0)
        dividends = list(SubtensorPallet.dividends, 0)
        validatorTrust = list(SubtensorPallet.validatorTrust, 0)
        pruningScores = list(SubtensorPallet.pruningScores, 0)
        emission = list(SubtensorPallet.emission, 0)
        lastUpdate = list(SubtensorPallet.lastUpdate, 0)
        axons = hotkeys.map { state[SubtensorPallet.axons, netuid, $0] ?? .none }
        registeredAt = hotkeys.indices.map { state[SubtensorPallet.blockAtRegistration, netuid, UInt16($0)] }
    }
}

extension AxonEndpoint {
    var value: ScaleValue {
        .fields([
            "block": .number(block), "version": .number(version), "ip": .unsigned(UInt256(ip)), "port": .number(port),
            "ip_type": .number(ipType), "protocol": .number(proto), "placeholder1": .number(placeholder1),
            "placeholder2": .number(placeholder2),
        ])
    }
}

extension PrometheusEndpoint {
    var value: ScaleValue {
        .fields([
            "block": .number(block), "version": .number(version), "ip": .unsigned(UInt256(ip)), "port": .number(port),
            "ip_type": .number(ipType),
        ])
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// `NeuronInfoRuntimeApi`: neurons one by one, with their weights and bonds or without.
enum NeuronInfoAPI {
    static let declaration = RuntimeAPIDeclaration(
        name: "NeuronInfoRuntimeApi",
        functions: [
            FunctionDeclaration("get_neurons", ["netuid": "u16"], output: "Vec<NeuronInfo>") {
                .list($0.neurons(try $1("netuid"), isLite: false))
            },
            FunctionDeclaration("get_neuron", ["netuid": "u16", "uid": "u16"], output: "Option<NeuronInfo>") {
                .optional($0.neuron(try $1("netuid"), try $1("uid"), isLite: false))
            },
            FunctionDeclaration("get_neurons_lite", ["netuid": "u16"], output: "Vec<NeuronInfoLite>") {
                .list($0.neurons(try $1("netuid"), isLite: true))
            },
            FunctionDeclaration("get_neuron_lite", ["netuid": "u16", "uid": "u16"], output: "Option<NeuronInfoLite>") {
                .optional($0.neuron(try $1("netuid"), try $1("uid"), isLite: true))
            },
        ])
}

extension Execution {
    fileprivate func neurons(_ netuid: UInt16, isLite: Bool) -> [ScaleValue] {
        let table = NeuronTable(self, netuid)
        return table.hotkeys.indices.map { neuron(table, $0, isLite: isLite) }
    }

    fileprivate func neuron(_ netuid: UInt16, _ uid: UInt16, isLite: Bool) -> ScaleValue? {
        let table = NeuronTable(self, netuid)
        return table.hotkeys.indices.contains(Int(uid)) ? neuron(table, Int(uid), isLite: isLite) : nil
    }

    /// The stake is that of the whole hotkey on the subnet, under its owner's name, as newer runtimes answer.
    private func neuron(_ table: NeuronTable, _ uid: Int, isLite: Bool) -> ScaleValue {
        let (hotkey, coldkey, netuid) = (table.hotkeys[uid], table.coldkeys[uid], table.netuid)
        let prometheus = state[SubtensorPallet.prometheus, netuid, hotkey] ?? .none
        var members: [ScaleValue.Member] = [
            .init("hotkey", .account(hotkey)), .init("coldkey", .account(coldkey)), .init("uid", .number(UInt16(uid))),
            .init("netuid", .number(netuid)), .init("active", .bool(table.active[uid])),
            .init("axon_info", table.axons[uid].value), .init("prometheus_info", prometheus.value),
            .init("stake", .list([.list([.account(coldkey), .number(stakeWeight(of: hotkey, netuid))])])),
            .init("rank", .number(table.rank[uid])), .init("emission", .number(table.emission[uid])),
            .init("incentive", .number(table.incentive[uid])), .init("consensus", .number(table.consensus[uid])),
            .init("trust", .number(table.trust[uid])), .init("validator_trust", .number(table.validatorTrust[uid])),
            .init("dividends", .number(table.dividends[uid])), .init("last_update", .number(table.lastUpdate[uid])),
            .init("validator_permit", .bool(table.validatorPermit[uid])),
        ]
        if !isLite {
            let key = UInt16(uid)
            members.append(.init("weights", Self.pairs(state[SubtensorPallet.weights, netuid, key])))
            members.append(.init("bonds", Self.pairs(state[SubtensorPallet.bonds, netuid, key])))
        }
        members.append(.init("pruning_score", .number(table.pruningScores[uid])))
        return .record(members)
    }

    private static func pairs(_ pairs: [ScalePair<UInt16, UInt16>]) -> ScaleValue {
        .list(pairs.map { .list([.number($0.first), .number($0.second)]) })
    }
}

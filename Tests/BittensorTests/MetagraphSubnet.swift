// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors

/// A subnet of made-up neurons, told by a node in one of the ways in which runtimes tell it.
struct MetagraphSubnet {
    /// What a runtime offers to read neurons by.
    enum Way: CaseIterable { case metagraph, neurons, storage }

    let count: Int
    var netuid: NetUID = 1

    func account(_ kind: UInt8, _ uid: Int) -> AccountID {
        AccountID(unchecked: [kind, UInt8(uid & 255), UInt8(uid >> 8 & 255)] + [UInt8](repeating: kind, count: 29))
    }

    func part(_ uid: Int, _ salt: Int) -> UInt64 { UInt64((uid * 2654 + salt * 7919 + 13) % 65536) }
    func amount(_ uid: Int, _ salt: Int) -> UInt64 { UInt64(uid + 1) * 1_234_567_891 + UInt64(salt) }
    func isValidator(_ uid: Int) -> Bool { uid % 4 == 0 }

    /// What each validator gives: to three others, around itself.
    func weights(_ uid: Int) -> [(uid: Int, value: UInt64)] {
        guard isValidator(uid) else { return [] }
        return [1, 2, 5].map { ((uid + $0) % count, UInt64($0 * 10000)) }.sorted { $0.0 < $1.0 }
    }

    private func axon(_ uid: Int) -> ScaleValue {
        .record([
            .init("block", .number(UInt64(uid))), .init("version", .number(UInt32(9_012_002))),
            .init("ip", .number(UInt64(0xCB00_7100 + uid))), .init("port", .number(UInt16(8000 + uid % 1000))),
            .init("ip_type", .number(UInt8(4))), .init("protocol", .number(UInt8(4))),
            .init("placeholder1", .number(UInt8(0))), .init("placeholder2", .number(UInt8(0))),
        ])
    }

    private func list(_ value: (Int) -> ScaleValue) -> ScaleValue { .list((0..<count).map(value)) }
    private func parts(_ salt: Int) -> ScaleValue { list { .number(part($0, salt)) } }

    /// The columns that every answer has, under the names of `SubnetState`.
    private var columns: [(String, ScaleValue)] {
        [
            ("hotkeys", list { .account(account(1, $0)) }), ("coldkeys", list { .account(account(2, $0)) }),
            ("active", list { .bool($0 % 3 != 0) }), ("validator_permit", list { .bool(isValidator($0)) }),
            ("pruning_score", parts(0)), ("last_update", list { .number(UInt64(500 + $0)) }),
            ("emission", list { .number(amount($0, 3)) }), ("dividends", parts(1)), ("incentives", parts(2)),
            ("consensus", parts(3)), ("trust", parts(4)), ("rank", parts(5)),
            ("block_at_registration", list { .number(UInt64(100 + $0)) }),
            ("alpha_stake", list { .number(amount($0, 0)) }), ("tao_stake", list { .number(amount($0, 1)) }),
            ("total_stake", list { .number(total($0)) }),
        ]
    }

    /// By a root weight of one half.
    func total(_ uid: Int) -> UInt64 { amount(uid, 0) + amount(uid, 1) / 2 }

    func install(_ way: Way, on node: ActionNode, withWeights: Bool = true) throws {
        try node.set(.networksAdded(netuid), true)
        try node.set(.subnetworkN(netuid), UInt16(count))
        func item(_ name: String, _ value: ScaleValue) throws {
            try node.set(StorageQuery("SubtensorModule", name, netuid), value)
        }
        try item("ValidatorTrust", parts(6))
        if withWeights {
            for uid in (0..<count).filter(isValidator) {
                let row = ScaleValue.list(
                    weights(uid).map { .list([.number(UInt16($0.uid)), .number(UInt16($0.value))]) })
                try node.set(StorageQuery("SubtensorModule", "Weights", netuid, UInt16(uid)), row)
                try node.set(StorageQuery("SubtensorModule", "Bonds", netuid, UInt16(uid)), row)
            }
        }
        switch way {
        case .metagraph: try installMetagraph(on: node)
        case .neurons: try installNeurons(on: node)
        case .storage: try installStorage(on: node, item)
        }
    }

    /// A recorded answer about a subnet of this shape, with these columns in place of its own.
    private func installMetagraph(on node: ActionNode) throws {
        let template = VectorFile("runtime_api.json").cases("groups").flatMap { $0["made_up_calls"].list }
            .first { $0["method"].string == "get_metagraph" && !$0["decoded"].isNull }
        guard let template else { return }
        let decoded = try node.metadata.decodeResult(
            template["result"].bytes, of: "SubnetInfoRuntimeApi", "get_metagraph")
        guard case .variant(let some, let inner) = decoded, case .record(let members)? = inner.first?.value else {
            return
        }
        var replaced = Dictionary(columns) { first, _ in first }
        replaced["axons"] = list(axon)
        replaced["identities"] = list { _ in .none }
        let changed = members.map { ScaleValue.Member($0.name, replaced[$0.name ?? ""] ?? $0.value) }
        try node.answer("SubnetInfoRuntimeApi", "get_metagraph", .variant(some, [.init(nil, .record(changed))]))
    }

    private func installNeurons(on node: ActionNode) throws {
        let state: [(String, ScaleValue)] =
            [("netuid", .number(netuid.rawValue))] + columns + [("emission_history", .list([]))]
        try node.answer(
            "SubnetInfoRuntimeApi", "get_subnet_state",
            .variant("Some", .record(state.map { ScaleValue.Member($0.0, $0.1) })))
        let prometheus = ScaleValue.record([
            .init("block", .number(UInt64(0))), .init("version", .number(UInt32(0))), .init("ip", .number(UInt64(0))),
            .init("port", .number(UInt16(0))), .init("ip_type", .number(UInt8(0))),
        ])
        try node.answer(
            "NeuronInfoRuntimeApi", "get_neurons_lite",
            list { uid in
                .record([
                    .init("hotkey", .account(account(1, uid))), .init("coldkey", .account(account(2, uid))),
                    .init("uid", .number(UInt16(uid))), .init("netuid", .number(netuid.rawValue)),
                    .init("active", .bool(uid % 3 != 0)), .init("axon_info", axon(uid)),
                    .init("prometheus_info", prometheus), .init("stake", .list([])),
                    .init("rank", .number(part(uid, 5))), .init("emission", .number(amount(uid, 3))),
                    .init("incentive", .number(part(uid, 2))), .init("consensus", .number(part(uid, 3))),
                    .init("trust", .number(part(uid, 4))), .init("validator_trust", .number(part(uid, 6))),
                    .init("dividends", .number(part(uid, 1))), .init("last_update", .number(UInt64(500 + uid))),
                    .init("validator_permit", .bool(isValidator(uid))), .init("pruning_score", .number(part(uid, 0))),
                ])
            })
    }

    private func installStorage(on node: ActionNode, _ item: (String, ScaleValue) throws -> Void) throws {
        let lists = Dictionary(columns) { first, _ in first }
        for (name, column) in [
            ("Active", "active"), ("ValidatorPermit", "validator_permit"), ("LastUpdate", "last_update"),
            ("Emission", "emission"), ("Dividends", "dividends"), ("Incentive", "incentives"),
            ("Consensus", "consensus"), ("Trust", "trust"), ("Rank", "rank"),
        ] {
            try item(name, lists[column] ?? .none)
        }
        // One half, of 2⁶⁴ − 1.
        try node.set(StorageQuery("SubtensorModule", "TaoWeight"), .number(UInt64.max / 2 + 1))
        for uid in 0..<count {
            let hotkey = account(1, uid)
            try node.set(.hotkey(netuid, uid: UInt16(uid)), hotkey)
            try node.set(.owner(of: hotkey), account(2, uid))
            let key = UInt16(uid)
            try node.set(
                StorageQuery("SubtensorModule", "BlockAtRegistration", netuid, key), .number(UInt64(100 + uid)))
            try node.set(StorageQuery("SubtensorModule", "Axons", netuid, hotkey), axon(uid))
            try node.set(StorageQuery("SubtensorModule", "TotalHotkeyAlpha", hotkey, netuid), .number(amount(uid, 0)))
            try node.set(
                StorageQuery("SubtensorModule", "TotalHotkeyAlpha", hotkey, NetUID(0)), .number(amount(uid, 1)))
        }
    }
}

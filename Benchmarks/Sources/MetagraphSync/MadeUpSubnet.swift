// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A subnet as large as one likes, in the answers of a node of spec 343.
struct MadeUpSubnet {
    let count: Int
    let metadata: RuntimeMetadata

    /// The answers by function, and storage by key.
    func answers() throws -> (functions: [String: [UInt8]], storage: [StorageKey: [UInt8]]) {
        var functions: [String: [UInt8]] = [:]
        func answer(_ api: String, _ method: String, _ value: ScaleValue) throws {
            let output = try metadata.runtimeMethod(api, method).output
            functions["\(api)_\(method)"] = try metadata.types.encode(value, as: output)
        }
        try answer("NeuronInfoRuntimeApi", "get_neurons_lite", list(neuron))
        try answer(
            "NeuronInfoRuntimeApi", "get_neurons",
            list { uid in
                guard case .record(let members) = neuron(uid) else { return neuron(uid) }
                let row = ScaleValue.list(row(uid))
                return .record(members + [.init("weights", row), .init("bonds", row)])
            })
        try answer(
            "SubnetInfoRuntimeApi", "get_subnet_state",
            some(columns + [("netuid", .number(UInt16(1))), ("emission_history", .list([]))]))
        try answer("SubnetInfoRuntimeApi", "get_metagraph", some(columns + facts))
        // What the Python SDK asks for on top, and can do without.
        try answer("SubnetInfoRuntimeApi", "get_selective_mechagraph", .none)

        var storage: [StorageKey: [UInt8]] = [:]
        func set(_ item: String, _ keys: [[UInt8]], _ value: ScaleValue) throws {
            let type = try metadata.storage("SubtensorModule", item).value
            let key = try metadata.storageKey("SubtensorModule", item, keys: keys)
            storage[key] = try metadata.types.encode(value, as: type)
        }
        let netuid = UInt16(1).scaleEncoded
        try set("ValidatorTrust", [netuid], parts(6))
        for uid in 0..<count where isValidator(uid) {
            for item in ["Weights", "Bonds"] { try set(item, [netuid, UInt16(uid).scaleEncoded], .list(row(uid))) }
        }
        return (functions, storage)
    }

    /// As many validators as mainnet allows: 64, of which each weighs everybody.
    private func isValidator(_ uid: Int) -> Bool { uid < 64 }

    private func row(_ uid: Int) -> [ScaleValue] {
        guard isValidator(uid) else { return [] }
        return (0..<count).map { .list([.number(UInt16($0)), .number(UInt16(1 + ($0 * 31 + uid) % 65535))]) }
    }

    private func list(_ value: (Int) -> ScaleValue) -> ScaleValue { .list((0..<count).map(value)) }
    private func part(_ uid: Int, _ salt: Int) -> ScaleValue { .number(UInt16((uid * 2654 + salt * 7919) % 65536)) }
    private func parts(_ salt: Int) -> ScaleValue { list { part($0, salt) } }
    private func amount(_ uid: Int) -> ScaleValue { .number(UInt64(uid) * 1_234_567_891) }
    private func account(_ kind: UInt8, _ uid: Int) -> ScaleValue {
        .bytes(Hashing.blake2b256([kind, UInt8(uid & 255), UInt8(uid >> 8)]))
    }

    private func record(_ members: [(String, ScaleValue)]) -> ScaleValue {
        .record(members.map { ScaleValue.Member($0.0, $0.1) })
    }

    private func some(_ members: [(String, ScaleValue)]) -> ScaleValue { .variant("Some", record(members)) }

    private func axon(_ uid: Int) -> ScaleValue {
        record([
            ("block", .number(UInt64(uid))), ("version", .number(UInt32(9_012_002))),
            ("ip", .number(UInt64(0xCB00_7100 + uid % 256))), ("port", .number(UInt16(8091))),
            ("ip_type", .number(UInt8(4))), ("protocol", .number(UInt8(4))), ("placeholder1", .number(UInt8(0))),
            ("placeholder2", .number(UInt8(0))),
        ])
    }

    private func neuron(_ uid: Int) -> ScaleValue {
        let prometheus = record([
            ("block", .number(UInt64(0))), ("version", .number(UInt32(0))), ("ip", .number(UInt64(0))),
            ("port", .number(UInt16(0))), ("ip_type", .number(UInt8(0))),
        ])
        return record([
            ("hotkey", account(1, uid)), ("coldkey", account(2, uid)), ("uid", .number(UInt16(uid))),
            ("netuid", .number(UInt16(1))), ("active", .bool(true)), ("axon_info", axon(uid)),
            ("prometheus_info", prometheus), ("stake", .list([.list([account(2, uid), amount(uid)])])),
            ("rank", part(uid, 5)), ("emission", amount(uid)), ("incentive", part(uid, 2)),
            ("consensus", part(uid, 3)), ("trust", part(uid, 4)), ("validator_trust", part(uid, 6)),
            ("dividends", part(uid, 1)), ("last_update", .number(UInt64(uid))),
            ("validator_permit", .bool(isValidator(uid))), ("pruning_score", part(uid, 0)),
        ])
    }

    private var columns: [(String, ScaleValue)] {
        [
            ("hotkeys", list { account(1, $0) }), ("coldkeys", list { account(2, $0) }),
            ("active", list { _ in .bool(true) }), ("validator_permit", list { .bool(isValidator($0)) }),
            ("pruning_score", parts(0)), ("last_update", list { .number(UInt64($0)) }), ("emission", list(amount)),
            ("dividends", parts(1)), ("incentives", parts(2)), ("consensus", parts(3)), ("trust", parts(4)),
            ("rank", parts(5)), ("block_at_registration", list { .number(UInt64($0)) }),
            ("alpha_stake", list(amount)), ("tao_stake", list(amount)), ("total_stake", list(amount)),
        ]
    }

    /// What `get_metagraph` tells of the subnet itself: zeros, in the runtime's types.
    private var facts: [(String, ScaleValue)] {
        let own: [(String, ScaleValue)] = [
            ("axons", list(axon)), ("identities", list { _ in .none }),
        ]
        guard let output = try? metadata.runtimeMethod("SubnetInfoRuntimeApi", "get_metagraph").output,
            case .variant(let variants)? = try? metadata.types.type(output).shape,
            let inner = variants.first(where: { $0.name == "Some" })?.fields.first?.type,
            case .composite(let fields)? = try? metadata.types.type(inner).shape
        else { return own }
        let known = Set(columns.map(\.0) + own.map(\.0))
        return own
            + fields.compactMap { field in
                guard let name = field.name, !known.contains(name) else { return nil }
                // Every field of it that is no list is at most 32 bytes of zeros.
                let zeros = [UInt8](repeating: 0, count: 256)
                var reader = ScaleReader(zeros)
                return (try? metadata.types.decode(field.type, from: &reader)).map { (name, $0) }
            }
    }
}

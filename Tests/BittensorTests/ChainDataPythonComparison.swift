// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ProofOfWork
import ScaleCodec
import SubstratePrimitives
import TestVectors

/// Compares a Swift value, by its properties, with an object that the Python SDK made of the same bytes.
struct PythonComparison {
    /// The Python class.
    let owner: String
    private(set) var differences: [String] = []
    /// The address of the object at hand as text.
    private var texts: [String] = []

    init(owner: String) { self.owner = owner }

    /// Properties that have another name in Python.
    private static let names = [
        "active": "isActive", "validator_permit": "hasValidatorPermit", "max_weight_limit": "maxWeightsLimit",
        "max_n": "maxAllowedUIDs", "blocks_since_epoch": "blocksSinceLastStep", "modality": "networkModality",
        "owner_ss58": "owner", "hotkey_ss58": "hotkey", "coldkey_ss58": "coldkey", "symbol": "tokenSymbol",
        "max_uids": "maxUIDs", "num_uids": "numUIDs", "subnet_url": "subnetURL", "logo_url": "logoURL",
    ]
    /// What Python computes from other properties, writes in a form of its own, or computes wrongly from fixed-point
    /// numbers.
    private static let left: Set<String> = [
        "stake_dict", "is_null", "connection_requirements", "price", "k", "is_dynamic", "moving_price", "mechid",
        "identities", "total_stake of DelegateInfo", "nominators", "validators", "commitments",
        "stake of NeuronInfo", "stake of NeuronInfoLite", "total_stake of NeuronInfo",
        "total_stake of NeuronInfoLite", "hotkey of AxonInfo", "coldkey of AxonInfo",
        "alpha_sigmoid_steepness",
    ]
    /// What Python divides by the largest number of its type.
    private static let normalised: [String: Double] = [
        "min_allowed_weights": 65535, "max_weights_limit": 65535, "alpha_high": 65535, "alpha_low": 65535,
        "difficulty": 0x1p64, "min_difficulty": 0x1p64, "max_difficulty": 0x1p64, "adjustment_alpha": 0x1p64,
        "bonds_moving_avg": 0x1p64,
    ]

    mutating func compare(_ value: Any, _ python: Vector, at place: String) {
        if let neuron = value as? NeuronInfo { compare(neuron.totalStake, python["total_stake"], at: "total_stake") }
        if let neuron = value as? NeuronInfoLite {
            compare(neuron.totalStake, python["total_stake"], at: "total_stake")
            compare(neuron.totalStake, python["stake"], at: "stake")
        }
        if let info = value as? DelegatedInfo {
            let own = Mirror(reflecting: info).children.filter { $0.label != "delegate" }
            let delegate = Mirror(reflecting: info.delegate).children
            return compare(Array(own) + Array(delegate), python, type: "DelegatedInfo", at: place)
        }
        if let info = value as? DelegateInfo { compare(nominators: info, python) }
        let mirror = Mirror(reflecting: value)
        switch python {
        case .null: expect(mirror.displayStyle == .optional && mirror.children.isEmpty, value, python, place)
        case _ where mirror.displayStyle == .optional:
            guard let inner = mirror.children.first else { return expect(false, value, python, place) }
            compare(inner.value, python, at: place)
        case .array(let list) where value is String: expect(list.isEmpty && "\(value)".isEmpty, value, python, place)
        case .array(let list):
            if let pair = value as? UIDValue {
                return expect(list.map(\.uint64) == [UInt64(pair.uid), UInt64(pair.value)], value, python, place)
            }
            // Python leaves out the subnets that are not there.
            let items = mirror.children.map(\.value).filter { !Self.isNil($0) }
            expect(items.count == list.count, value, python, place)
            for (item, expected) in zip(items, list) { compare(item, expected, at: place) }
        case .object(let members) where members["rao"] != nil:
            expect(Self.rao(value) == python["rao"].uint256, value, python, place)
        case .object:
            if let axon = value as? AxonInfo { texts = [axon.ipText] }
            if let prometheus = value as? PrometheusInfo { texts = [prometheus.ipText] }
            compare(Array(mirror.children), python, type: "\(mirror.subjectType)", at: place)
        default: expect(agrees(value, python, place), value, python, place)
        }
    }

    private mutating func compare(_ children: [Mirror.Child], _ python: Vector, type: String, at place: String) {
        for (key, expected) in python.members where !Self.left.contains(key) && !Self.left.contains("\(key) of \(type)")
        {
            let camel = key.split(separator: "_").enumerated()
                .map {
                    $0.offset == 0 ? String($0.element) : $0.element.prefix(1).uppercased() + $0.element.dropFirst()
                }
                .joined()
            guard
                let child = children.first(where: { $0.label == camel })
                    ?? children.first(where: { $0.label == Self.names[key] })
            else {
                differences.append("\(place).\(key) is not in \(type)")
                continue
            }
            switch (key, child.value, expected) {
            case ("netuid", let netuid as NetUID, _) where owner == "MetagraphInfo":
                let parts = [python["netuid"].uint64, python["mechid"].uint64]
                let agrees = parts == [UInt64(netuid.rawValue % 4096), UInt64(netuid.rawValue / 4096)]
                expect(agrees, netuid, expected, "\(place).netuid")
            case ("tao_stake", let stakes as [Balance], .array(let list)) where owner == "MetagraphInfo":
                // Python multiplies by the root stake's weight.
                let weighted = stakes.map { UInt64(Double($0.rao) * 0.18) }
                expect(weighted == list.map { $0["rao"].uint64 }, stakes, expected, "\(place).tao_stake")
            case ("ip", _, .string(let text)) where text.contains(where: { ".:".contains($0) }):
                if !texts.contains(text) { differences.append("\(place).ip: \(texts) is not \(text)") }
            default: compare(child.value, expected, at: "\(place).\(key)")
            }
        }
    }

    private mutating func compare(nominators info: DelegateInfo, _ python: Vector) {
        for (coldkey, stakes) in python["nominators"].members {
            let found = info.nominators.first { $0.coldkey.ss58() == coldkey }
            for (netuid, amount) in stakes.members {
                let stake = found?.stakes.first { "\($0.netuid)" == netuid }?.stake.rao
                expect(stake == amount["rao"].uint64, found as Any, amount, "nominators.\(coldkey).\(netuid)")
            }
        }
    }

    private func agrees(_ value: Any, _ python: Vector, _ place: String) -> Bool {
        switch value {
        case let flag as Bool: return python == .bool(flag)
        case let account as AccountID: return python == .string(account.ss58())
        case let part as Proportion: return part.value == Self.double(python)
        // Python reads bytes that are no UTF-8 as Latin-1.
        case let text as String: return python == .string(text) || text.contains("\u{fffd}")
        case let amount as Alpha where place.hasSuffix(".emission") && owner.hasPrefix("NeuronInfo"):
            return Double(amount.rao) / 1e9 == Self.double(python)
        default:
            guard let number = Self.rao(value) else { return false }
            let key = place.split(separator: ".").last.map(String.init) ?? ""
            if owner == "MetagraphInfo", let whole = Self.normalised[key] {
                return number.approximateDouble / whole == Self.double(python)
            }
            return number == python.uint256
        }
    }

    private mutating func expect(_ agrees: Bool, _ value: Any, _ python: Vector, _ place: String) {
        if !agrees { differences.append("\(place): \(value) is not \(python)") }
    }

    private static func isNil(_ value: Any) -> Bool {
        let mirror = Mirror(reflecting: value)
        return mirror.displayStyle == .optional && mirror.children.isEmpty
    }

    private static func double(_ vector: Vector) -> Double? {
        switch vector {
        case .number(let value): value
        case .integer(let value): Double(value)
        case .string(let text): Double(text)
        default: nil
        }
    }

    private static func rao(_ value: Any) -> UInt256? {
        switch value {
        case let amount as Balance: UInt256(amount.rao)
        case let amount as Alpha: UInt256(amount.rao)
        case let block as BlockNumber: UInt256(block.rawValue)
        case let netuid as NetUID: UInt256(UInt64(netuid.rawValue))
        case let number as any FixedWidthInteger: UInt128(exactly: number).map { UInt256($0) }
        default: nil
        }
    }
}

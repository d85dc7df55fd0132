// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@testable import SubtensorClient

/// What SDK 11.3 reads texts as and sends, and what the chain's sources say of its calls.
@Suite("Hyperparameters as the Python SDK and the chain have them")
struct HyperparameterVectorTests {
    private static let file = VectorFile("hyperparameters.json")

    /// The number that the chain would get.
    private static func raw(_ value: HyperparameterValue, of parameter: Hyperparameter) -> Int128? {
        switch value {
        case .number(let number): return number
        case .flag(let flag): return flag ? 1 : 0
        case .choice(let word):
            guard case .choice(let words) = parameter.unit else { return nil }
            return words.firstIndex(of: word).map { Int128($0) }
        default: return nil
        }
    }

    @Test("every reading of a text")
    func readings() throws {
        for reading in Self.file.cases("to_raw") {
            let (name, text) = (reading["name"].string, reading["text"].string)
            let parameter = try #require(Hyperparameter.named(name))
            let read = (try? parameter.reading(of: text)).flatMap { Self.raw($0, of: parameter) }
            if !reading["raw"].isNull {
                #expect(read == Int128(reading["raw"].digits), "\(name) \(text)")
            } else if name == "adjustment_alpha", text == "1.0" {
                // There a double makes it 2⁶⁴, which is one too many.
                #expect(read == Int128(UInt64.max))
            } else {
                #expect(read.map(parameter.range.contains) != true, "\(name) \(text): \(reading["error"].string)")
            }
        }
    }

    @Test("every call that an owner sends, byte for byte")
    func calls() async throws {
        let world = try await ActionWorld(spec: 424)
        let context = ActionContext(
            subtensor: world.subtensor, state: try await world.subtensor.state(), signer: world.coldkey.accountID)
        for row in Self.file.cases("owner") {
            let name = row["name"].string
            let parameter = try #require(Hyperparameter.named(name))
            for sample in row["samples"].cases {
                let arguments = sample["call_args"].members
                // A number of more than 53 bits is given exactly by the argument alone.
                let bits = arguments.values.first { if case .object = $0 { true } else { false } }?["bits"].digits
                let isInteger = if case .string = sample["value"] { false } else { true }
                let text = isInteger ? bits ?? sample["value"].digits : sample["value"].string
                let value = try parameter.reading(of: text)
                let wanted = try [UInt8](hex: sample["call_data"].string)
                guard sample["note"].isNull else {
                    // The argument stands behind pallet, call and subnet.
                    let raw = wanted[4...].reversed().reduce(Int128(0)) { $0 << 8 | Int128($1) }
                    #expect(Self.raw(value, of: parameter) == raw, "\(name) \(text)")
                    continue
                }
                let netuid = NetUID(UInt16(arguments["netuid"]?.uint64 ?? 0))
                // As the root: in this runtime an owner has a call of its own for tempo.
                let call = try await context.call(setting: parameter, to: value, on: netuid, asRoot: true)
                #expect(try world.node.metadata.encode(call) == wanted, "\(name) \(text)")
            }
        }
    }

    @Test("every call of AdminUtils: there, with its arguments, and in the table if it is about a subnet")
    func adminCalls() throws {
        let metadata = try RuntimeMetadata(VectorFile.bytes("metadata/metadata-v15-spec424.from-v16.bin"))
        let types = ["NetUid": "u16", "MechId": "u8", "TaoBalance": "u64"]
        for call in VectorFile("admin_calls.json").cases("calls") {
            let name = call["call"].string
            let found = try metadata.call("AdminUtils", name)
            #expect(UInt64(found.index) == call["index"].uint64, "\(name)")
            let arguments = call["args"].list
            #expect(found.fields.map(\.name) == arguments.map { $0["name"].string }, "\(name)")
            for (field, argument) in zip(found.fields, arguments) {
                let type = types[argument["type"].string] ?? argument["type"].string
                guard ["bool", "u8", "u16", "u32", "u64", "i16"].contains(type) else { continue }
                #expect(metadata.types.name(field.type) == type, "\(name)")
            }
            let row = Hyperparameter.all.first { $0.calls.contains(name) }
            guard arguments.first?["name"].string == "netuid" else {
                #expect(row == nil, "\(name)")
                continue
            }
            try compare(call, with: #require(row, "\(name)"), metadata)
        }
    }

    private func compare(_ call: Vector, with row: Hyperparameter, _ metadata: RuntimeMetadata) throws {
        let name = call["call"].string
        let authority = row.authority(in: metadata)
        // Its call is there, and what it sets follows from something else by now, or is refused to all.
        guard row.replacement(in: metadata) == nil else {
            #expect(authority == .nobody, "\(name)")
            #expect(["sudo_set_activity_cutoff", "sudo_set_network_pow_registration_allowed"].contains(name))
            return
        }
        switch call["who"].string {
        case "owner or root": #expect(authority == .owner, "\(name)")
        case "owner": #expect(authority == .ownerAlone, "\(name)")
        // The owner has another call for these.
        case "root" where row.ownersCall != nil: #expect(row.call(in: metadata, asRoot: true)?.variant.name == name)
        case "root": #expect(authority == .root, "\(name)")
        default: Issue.record("\(name): \(call["who"].string)")
        }
        #expect(row.isFrozen == call["freeze_window"].bool, "\(name)")
        guard row.ownersCall == nil else { return }
        let limits: [String] =
            switch row.limit {
            case .none, .ownerHotkey: []
            case .parameter(let name): [name]
            case .transaction(4, _): ["SetWeightsVersionKey"]
            case .transaction(7, _): ["MechanismCountUpdate"]
            case .transaction(8, _): ["MechanismEmission"]
            case .transaction(9, _): ["MaxUidsTrimming"]
            case .transaction(let number, _): ["\(number)"]
            }
        #expect(limits == call["owner_rate_limits"].list.map(\.string), "\(name)")
    }

    static let files = VectorFile("metadata/index.json").cases("files").map { $0["file"].string }

    @Test("every recorded runtime's calls are in the table, and take what it says", arguments: files)
    func recorded(file: String) throws {
        let bytes = VectorFile.bytes("metadata/" + file)
        let metadata =
            try file.contains("option-opaque") ? RuntimeMetadata(optionOpaque: bytes) : RuntimeMetadata(bytes)
        let rows = Hyperparameter.all(in: metadata)
        #expect(rows.count > 30)
        for row in rows {
            #expect(Hyperparameter.named(row.name) == row, "\(row.name)")
            for asRoot in [true, false] {
                guard let call = row.call(in: metadata, asRoot: asRoot) else { continue }
                let values: [HyperparameterValue] =
                    switch row.unit {
                    case .flag: [.flag(true)]
                    case .account: [.account(AccountID(unchecked: [UInt8](repeating: 1, count: 32)))]
                    case .choice(let words): words.map { .choice($0) }
                    case .split: [.numbers([65535, 0]), .evenly]
                    case .pair: [.numbers([0, 65535])]
                    default: [.number(row.range.lowerBound), .number(row.range.upperBound)]
                    }
                for value in values {
                    let arguments = value.arguments(as: row.unit)
                    // A bound of two goes out with the other one.
                    let types = call.variant.fields.dropFirst().prefix(arguments.count).map(\.type)
                    for (argument, type) in zip(arguments, types) {
                        #expect(throws: Never.self, "\(row.name)") { try metadata.types.encode(argument, as: type) }
                    }
                }
            }
        }
    }

    @Test("the storage number of every mechanism")
    func mechanisms() {
        for (netuid, mechanism, index) in [
            (0, 0, 0), (1, 0, 1), (1, 1, 4097), (128, 1, 4224), (4095, 15, 65535), (3087, 4, 19471),
        ] as [(UInt16, UInt8, UInt16)] {
            #expect(MechanismIndex(NetUID(netuid), mechanism: mechanism).rawValue == index)
            #expect(MechanismIndex(rawValue: index) == MechanismIndex(NetUID(netuid), mechanism: mechanism))
        }
    }
}

extension Vector {
    /// The digits of a whole number, written as one or as a string.
    fileprivate var digits: String {
        switch self {
        case .string(let text): text
        case .integer(let number): "\(number)"
        default: preconditionFailure("no whole number: \(self)")
        }
    }
}

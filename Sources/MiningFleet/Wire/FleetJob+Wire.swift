// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import SubstratePrimitives
import SubstrateRPC

extension FleetJob {
    /// Reads a job as ``wire`` writes it.
    ///
    /// - Throws: `malformed`, `unknownVersion`.
    public init(wire bytes: [UInt8]) throws(FleetError) {
        let fields = try FleetDocument.read(bytes, as: "job")
        let list = try fields.list("puzzles", upTo: Self.mostPuzzles, of: "puzzle")
        var puzzles: [FleetPuzzle] = []
        for puzzle in list { puzzles.append(try FleetPuzzle(puzzle)) }
        try self.init(epoch: try fields.integer("epoch", in: 0...Self.lastEpoch), puzzles: puzzles)
    }

    /// The job as workers get it: JSON of at most 64 KiB.
    public var wire: [UInt8] {
        FleetDocument.write(["epoch": JSONValue(epoch), "puzzles": .array(puzzles.map(\.document))])
    }
}

extension FleetPuzzle {
    init(_ fields: FleetFields) throws(FleetError) {
        let keys: Keys
        switch SealScheme(rawValue: try fields.text("scheme", upTo: 32)) {
        case .register:
            guard let order = SealByteOrder(rawValue: try fields.text("order", upTo: 8)) else {
                throw fields.malformed("its order is neither big nor little")
            }
            keys = .register(account: try fields.bytes32("account"), order: order)
        case .powRegister:
            let netuid = NetUID(UInt16(truncatingIfNeeded: try fields.integer("netuid", in: 0...UInt64(UInt16.max))))
            keys = .powRegister(
                netuid: netuid, hotkey: try fields.bytes32("hotkey"), coldkey: try fields.bytes32("coldkey"))
        case nil: throw fields.malformed("its scheme is not known here")
        }
        // 2²⁵⁶ has 78 digits.
        guard let difficulty = try? UInt256(parsing: try fields.text("difficulty", upTo: 78)) else {
            throw fields.malformed("its difficulty is no whole number of 256 bits")
        }
        try self.init(
            blockNumber: BlockNumber(try fields.integer("block", in: 0...FleetJob.lastEpoch)),
            blockHash: try fields.bytes32("block_hash"), keys: keys, difficulty: difficulty,
            weight: Int(try fields.integer("weight", in: 1...UInt64(Self.weights.upperBound))),
            lifetime: .seconds(Int64(try fields.integer("seconds", in: 1...86_400))))
        guard try fields.text("id", upTo: 64) == id else {
            throw fields.malformed("its id is not that of what it holds")
        }
    }

    var document: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "scheme": .string(puzzle.scheme.rawValue), "block": JSONValue(blockNumber.rawValue),
            "block_hash": .string(blockHash.hex), "difficulty": .string(difficulty.description),
            "weight": JSONValue(Int64(weight)), "seconds": JSONValue(lifetime.components.seconds),
        ]
        switch keys {
        case .register(let account, let order):
            members["account"] = .string(account.hex)
            members["order"] = .string(order.rawValue)
        case .powRegister(let netuid, let hotkey, let coldkey):
            members["netuid"] = JSONValue(UInt64(netuid.rawValue))
            members["hotkey"] = .string(hotkey.hex)
            members["coldkey"] = .string(coldkey.hex)
        }
        return .object(members)
    }
}

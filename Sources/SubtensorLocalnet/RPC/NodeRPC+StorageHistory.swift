// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

extension Localnet {
    /// How many bytes a value has, or all values whose keys begin so; null where there is none.
    func storageSize(_ key: [UInt8], at hash: Hash256?) async throws(RPCFault) -> JSONValue {
        try await reading(at: hash) { state in
            if let value = state.value(StorageKey(bytes: key)) { return JSONValue(UInt64(value.count)) }
            let sizes = state.keys(withPrefix: key).compactMap { state.value($0)?.count }
            return sizes.isEmpty ? .null : JSONValue(UInt64(sizes.reduce(0, +)))
        }
    }

    /// The most values that are looked at for one history.
    private static let maximumLookups: UInt64 = 1 << 20

    /// What some keys held after a first block, and what each block up to a last one changed of that; the head is the last for nil.
    func history(
        of keys: [StorageKey], from first: Hash256, to last: Hash256?
    ) async throws(RPCFault) -> JSONValue {
        try await reading(at: last) { state throws(RPCFault) in
            let start = try self.state(at: first, over: nil).block
            return try history(of: keys, from: start, first, to: state)
        }
    }

    private func history(
        of keys: [StorageKey], from first: BlockNumber, _ firstHash: Hash256, to last: BlockState
    ) throws(RPCFault) -> JSONValue {
        let (start, end) = (first.rawValue, last.block.rawValue)
        guard start <= end else {
            throw RPCFault(
                code: 4001, message: "Cannot resolve a block range ['\(firstHash.hex)' ... '\(last.hash.hex)]'.",
                data: .string("from number > to number"))
        }
        let (lookups, overflow) = (end - start + 1).multipliedReportingOverflow(by: UInt64(keys.count))
        guard !overflow, lookups <= Self.maximumLookups else {
            throw AnswerRoom.exceeded("\(Self.maximumLookups) values")
        }
        var sets: [JSONValue] = []
        var room = AnswerRoom()
        for number in (start...end).map({ BlockNumber($0) }) {
            var changes: [JSONValue] = []
            for key in keys {
                let value = last.value(key, at: number)
                if number.rawValue > start, last.value(key, at: BlockNumber(number.rawValue - 1)) == value { continue }
                try room.take(key.bytes.count + (value?.count ?? 0))
                changes.append([.string(key.hex), value.map { .string($0.hex) } ?? .null])
            }
            guard !changes.isEmpty || number.rawValue == start else { continue }
            let hash = block(number: number).map { JSONValue.string($0.hash.hex) } ?? .null
            sets.append(["block": hash, "changes": .array(changes)])
        }
        return .array(sets)
    }
}

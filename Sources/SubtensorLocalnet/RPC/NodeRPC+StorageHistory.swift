// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

extension Localnet {
    /// How many bytes a value has, or all values whose keys begin so; null where there is none.
    func storageSize(_ key: [UInt8], at hash: Hash256?) throws(RPCFault) -> JSONValue {
        let state = try state(at: hash)
        if let value = state.value(StorageKey(bytes: key)) { return JSONValue(UInt64(value.count)) }
        let sizes = state.keys(withPrefix: key).compactMap { state.value($0)?.count }
        return sizes.isEmpty ? .null : JSONValue(UInt64(sizes.reduce(0, +)))
    }

    /// The most values that are looked at for one history.
    private static let maximumLookups: UInt64 = 1 << 20

    /// What some keys held after a first block, and what each block up to a last one changed of that; the head is the last for nil.
    func history(
        of keys: [StorageKey], from first: Hash256, to last: Hash256?
    ) throws(RPCFault) -> JSONValue {
        let (start, end) = (try state(at: first).block.rawValue, try state(at: last).block.rawValue)
        guard start <= end else {
            throw RPCFault(
                code: 4001, message: "Cannot resolve a block range ['\(first.hex)' ... '\((last ?? head.hash).hex)]'.",
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
                let value = store.value(key, at: number)
                if number.rawValue > start, store.value(key, at: BlockNumber(number.rawValue - 1)) == value { continue }
                try room.take(key.bytes.count + (value?.count ?? 0))
                changes.append([.string(key.hex), value.map { .string($0.hex) } ?? .null])
            }
            guard !changes.isEmpty || number.rawValue == start else { continue }
            sets.append(["block": hash(number.rawValue), "changes": .array(changes)])
        }
        return .array(sets)
    }
}

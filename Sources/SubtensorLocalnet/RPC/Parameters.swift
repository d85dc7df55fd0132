// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// The parameters of a JSON-RPC call by place, checked.
struct Parameters {
    private let values: [JSONValue]

    init(_ json: JSONValue) throws(RPCFault) {
        guard json.isNull || json.array != nil else { throw .invalidParams("parameters must be an array") }
        values = json.array ?? []
    }

    /// The parameter at a place, null counting as missing.
    subscript(place: Int) -> JSONValue? {
        values.indices.contains(place) && !values[place].isNull ? values[place] : nil
    }

    func text(_ place: Int) throws(RPCFault) -> String {
        guard let text = self[place]?.string else { throw .invalidParams("parameter \(place) must be a string") }
        return text
    }

    func bytes(_ place: Int) throws(RPCFault) -> [UInt8] {
        guard let bytes = try? [UInt8](hex: text(place)) else { throw .invalidParams("parameter \(place) must be hex") }
        return bytes
    }

    func hash(_ place: Int) throws(RPCFault) -> Hash256? {
        guard self[place] != nil else { return nil }
        guard let hash = try? Hash256(bytes(place)) else { throw .invalidParams("parameter \(place) must be a hash") }
        return hash
    }

    func flag(_ place: Int) throws(RPCFault) -> Bool? {
        guard let value = self[place] else { return nil }
        guard let flag = value.bool else { throw .invalidParams("parameter \(place) must be true or false") }
        return flag
    }

    func number(_ place: Int) throws(RPCFault) -> UInt64 {
        guard let value = self[place], let number = Self.number(value) else {
            throw .invalidParams("parameter \(place) must be a number")
        }
        return number
    }

    func keys(_ place: Int) throws(RPCFault) -> [StorageKey] {
        guard let list = self[place]?.array else { throw .invalidParams("parameter \(place) must be a list of keys") }
        var keys: [StorageKey] = []
        for item in list {
            guard let text = item.string, let bytes = try? [UInt8](hex: text) else {
                throw .invalidParams("storage keys must be hex")
            }
            keys.append(StorageKey(bytes: bytes))
        }
        return keys
    }

    /// A block number as JSON or as hex text, as nodes take both.
    static func number(_ value: JSONValue) -> UInt64? {
        value.uint64 ?? value.string.flatMap { $0.hasPrefix("0x") ? UInt64($0.dropFirst(2), radix: 16) : nil }
    }
}

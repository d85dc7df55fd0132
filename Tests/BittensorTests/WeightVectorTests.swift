// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstratePrimitives
import TestVectors
import Testing

@Suite("weights.json")
struct WeightVectorTests {
    static let file = VectorFile("weights.json")

    private static func floats(_ vector: Vector) throws -> [Float] {
        try vector.list.map { try #require(Float($0.string)) }
    }

    private static func numbers(_ vector: Vector) throws -> [UInt16] {
        try vector.list.map { try #require(UInt16(exactly: $0.uint64)) }
    }

    @Test("weights are quantised as the Python SDK does", arguments: file.cases("for_emit"))
    func quantised(vector: Vector) throws {
        let weights = try QuantizedWeights(
            uids: try Self.numbers(vector["uids"]), weights: try Self.floats(vector["weights_float32"]))
        #expect(weights.uids == (try Self.numbers(vector["out_uids"])))
        #expect(weights.values == (try Self.numbers(vector["out_values"])))
    }

    @Test("and capped, to the last bit", arguments: file.cases("normalize_max_weight"))
    func capped(vector: Vector) throws {
        let limit: Double
        switch vector["limit"] {
        case .number(let value): limit = value
        case .integer(let value): limit = Double(value)
        default: limit = try #require(Double(vector["limit"].string))
        }
        let capped = WeightLimit.capped(try Self.floats(vector["weights_float32"]), at: limit)
        #expect(capped == (try Self.floats(vector["normalized"])))
    }

    @Test("the chain's weights make the row that the metagraph shows", arguments: file.cases("from_chain"))
    func rows(vector: Vector) throws {
        let weights = zip(try Self.numbers(vector["uids"]), try Self.numbers(vector["weights"])).map {
            UIDValue(uid: $0, value: $1)
        }
        #expect(weights.row(of: Int(vector["n"].uint64)) == (try Self.floats(vector["row_float32"])))
    }

    @Test(
        "a commitment hashes account, netuid, uids, values, salt and version key",
        arguments: file.cases("weight_commit_hash"))
    func commitment(vector: Vector) throws {
        let weights = try QuantizedWeights(
            uids: try Self.numbers(vector["uids"]), values: try Self.numbers(vector["values"]))
        let hash = weights.commitHash(
            by: try AccountID(ss58: vector["address"].string), on: NetUID(UInt16(vector["netuid"].uint64)),
            salt: try Self.numbers(vector["salt"]), versionKey: vector["version_key"].uint64)
        #expect(hash.bytes == vector["commit_hash"].bytes)
    }

    @Test("addresses are numbers", arguments: file.cases("ip"))
    func addresses(vector: Vector) throws {
        let address = try IPAddress(vector["ip"].string)
        #expect("\(address.number)" == vector["int"].string)
        #expect(UInt64(address.version) == vector["version"].uint64)
        #expect("\(address)" == vector["ip"].string)
        #expect(try IPAddress(number: address.number, version: address.version) == address)
    }

    @Test(
        "what is no address is refused",
        arguments: [
            "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.x", ":", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9",
            "12345::", "g::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8::", "::1.2.3", "1.2.3.4::", " ::1",
        ])
    func noAddress(text: String) {
        #expect(throws: BittensorError(.invalidOption, "")) { try IPAddress(text) }
    }

    @Test("an IPv4 address inside an IPv6 one is read")
    func mapped() throws {
        #expect(try IPAddress("::ffff:203.0.113.7").number == 0xffff_cb00_7107)
        #expect(throws: BittensorError(.invalidOption, "")) { try IPAddress(number: 1 << 32, version: 4) }
    }

    /// Whether Python's `float`, with which it writes amounts, holds every rao.
    private static func isExact(_ rao: UInt64) -> Bool { rao < 1 << 53 }

    @Test(
        "amounts are written as Python writes them, without its commas",
        arguments: file.cases("balance").filter { isExact(UInt64($0["rao"].string) ?? .max) })
    func amountTexts(vector: Vector) throws {
        let balance = Balance(rao: try #require(UInt64(vector["rao"].string)))
        #expect(balance.description == vector["text"].string.filter { $0 != "," })
    }

    @Test(
        "amounts read as Python reads and writes them, but for what is finer than a rao",
        arguments: file.cases("balance"))
    func amounts(vector: Vector) throws {
        let rao = try #require(UInt64(vector["rao"].string))
        let text = vector["tao"].string
        // Python rounds it; a person who types it is asked again.
        guard text != "0.30000000000000004" else {
            #expect(throws: AmountError(.invalidAmount, "")) { try Balance(tao: text) }
            return
        }
        guard Self.isExact(rao) else { return }
        #expect(try Balance(tao: text) == Balance(rao: rao))
        #expect(try Balance(tao: vector["text"].string) == Balance(rao: rao))
    }

    @Test("parts of 65535 are the Python SDK's", arguments: file.cases("u16_normalized"))
    func proportions(vector: Vector) throws {
        #expect(
            Proportion(rawValue: UInt16(vector["x"].uint64)).value == (try #require(Double(vector["float"].string))))
    }

    @Test("parts of a parent's stake are the Python SDK's", arguments: file.cases("u64_normalized"))
    func childShares(vector: Vector) throws {
        let child = ChildKey(AccountID(unchecked: Array(repeating: 0, count: 32)), share: vector["x"].uint64)
        #expect(child.part == (try #require(Double(vector["float"].string))))
    }

    @Test(
        "weights that mean nothing are refused",
        arguments: [
            ([0, 1], [1]), ([0], [-1]), ([0], [.nan]), ([0], [.infinity]), ([3, 3], [1, 1]),
        ] as [([UInt16], [Float])])
    func nonsense(uids: [UInt16], weights: [Float]) {
        #expect(throws: BittensorError(.invalidWeights, "")) { try QuantizedWeights(uids: uids, weights: weights) }
    }
}

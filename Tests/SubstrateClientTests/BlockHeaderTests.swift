// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import TestVectors
import Testing

@Suite("Block headers")
struct BlockHeaderTests {
    /// Block 6553223 of mainnet, as a node answered `chain_getHeader` for its hash.
    static let json: JSONValue = [
        "parentHash": "0xb5a3b72cc914b520a12e45e9f73fc3076b86fbae1be20b191fb7da4967c6ac47", "number": "0x63fe87",
        "stateRoot": "0x800d3090504b36e496fc579edf9db972a9cbc7522d52d96d4804e3396b21be7d",
        "extrinsicsRoot": "0xe3ccef094f2e6176bc4a2d2f42a2d0b0c5f815c8506cf4299c8390c0eac62d39",
        "digest": [
            "logs": [
                "0x06617572612007eebc0800000000",
                "0x0466726f6e8801e4783b7f433d5462d1b84cfc851cbcf2fe886103b02fab1cce30f82cdaf0d37000",
                "0x056175726101015e77e14c4e02e720bbd213a708dac67de5ea3494b41b6a87f03eee2d2d71557f2c960bd462e14433e758c6fe2584abec9b22b0d550bd25c76f836b413c526b8d",
            ]
        ],
    ]
    static let hash = "0x2830271e820b419253b79cbafea83f726354bbef26eb318835ffa774288de9ff"

    @Test("the hash of a real header is the one that the chain knows it by")
    func hash() throws {
        let header = try #require(BlockHeader(Self.json))
        #expect(header.number == 6_553_223)
        #expect(header.hash.hex == Self.hash)
        #expect(header.json == Self.json)
        #expect(BlockHeader(header.json) == header)
    }

    @Test("every part of it counts")
    func parts() throws {
        let header = try #require(BlockHeader(Self.json))
        let other = Hash256.zero
        for changed in [
            BlockHeader(
                parentHash: other, number: header.number, stateRoot: header.stateRoot,
                extrinsicsRoot: header.extrinsicsRoot, digest: header.digest),
            BlockHeader(
                parentHash: header.parentHash, number: 0, stateRoot: header.stateRoot,
                extrinsicsRoot: header.extrinsicsRoot, digest: header.digest),
            BlockHeader(
                parentHash: header.parentHash, number: header.number, stateRoot: other,
                extrinsicsRoot: header.extrinsicsRoot, digest: header.digest),
            BlockHeader(
                parentHash: header.parentHash, number: header.number, stateRoot: header.stateRoot,
                extrinsicsRoot: other, digest: header.digest),
            BlockHeader(
                parentHash: header.parentHash, number: header.number, stateRoot: header.stateRoot,
                extrinsicsRoot: header.extrinsicsRoot, digest: []),
        ] {
            #expect(changed.hash != header.hash)
        }
    }

    @Test(
        "a number is 0x and hexadecimal digits that fit the 32 bits of a block number",
        arguments: [
            ("0x0", 0), ("0xff", 255), ("0x00ff", 255), ("0xffffffff", UInt64(UInt32.max)), ("0x100000000", nil),
            ("0xffffffffffffffff", nil),
            ("0x10000000000000000", nil),
            ("0x", nil), ("ff", nil), ("0x+5", nil), ("0x-0", nil), ("0xg", nil), ("", nil), (" 0x1", nil),
            ("0x1 ", nil),
        ] as [(String, UInt64?)])
    func number(text: String, number: UInt64?) throws {
        var members = try #require(Self.json.object)
        members["number"] = .string(text)
        #expect(BlockHeader(.object(members))?.number.rawValue == number)
    }

    @Test(
        "a header with a part missing or misshapen is none",
        arguments: ["parentHash", "number", "stateRoot", "extrinsicsRoot", "digest"])
    func missing(member: String) throws {
        let members = try #require(Self.json.object)
        for value in [nil, .null, 7, "0x12", "zz", [:], ["logs": [7]], ["logs": ["0x1"]], ["logs": "0x"]]
            as [JSONValue?]
        {
            var changed = members
            changed[member] = value
            #expect(BlockHeader(.object(changed)) == nil || (member == "number" && value == "0x12"))
        }
        #expect(BlockHeader([]) == nil)
    }
}

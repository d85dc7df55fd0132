// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ScaleCodec
import SubstratePrimitives
import Testing

@Suite("Dynamic values as JSON")
struct ValueJSONTests {
    static let cases: [(ScaleValue, String)] = [
        (.bool(true), "true"), (.number(UInt64(1) << 53), "9007199254740992"),
        (.number(UInt64(9_007_199_254_740_993)), "\"9007199254740993\""), (.signed(-5), "-5"),
        (.signed(.min), "\"-170141183460469231731687303715884105728\""), (.bytes([1, 255]), "\"0x01ff\""),
        (.text("a\"\\\n\u{1}é"), "\"a\\\"\\\\\\n\\u0001é\""), (.list([]), "[]"),
        (.list([.bool(false), .text("x")]), "[false,\"x\"]"),
        (.record([.init("a", .number(UInt8(1))), .init("b", .none)]), "{\"a\":1,\"b\":null}"),
        (.variant("Some", .number(UInt8(7))), "7"), (.variant("Some", .none), "{\"Some\":null}"),
        (.variant("Live"), "\"Live\""), (.variant("Pair", .bool(true), .bool(false)), "{\"Pair\":[true,false]}"),
        (.variant("Id", [.init("who", .bytes([]))]), "{\"Id\":{\"who\":\"0x\"}}"), (.bits([true, false]), "\"0b10\""),
    ]

    @Test("every kind of value", arguments: cases)
    func kinds(value: ScaleValue, json: String) throws {
        #expect(value.json == json)
        #expect(throws: Never.self) {
            try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        }
    }

    @Test("with its type, an account is an address and a unit is null")
    func typed() throws {
        var builder = TypeRegistryBuilder()
        let type = try builder.type("(AccountId32, (), Vec<u8>, Option<Option<u8>>)")
        let account = AccountID(unchecked: [UInt8](repeating: 3, count: 32))
        let value = ScaleValue.list([.account(account), .list([]), .bytes([9]), .variant("Some", .none)])
        #expect(
            builder.registry.json(value, as: type) == "[\"\(account.ss58())\",null,\"0x09\",{\"Some\":null}]")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Testing

@Suite struct SS58Tests {
    private static let keys = VectorFile("keys.json")

    @Test("addresses of every format decode and encode", arguments: keys.cases("ss58"))
    func roundTrip(vector: Vector) throws {
        let (key, format) = try SS58.decode(vector["address"].string)
        #expect(key == vector["public_key"].bytes)
        #expect(UInt64(format) == vector["format"].uint64)
        #expect(SS58.encode(key, format: format) == vector["address"].string)
        #expect(try AccountID(ss58: vector["address"].string, format: format).bytes == key)
        if format == SS58.bittensorFormat {
            #expect(try AccountID(parsing: vector["address"].string).bytes == key)
            #expect(try AccountID(parsing: vector["public_key"].string).ss58() == vector["address"].string)
        } else {
            #expect(throws: PrimitivesError(.wrongSS58Prefix, "")) { try AccountID(ss58: vector["address"].string) }
        }
    }

    @Test("odd addresses are refused as the wallet refuses them", arguments: keys.cases("ss58_invalid_or_odd"))
    func odd(vector: Vector) throws {
        let account = try? AccountID(ss58: vector["address"].string)
        #expect((account != nil) == vector["bittensor_wallet_is_valid"]["value"].bool)
        #expect((try? SS58.decode(vector["address"].string)) == nil || account != nil)
    }

    @Test("a typing mistake is called one")
    func mistake() {
        let good = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
        let error = #expect(throws: PrimitivesError(.wrongSS58Checksum, "")) {
            try AccountID(ss58: String(good.dropLast()) + "Z")
        }
        #expect(error?.reason.contains("checksum") == true)
    }

    @Test("an account is taken in each form in which people copy it")
    func copiedForms() throws {
        let account = AccountID(unchecked: (0..<32).map { 7 * $0 })
        let digits = account.hex.dropFirst(2)
        let forms = [
            account.ss58(), " \(account.ss58())\n", account.hex, "0X\(digits)", "\(digits)", digits.uppercased(),
            "\u{a0}\(account.hex) ",
        ]
        for form in forms { #expect(try AccountID(parsing: form) == account, "\(form)") }
        #expect(throws: PrimitivesError.self) { try AccountID(parsing: String(digits.dropLast(2))) }
        #expect(throws: PrimitivesError.self) { try AccountID(parsing: "") }
    }

    @Test(
        "the network that an address belongs to is named",
        arguments: [(0, "0 (Polkadot)"), (2, "2 (Kusama)"), (7, "7")])
    func otherNetwork(format: UInt16, name: String) {
        let address = AccountID(unchecked: [UInt8](repeating: 1, count: 32)).ss58(format: format)
        let error = #expect(throws: PrimitivesError(.wrongSS58Prefix, "")) { try AccountID(parsing: address) }
        #expect(error?.reason.hasSuffix("its SS58 prefix is \(name), not 42 (Bittensor)") == true)
    }

    @Test("huge texts cost nothing")
    func huge() {
        #expect(throws: PrimitivesError(.invalidSS58, "")) { try SS58.decode(String(repeating: "5", count: 1_000_000)) }
    }

    @Test(
        "every format survives the way there and back",
        arguments: [0, 1, 41, 63, 64, 127, 255, 256, 1284, 16_383] as [UInt16])
    func formats(format: UInt16) throws {
        for byte in [0, 1, 0x7f, 0xff] as [UInt8] {
            let key = [UInt8](repeating: byte, count: 32)
            let decoded = try SS58.decode(SS58.encode(key, format: format))
            #expect(decoded.key == key && decoded.format == format)
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@Suite("Accounts that a chain makes of something else")
struct DerivedAccountTests {
    private static let file = VectorFile("accounts.json")

    @Test("Accounts without a key follow from who made them, where, and as what", arguments: file.cases("pure"))
    func pure(vector: Vector) throws {
        let runtime = try RuntimeMetadata(
            optionOpaque: VectorFile.bytes("metadata/metadata-v15-spec343.option-opaque.bin"))
        let field = try #require(try runtime.call("Proxy", "add_proxy").fields.first { $0.name == "proxy_type" })
        guard case .variant(let kinds) = try runtime.types.type(field.type).shape else {
            Issue.record("kinds of proxies are an enumeration")
            return
        }
        let kind = try #require(kinds.first { $0.name == vector["proxy_type"].string }?.index)
        let account = AccountID.pureProxy(
            of: try AccountID(ss58: vector["spawner"].string), kind: kind,
            height: try #require(UInt32(exactly: vector["height"].uint64)),
            extrinsicIndex: try #require(UInt32(exactly: vector["extrinsic_index"].uint64)),
            index: try #require(UInt16(exactly: vector["index"].uint64)))
        #expect(account.ss58() == vector["account"].string)
    }

    @Test("Mirrors of contract addresses", arguments: file.cases("evm_mirror"))
    func mirrors(vector: Vector) throws {
        let address = try [UInt8](hex: vector["evm_address"].string)
        #expect(AccountID.evmMirror(of: address)?.ss58() == vector["account"].string)
        #expect(AccountID.evmMirror(of: address + [0]) == nil)
    }

    @Test("Crowdloans", arguments: file.cases("crowdloan"))
    func crowdloans(vector: Vector) throws {
        let id = try #require(UInt32(exactly: vector["crowdloan_id"].uint64))
        #expect(AccountID.crowdloan(id).ss58() == vector["account"].string)
    }

    @Test("Leases", arguments: file.cases("lease"))
    func leases(vector: Vector) throws {
        let id = try #require(UInt32(exactly: vector["lease_id"].uint64))
        #expect(AccountID.leaseColdkey(id).ss58() == vector["coldkey"].string)
        #expect(AccountID.leaseHotkey(id).ss58() == vector["hotkey"].string)
    }

    @Test("The hash under which a new coldkey is announced", arguments: file.cases("coldkey_swap"))
    func swaps(vector: Vector) throws {
        let coldkey = try AccountID(ss58: vector["new_coldkey"].string)
        #expect(Hashing.blake2b256(coldkey.bytes).hex == vector["hash"].string)
    }

    @Test("The number of a subnet's mechanism", arguments: file.cases("mechanism_index"))
    func mechanisms(vector: Vector) throws {
        let netuid = NetUID(try #require(UInt16(exactly: vector["netuid"].uint64)))
        let mechanism = try #require(UInt8(exactly: vector["mechanism"].uint64))
        #expect(MechanismIndex(netuid, mechanism: mechanism).rawValue == vector["index"].uint64)
    }
}

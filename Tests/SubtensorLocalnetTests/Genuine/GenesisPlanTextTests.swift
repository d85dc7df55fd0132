// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateKeys
import SubstratePrimitives
import SubtensorLocalnet
import Testing

@Suite("Wishes for a first state, as people write them")
struct GenesisPlanTextTests {
    @Test("Balances, subnets and entries of the storage are taken up")
    func forms() throws {
        var plan = GenesisPlan()
        let account = try KeyPair(uri: "//Bob").accountID
        try plan.endow("\(account.ss58())=12")
        try plan.openSubnet("3:1000")
        try plan.setStorage("0x0102=0xff")
        try plan.setStorage("0xAB=")
        #expect(plan.endowments == [account: 12] && plan.openSubnets == [3: 1000])
        #expect(plan.storage.map(\.key) == [[1, 2], [0xab]] && plan.storage.map(\.value) == [[0xff], nil])
    }

    @Test(
        "What is none of these is refused in one line",
        arguments: [
            "", "=", "=5", "5Bob", "5Bob=1", "0x0102", "0x01=zz", "0x1=00", "zz=00", "70000:1", "1:", "1:-1", "1:1:1",
            ":1",
            "1:99999999999999999999", "\u{1b}[2J\n=\n",
        ])
    func refusals(text: String) throws {
        var plan = GenesisPlan()
        let takers: [(inout GenesisPlan) throws -> Void] = [
            { try $0.endow(text) }, { try $0.openSubnet(text) }, { try $0.setStorage(text) },
        ]
        for take in takers {
            let error = #expect(throws: LocalnetError.self) { try take(&plan) }
            #expect(error?.code == .genesisRefused && error?.reason.contains("\n") == false)
        }
        #expect(plan.endowments.isEmpty && plan.openSubnets.isEmpty && plan.storage.isEmpty)
    }

    @Test("What is named twice is refused")
    func twice() throws {
        var plan = GenesisPlan()
        let address = try KeyPair(uri: "//Bob").accountID.ss58()
        try plan.endow("\(address)=1000")
        #expect(throws: LocalnetError.self) { try plan.endow("\(address)=2000") }
        try plan.openSubnet("1:1")
        #expect(throws: LocalnetError.self) { try plan.openSubnet("1:2") }
    }

    @Test("Balances beyond what is counted are refused")
    func overflow() throws {
        var plan = GenesisPlan()
        let address = try KeyPair(uri: "//Bob").accountID.ss58()
        #expect(throws: LocalnetError.self) { try plan.endow("\(address)=18446744073709551616") }
        #expect(throws: LocalnetError.self) { try plan.endow("\(address)=1.5") }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime
import TestRuntimes
import Testing

@testable import SubtensorLocalnet

@Suite(
    "What is wished for the first state of real chains",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct GenesisPlanTests {
    private static let money: UInt64 = 5_000_000_000_000

    private func pair(_ uri: String) throws -> KeyPair { try KeyPair(uri: uri) }

    /// Storage that a wish of bytes sets: the tempo of a subnet.
    private func tempo(_ tempo: UInt16, of netuid: UInt16, _ editor: GenesisEditor) throws -> (
        key: [UInt8], value: [UInt8]?
    ) {
        let key = try editor.metadata.storageKey("SubtensorModule", "Tempo", values: [.number(netuid)])
        return (key.bytes, tempo.scaleEncoded)
    }

    @Test(
        "Chains go on from it: transfers, a registration by work, stake and epochs, in blocks that are taken when they are run again",
        arguments: RealRuntime.allCases)
    func blocks(runtime: RealRuntime) throws {
        let (coldkey, hotkey, other) = (try pair("//Cold"), try pair("//Hot"), try pair("//Other"))
        let (code, state) = try runtime.chain()
        let editor = try GenesisEditor(state, of: code)
        let networks = try editor.number(.init("SubtensorModule", "TotalNetworks"))
        let plan = GenesisPlan(
            endowments: [
                coldkey.accountID: Self.money, hotkey.accountID: Self.money, other.accountID: Self.money,
            ], sudoKey: coldkey.accountID, openSubnets: [7: 50], storage: [try tempo(4, of: 7, editor)])
        var chain = try PlannedChain(
            code, from: try plan.applied(to: state, of: code), slotMilliseconds: runtime.slotMilliseconds)
        #expect(try chain.value("SubtensorModule", "TotalNetworks")?.uint64 == networks + 1)
        #expect(try chain.value("Sudo", "Key")?.account == coldkey.accountID)

        #expect(try chain.add([(chain.transfer(1_000_000_000, to: other.accountID), coldkey)]) == [.applied])
        #expect(try chain.balance(of: other.accountID) == Self.money + 1_000_000_000)
        #expect(try chain.add([(chain.transfer(2_000_000_000, to: hotkey.accountID), other)]) == [.applied])

        let register = try chain.register(hotkey.accountID, of: coldkey.accountID, on: 7)
        let registration = try chain.add([(register, hotkey)])
        guard runtime != .testfinney103 else {
            // The first public test network's code lets nobody register, whatever its state says.
            #expect(registration == [.failed("SubtensorModule.RegistrationDisabled")])
            while chain.parent.number < 20 { _ = try chain.add() }
            return
        }
        #expect(registration == [.applied])
        #expect(try chain.hasEvent("SubtensorModule", "NeuronRegistered"))
        #expect(
            try chain.value("SubtensorModule", "Keys", .number(UInt16(7)), .number(UInt16(0)))?.account
                == hotkey.accountID)
        #expect(try chain.value("SubtensorModule", "SubnetworkN", .number(UInt16(7)))?.uint64 == 1)

        let stake = try chain.addStake(100_000_000_000, to: hotkey.accountID, on: 7)
        #expect(try chain.add([(stake, coldkey)]) == [.applied])
        #expect(try chain.hasEvent("SubtensorModule", "StakeAdded"))
        while chain.parent.number < 20 { _ = try chain.add() }
        #expect(try chain.value("SubtensorModule", "Difficulty", .number(UInt16(7)))?.uint64 == 50)
        let since = try chain.value("SubtensorModule", "BlocksSinceLastStep", .number(UInt16(7)))?.uint64
        #expect(since ?? .max <= 5)
        let step = try chain.value("SubtensorModule", "LastMechansimStepBlock", .number(UInt16(7)))?.uint64
        #expect(step ?? 0 > 10)
    }

    @Test("What is issued in all grows with what accounts are given", arguments: RealRuntime.allCases)
    func issuance(runtime: RealRuntime) throws {
        let account = try pair("//Cold").accountID
        let (code, state) = try runtime.chain()
        let before = try GenesisEditor(state, of: code)
        let planned = try GenesisPlan(endowments: [account: Self.money]).applied(to: state, of: code)
        let after = try GenesisEditor(planned, of: code)
        for pallet in ["Balances", "SubtensorModule"] {
            let place = GenesisEditor.Place(pallet, "TotalIssuance")
            #expect(try after.number(place) == (try before.number(place)) + Self.money)
        }
        // Once more is no more; less is less.
        #expect(try GenesisPlan(endowments: [account: Self.money]).applied(to: planned, of: code).top == planned.top)
        let poorer = try GenesisEditor(
            try GenesisPlan(endowments: [account: Self.money - 1]).applied(to: planned, of: code), of: code)
        #expect(
            try poorer.number(.init("Balances", "TotalIssuance"))
                == (try after.number(.init("Balances", "TotalIssuance"))) - 1)
    }

    @Test("Without an author a chain gets one; who is there stays", arguments: RealRuntime.allCases)
    func authors(runtime: RealRuntime) throws {
        let (code, state) = try runtime.chain()
        let place = GenesisEditor.Place("Aura", "Authorities")
        let before = try GenesisEditor(state, of: code).value(place)?.list ?? []
        let after = try GenesisEditor(try GenesisPlan().applied(to: state, of: code), of: code).value(place)?.list
        let alice = try pair("//Alice").accountID
        #expect(after == (before.isEmpty ? [.account(alice)] : before))
    }

    @Test("A subnet that is there is opened and not made again")
    func knownSubnet() throws {
        let (code, state) = try RealRuntime.dev293.chain()
        let editor = try GenesisEditor(state, of: code)
        let netuid: UInt16 = 1
        #expect(try editor.value(.init("SubtensorModule", "NetworksAdded", .number(netuid)))?.bool == true)
        let opened = try GenesisEditor(
            try GenesisPlan(openSubnets: [NetUID(netuid): 77]).applied(to: state, of: code), of: code)
        for item in ["TotalNetworks"] {
            #expect(
                try opened.number(.init("SubtensorModule", item)) == (try editor.number(.init("SubtensorModule", item)))
            )
        }
        #expect(try opened.number(.init("SubtensorModule", "Difficulty", .number(netuid))) == 77)
    }

    @Test("Wishes that no state has room for are refused in one line")
    func refusals() throws {
        let account = try pair("//Cold").accountID
        let (code, state) = try RealRuntime.dev293.chain()
        let plans: [(GenesisPlan, String)] = [
            (GenesisPlan(endowments: [account: .max]), "has no room for \(UInt64.max)"),
            (GenesisPlan(endowments: [account: 0]), "cannot begin with 0 rao"),
            (GenesisPlan(openSubnets: [0: 5]), "subnet 0 is the root network"),
            (GenesisPlan(openSubnets: [3: 0]), "the difficulty of subnet 3 is 0"),
            (GenesisPlan(storage: [([], [1])]), "cannot be set"),
            (GenesisPlan(storage: [(GenesisState.codeKey, nil)]), "cannot be set"),
        ]
        for (plan, words) in plans {
            let error = #expect(throws: LocalnetError.self) { try plan.applied(to: state, of: code) }
            #expect(error?.code == .genesisRefused && error?.reason.contains(words) == true, "\(words)")
            #expect(error?.reason.contains("\n") == false)
        }
    }
}

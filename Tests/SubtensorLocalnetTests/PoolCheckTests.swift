// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("What the pool refuses, with the numbers of real nodes")
struct PoolCheckTests {
    private static let alice = Result { try KeyPair(uri: "//Alice") }
    private static let hotkey = ChainScene.account(77)

    /// What the pool answers to a call of Alice, who has registered a hotkey on subnet 1.
    private static func refusal(
        of name: String, _ arguments: KeyValuePairs<String, ScaleValue>, rules: RuleSet = .powRegister
    ) async throws -> TransactionFault? {
        let call = Call("SubtensorModule", name, arguments)
        return try await Node.with(rules) { node in
            let alice = try alice.get()
            let register = Call(
                "SubtensorModule", "burned_register", ["netuid": 1.value, "hotkey": .account(hotkey)])
            #expect(try await node.include(register, by: alice).failure == nil)
            _ = try await node.include(
                Call("SubtensorModule", "register_network", ["hotkey": .account(hotkey)]), by: alice)
            let extrinsic = try await node.client.sign(call, by: alice)
            do throws(TransactionFault) {
                _ = try await node.chain.submit(extrinsic.bytes)
                return nil
            } catch {
                return error
            }
        }
    }

    @Test(
        "stake that is too small, too large, of nobody's, or on a subnet that is none or has not begun",
        arguments: [
            (1, 1000, 1), (1, 2_000_000_000_000_000, 2), (9, 1_000_000_000, 3), (2, 1_000_000_000, 255),
            (1, 1_000_000_000, nil),
        ] as [(Int, Int, UInt8?)])
    func adding(netuid: Int, amount: Int, number: UInt8?) async throws {
        let fault = try await Self.refusal(
            of: "add_stake",
            ["hotkey": .account(Self.hotkey), "netuid": netuid.value, "amount_staked": amount.value])
        #expect(fault == number.map { .custom($0) })
    }

    @Test("a hotkey that nobody has registered, and more than is staked with one")
    func hotkeys() async throws {
        let stranger = try await Self.refusal(
            of: "add_stake",
            [
                "hotkey": .account(ChainScene.account(3)), "netuid": 1.value, "amount_staked": 1_000_000_000.value,
            ])
        #expect(stranger == .custom(4))
        let tooMuch = try await Self.refusal(
            of: "remove_stake",
            ["hotkey": .account(Self.hotkey), "netuid": 1.value, "amount_unstaked": 1_000_000_000.value])
        #expect(tooMuch == .custom(5))
    }

    @Test("a price that is beyond the limit already, or would be")
    func limits() async throws {
        func answer(_ price: Int, _ amount: Int) async throws -> TransactionFault? {
            try await Self.refusal(
                of: "add_stake_limit",
                [
                    "hotkey": .account(Self.hotkey), "netuid": 1.value, "amount_staked": amount.value,
                    "limit_price": price.value, "allow_partial": .bool(false),
                ])
        }
        #expect(try await answer(1000, 1_000_000_000) == .custom(14))
        #expect(try await answer(1_010_000_000, 500_000_000_000_000) == .custom(8))
        #expect(try await answer(2_000_000_000, 1_000_000_000) == nil)
    }

    @Test("an axon of a hotkey that is registered nowhere")
    func axons() async throws {
        let arguments: KeyValuePairs<String, ScaleValue> = [
            "netuid": 1.value, "version": 1.value, "ip": 1.value, "port": 8091.value, "ip_type": 4.value,
            "protocol": 4.value, "placeholder1": 0.value, "placeholder2": 0.value,
        ]
        #expect(try await Self.refusal(of: "serve_axon", arguments) == .custom(10))
    }

    @Test("registrations that are too many for an interval, where intervals count")
    func registrations() async throws {
        try await Node.with(.registerLittleEndian) { node in
            let alice = try Self.alice.get()
            var answers: [TransactionFault?] = []
            for number in UInt8(1)...7 {
                let call = Call(
                    "SubtensorModule", "burned_register",
                    ["netuid": 1.value, "hotkey": .account(ChainScene.account(number))])
                let extrinsic = try await node.client.sign(call, by: alice)
                do throws(TransactionFault) {
                    _ = try await node.chain.submit(extrinsic.bytes)
                    answers.append(nil)
                } catch {
                    answers.append(error)
                }
                await node.chain.produceBlock()
            }
            #expect(answers == [nil, nil, nil, nil, nil, nil, .custom(0)])
        }
    }

    @Test("what is free on real chains is free: no hotkey needs money for it")
    func free() async throws {
        try await Node.with { node in
            let alice = try Self.alice.get()
            let info = ScaleValue.fields(["fields": .list([.variant("Raw5", .bytes(Array("hello".utf8)))])])
            let sudo = ScaleValue.variant("System", .variant("remark", [.init("remark", .bytes([1]))]))
            let calls: [(Call, Bool)] = [
                (Call("Commitments", "set_commitment", ["netuid": 1.value, "info": info]), true),
                (Call("SubtensorModule", "increase_take", ["hotkey": .account(Self.hotkey), "take": 1.value]), true),
                (Call("Sudo", "sudo", ["call": sudo]), true),
                (Call("System", "remark", ["remark": .bytes([1])]), false),
            ]
            for (call, isFree) in calls {
                let extrinsic = try await node.client.sign(call, by: alice)
                let details = try await node.chain.feeDetails(of: extrinsic.bytes)
                #expect((details["inclusionFee"] == .null) == isFree, "\(call)")
            }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("Proxies and accounts of several keys on the embedded chain")
struct ActingTests {
    private var scene: ChainScene

    init() throws { scene = try ChainScene() }

    private let real = ChainScene.account(1)
    private let delegate = ChainScene.account(2)
    private let other = ChainScene.account(3)

    private static func remark(_ text: String = "hello") -> Call {
        Call("System", "remark_with_event", ["remark": .bytes(Array(text.utf8))])
    }

    private func transfer(_ rao: UInt64) -> Call {
        Call("Balances", "transfer_keep_alive", ["dest": .account(other), "value": .number(rao)])
    }

    private mutating func proxy(_ name: String, _ arguments: KeyValuePairs<String, ScaleValue>, by signer: AccountID)
        -> String?
    {
        scene.run(Call("Proxy", name, arguments), from: .signed(signer))
    }

    private mutating func add(_ type: ProxyType, delay: UInt32 = 0) -> String? {
        proxy(
            "add_proxy", ["delegate": .account(delegate), "proxy_type": type.value, "delay": .number(delay)], by: real)
    }

    private mutating func act(_ call: Call, forced: ProxyType? = nil) -> String? {
        proxy(
            "proxy",
            [
                "real": .account(real),
                "force_proxy_type": forced.map { .variant("Some", $0.value) } ?? .variant("None", []),
                "call": call.value,
            ], by: delegate)
    }

    private func hash(of call: Call) throws -> Hash256 {
        Hash256(unchecked: Hashing.blake2b256(try scene.execution.runtime.metadata.encode(call)))
    }

    /// The name of the case of the newest result.
    private func result() throws -> String? { try scene.event("ProxyExecuted")?["result"]?.variantName }

    // MARK: Proxies

    @Test("a deposit is held for each proxy, and comes back with it")
    mutating func deposits() throws {
        let free = scene.free(real)
        #expect(add(.staking) == nil)
        #expect(scene.free(real) == free - 93_000_000)
        #expect(add(.transfer) == nil)
        #expect(scene.free(real) == free - 126_000_000)
        #expect(add(.transfer) == "Duplicate")
        #expect(
            proxy(
                "add_proxy",
                ["delegate": .account(real), "proxy_type": ProxyType.any.value, "delay": .number(UInt32(0))],
                by: real) == "NoSelfProxy")
        #expect(
            proxy(
                "remove_proxy",
                ["delegate": .account(delegate), "proxy_type": ProxyType.staking.value, "delay": .number(UInt32(1))],
                by: real) == "NotFound")
        #expect(proxy("remove_proxies", [:], by: real) == nil)
        #expect(scene.free(real) == free)
        #expect(act(Self.remark()) == "NotProxy")
    }

    @Test("twenty proxies are the most")
    mutating func many() throws {
        for delay in 0..<20 { #expect(add(.any, delay: UInt32(delay)) == nil) }
        #expect(add(.any, delay: 20) == "TooMany")
    }

    @Test("a proxy acts for the account, within what its type allows; else the call fails inside")
    mutating func types() throws {
        #expect(add(.smallTransfer) == nil)
        #expect(act(transfer(499_999_999)) == nil)
        #expect(try result() == "Ok")
        #expect(act(transfer(500_000_000)) == nil)
        #expect(try result() == "Err")
        #expect(act(Self.remark()) == nil)
        #expect(try result() == "Err")
        #expect(add(.nonTransfer) == nil)
        #expect(act(Self.remark(), forced: .nonTransfer) == nil)
        #expect(try result() == "Ok")
        #expect(try scene.event("Remarked")?["sender"]?.account == real)
        #expect(act(Self.remark(), forced: .any) == "NotProxy")
    }

    @Test("a batch is no way around a type, and no proxy makes itself more")
    mutating func filters() throws {
        #expect(add(.nonTransfer) == nil)
        #expect(act(Call("Utility", "batch_all", ["calls": .list([transfer(1_000).value])])) == nil)
        #expect(try result() == "Err")
        let more = Call(
            "Proxy", "add_proxy",
            ["delegate": .account(other), "proxy_type": ProxyType.any.value, "delay": .number(UInt32(0))])
        #expect(act(more) == nil)
        #expect(try result() == "Err")
        #expect(act(Call("Proxy", "remove_proxies")) == nil)
        #expect(try result() == "Err")
    }

    @Test("a proxy with a delay announces first, and waits")
    mutating func delays() throws {
        #expect(add(.any, delay: 3) == nil)
        #expect(act(transfer(1_000)) == "Unannounced")
        let hash = try hash(of: transfer(1_000))
        let free = scene.free(delegate)
        #expect(proxy("announce", ["real": .account(real), "call_hash": .hash(hash)], by: other) == "NotProxy")
        #expect(proxy("announce", ["real": .account(real), "call_hash": .hash(hash)], by: delegate) == nil)
        #expect(scene.free(delegate) == free - 104_000_000)
        let run: KeyValuePairs<String, ScaleValue> = [
            "delegate": .account(delegate), "real": .account(real), "force_proxy_type": .variant("None", []),
            "call": transfer(1_000).value,
        ]
        scene.advance(by: 2)
        #expect(proxy("proxy_announced", run, by: other) == "Unannounced")
        scene.advance(by: 1)
        let before = scene.free(other)
        #expect(proxy("proxy_announced", run, by: other) == nil)
        #expect(scene.free(other) == before + 1_000)
        #expect(scene.free(delegate) == free)
        #expect(proxy("proxy_announced", run, by: other) == "Unannounced")
    }

    @Test("an announcement is rejected by the account, or taken back by who made it")
    mutating func announcements() throws {
        #expect(add(.any, delay: 3) == nil)
        let hash = try hash(of: Self.remark())
        let free = scene.free(delegate)
        for withdrawal in ["reject_announcement", "remove_announcement"] {
            let isReal = withdrawal == "reject_announcement"
            #expect(proxy("announce", ["real": .account(real), "call_hash": .hash(hash)], by: delegate) == nil)
            let arguments: KeyValuePairs<String, ScaleValue> =
                isReal
                ? ["delegate": .account(delegate), "call_hash": .hash(hash)]
                : ["real": .account(real), "call_hash": .hash(hash)]
            #expect(proxy(withdrawal, arguments, by: other) == "NotFound")
            #expect(proxy(withdrawal, arguments, by: isReal ? real : delegate) == nil)
            #expect(scene.free(delegate) == free)
        }
    }

    @Test("an account without a key is made, acts, and is ended by itself only")
    mutating func pure() throws {
        let free = scene.free(real)
        #expect(
            proxy(
                "create_pure",
                ["proxy_type": ProxyType.any.value, "delay": .number(UInt32(0)), "index": .number(UInt16(7))], by: real)
                == nil)
        let pure = try #require(try scene.event("PureCreated")?["pure"]?.account)
        let height = UInt32(scene.block)
        #expect(
            pure == .pureProxy(of: real, kind: 0, height: height, extrinsicIndex: 0, index: 7))
        #expect(scene.free(real) == free - 93_000_000)
        let kill = Call(
            "Proxy", "kill_pure",
            [
                "spawner": .account(real), "proxy_type": ProxyType.any.value, "index": .number(UInt16(7)),
                "height": .number(height), "ext_index": .number(UInt32(0)),
            ])
        #expect(scene.run(kill, from: .signed(real)) == "NoPermission")
        #expect(
            proxy(
                "proxy",
                ["real": .account(pure), "force_proxy_type": .variant("None", []), "call": kill.value], by: real) == nil
        )
        #expect(try result() == "Ok")
        #expect(scene.free(real) == free)
    }

    @Test("each type allows what runtime 425 allows", arguments: ProxyType.allCases)
    func allowances(type: ProxyType) {
        func allows(_ pallet: String, _ name: String, _ arguments: KeyValuePairs<String, ScaleValue> = [:]) -> Bool {
            type.allows(Call(pallet, name, arguments))
        }
        let none: Set<ProxyType> = [.senate, .triumvirate, .governance, .rootWeights]
        #expect(
            allows("SubtensorModule", "add_stake")
                == [.any, .staking, .nonTransfer, .nonCritical].contains(type))
        #expect(
            allows("SubtensorModule", "transfer_stake", ["alpha_amount": .number(UInt64(1))])
                == [.any, .transfer, .smallTransfer, .nonCritical].contains(type))
        #expect(
            allows("SubtensorModule", "burned_register") == [.any, .registration, .nonTransfer].contains(type))
        #expect(
            allows("SubtensorModule", "dissolve_network") == [.any, .nonTransfer, .nonFungible].contains(type))
        #expect(
            allows("AdminUtils", "sudo_set_tempo")
                == [.any, .owner, .nonTransfer, .nonFungible, .nonCritical, .subnetLeaseBeneficiary].contains(type))
        if none.contains(type) { #expect(!allows("System", "remark")) }
    }

    // MARK: Several keys

    private mutating func multisig(_ name: String, _ arguments: KeyValuePairs<String, ScaleValue>, by signer: AccountID)
        -> String?
    {
        scene.run(Call("Multisig", name, arguments), from: .signed(signer))
    }

    private static let weight = ScaleValue.fields([
        "ref_time": .number(UInt64(1_000_000_000)), "proof_size": .number(UInt64(10_000)),
    ])

    private func others(than signer: AccountID) -> ScaleValue {
        .list([real, delegate, other].filter { $0 != signer }.map(ScaleValue.account))
    }

    private mutating func approve(
        _ call: Call, by signer: AccountID, at timepoint: ScaleValue?, weight: ScaleValue = Self.weight
    ) -> String? {
        multisig(
            "as_multi",
            [
                "threshold": .number(UInt16(2)), "other_signatories": others(than: signer),
                "maybe_timepoint": timepoint.map { .variant("Some", $0) } ?? .variant("None", []),
                "call": call.value, "max_weight": weight,
            ], by: signer)
    }

    @Test("two of three approve, and the call is carried out; the deposit comes back")
    mutating func twoOfThree() throws {
        let account = AccountID.multisig(of: [real, delegate, other], threshold: 2)
        #expect(
            scene.run(
                Call(
                    "Balances", "transfer_keep_alive",
                    ["dest": .account(account), "value": .number(5_000_000_000 as UInt64)]),
                from: .signed(real)) == nil)
        let call = Call(
            "Balances", "transfer_keep_alive",
            ["dest": .account(ChainScene.account(9)), "value": .number(1_000 as UInt64)])
        let (free, target) = (scene.free(real), scene.free(ChainScene.account(9)))
        let when = ScaleValue.fields(["height": .number(UInt32(scene.block)), "index": .number(UInt32(0))])
        #expect(approve(call, by: delegate, at: when) == "UnexpectedTimepoint")
        #expect(approve(call, by: real, at: nil) == nil)
        #expect(scene.free(real) == free - 196_000_000)
        #expect(approve(call, by: delegate, at: nil) == "NoTimepoint")
        #expect(
            approve(call, by: delegate, at: .fields(["height": .number(UInt32(0)), "index": .number(UInt32(0))]))
                == "WrongTimepoint")
        #expect(approve(call, by: real, at: when) == "AlreadyApproved")
        let none = ScaleValue.fields(["ref_time": .number(UInt64(0)), "proof_size": .number(UInt64(0))])
        #expect(approve(call, by: delegate, at: when, weight: none) == "MaxWeightTooLow")
        #expect(approve(call, by: delegate, at: when) == nil)
        #expect(try scene.event("MultisigExecuted")?["result"]?.variantName == "Ok")
        #expect(scene.free(real) == free)
        #expect(scene.free(ChainScene.account(9)) == target + 1_000)
    }

    @Test("who began it cancels it, and has the deposit back")
    mutating func cancelled() throws {
        let call = Self.remark()
        let free = scene.free(real)
        #expect(approve(call, by: real, at: nil) == nil)
        func cancel(_ signer: AccountID) throws -> Call {
            Call(
                "Multisig", "cancel_as_multi",
                [
                    "threshold": .number(UInt16(2)), "other_signatories": others(than: signer),
                    "timepoint": .fields(["height": .number(UInt32(scene.block)), "index": .number(UInt32(0))]),
                    "call_hash": .hash(try hash(of: call)),
                ])
        }
        #expect(scene.run(try cancel(delegate), from: .signed(delegate)) == "NotOwner")
        #expect(scene.run(try cancel(real), from: .signed(real)) == nil)
        #expect(scene.free(real) == free)
        #expect(scene.run(try cancel(real), from: .signed(real)) == "NotFound")
    }

    @Test("one of several acts at once, and a list of others has to be in order")
    mutating func threshold1() throws {
        let call = Self.remark()
        #expect(
            multisig(
                "as_multi_threshold_1",
                ["other_signatories": .list([.account(other), .account(delegate)]), "call": call.value], by: real)
                == "SignatoriesOutOfOrder")
        #expect(
            multisig(
                "as_multi_threshold_1", ["other_signatories": .list([.account(real)]), "call": call.value], by: real)
                == "SenderInSignatories")
        #expect(
            multisig("as_multi_threshold_1", ["other_signatories": .list([]), "call": call.value], by: real)
                == "TooFewSignatories")
        #expect(
            multisig("as_multi_threshold_1", ["other_signatories": others(than: real), "call": call.value], by: real)
                == nil)
        #expect(
            try scene.event("Remarked")?["sender"]?.account
                == AccountID.multisig(of: [real, delegate, other], threshold: 1))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("Limits of what may be done how often")
struct RateLimitTests {
    private static let owner = ChainScene.account(1)
    private static let hotkey = ChainScene.hotkey(1)

    private static func scene() throws -> ChainScene {
        var scene = try ChainScene()
        try scene.register(1...2)
        return scene
    }

    @Test("a take that was lowered is not raised at once")
    func takes() throws {
        var scene = try Self.scene()
        scene.state[SubtensorPallet.txDelegateTakeRateLimit] = 20
        func set(_ name: String, _ take: Int) -> String? {
            scene.run(name, ["hotkey": .account(Self.hotkey), "take": take.value], by: Self.owner)
        }
        #expect(set("decrease_take", 100) == nil)
        #expect(set("increase_take", 200) == "DelegateTxRateLimitExceeded")
        scene.advance(by: 20)
        #expect(set("increase_take", 200) == "DelegateTxRateLimitExceeded")
        scene.advance(by: 1)
        #expect(set("increase_take", 200) == nil)
        #expect(set("decrease_take", 150) == nil)
    }

    @Test("a hotkey's children stay as they are for 150 blocks, and a child's take rises when its time has come")
    func children() throws {
        var scene = try Self.scene()
        func set(_ part: Int) -> String? {
            scene.run(
                "set_children",
                [
                    "hotkey": .account(Self.hotkey), "netuid": 1.value,
                    "children": .list([.list([part.value, .account(ChainScene.hotkey(2))])]),
                ], by: Self.owner)
        }
        #expect(set(5) == nil)
        scene.advance(by: 149)
        #expect(set(6) == "TxRateLimitExceeded")
        scene.advance(by: 1)
        #expect(set(6) == nil)
        scene.state[SubtensorPallet.txChildkeyTakeRateLimit] = 30
        func take(_ take: Int) -> String? {
            scene.run(
                "set_childkey_take", ["hotkey": .account(Self.hotkey), "netuid": 1.value, "take": take.value],
                by: Self.owner)
        }
        #expect(take(10) == nil)
        #expect(take(20) == "TxChildkeyTakeRateLimitExceeded")
        #expect(take(5) == nil)
        scene.advance(by: 30)
        #expect(take(20) == nil)
    }

    @Test("a coldkey swaps a hotkey, and not another one right after it")
    func swaps() throws {
        var scene = try Self.scene()
        func swap(_ old: AccountID, _ new: AccountID) -> String? {
            scene.run(
                "swap_hotkey", ["hotkey": .account(old), "new_hotkey": .account(new), "netuid": .none], by: Self.owner)
        }
        #expect(swap(Self.hotkey, ChainScene.account(61)) == nil)
        #expect(swap(ChainScene.account(61), ChainScene.account(62)) == "HotKeySetTxRateLimitExceeded")
        scene.state[SubtensorPallet.txRateLimit] = 0
        #expect(swap(ChainScene.account(61), ChainScene.account(62)) == nil)
    }
}

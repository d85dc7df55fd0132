// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("When a subnet's epochs are")
struct EpochClockTests {
    /// The blocks of the first epochs of subnet 1 up to block 50.
    private static func epochs(_ rules: RuleSet) throws -> [UInt64] {
        var scene = try ChainScene(rules, tempo: 10)
        var blocks: [UInt64] = []
        while scene.block < 50 {
            scene.advance(by: 1)
            if scene.state[SubtensorPallet.lastStepBlock, UInt16(1)] == scene.block { blocks.append(scene.block) }
        }
        return blocks
    }

    @Test("the newest rules have one a tempo after the last; older ones have them by the block's number")
    func rules() throws {
        #expect(try Self.epochs(.powRegister) == [10, 20, 30, 40, 50])
        #expect(try Self.epochs(.burn) == [8, 19, 30, 41])
    }

    @Test("what is kept of epochs tells clients when the next one is")
    func kept() throws {
        var scene = try ChainScene(tempo: 10)
        scene.advance(by: 24)
        #expect(scene.block == 25)
        #expect(scene.state[SubtensorPallet.lastEpochBlock, UInt16(1)] == 20)
        #expect(scene.state[SubtensorPallet.subnetEpochIndex, UInt16(1)] == 2)
        #expect(scene.execution.nextEpochStart(1) == 30)
        #expect(scene.execution.epochIndex(1) == 2)
        // An owner who sets the tempo begins it anew.
        let tempo = Call("AdminUtils", "sudo_set_tempo", ["netuid": 1.value, "tempo": 7.value])
        #expect(scene.run(tempo, from: .root) == nil)
        #expect(scene.execution.nextEpochStart(1) == 32)
        scene.state[SubtensorPallet.pendingEpochAt, UInt16(1)] = 27
        scene.advance(by: 2)
        #expect(scene.state[SubtensorPallet.lastEpochBlock, UInt16(1)] == 27)
        #expect(scene.state[SubtensorPallet.pendingEpochAt, UInt16(1)] == 0)
        #expect(scene.state[SubtensorPallet.subnetEpochIndex, UInt16(1)] == 3)
    }

    @Test("a new subnet's first epoch is a tempo away")
    func newSubnet() throws {
        var scene = try ChainScene()
        scene.advance(by: 400)
        scene.execution.addSubnet(2, owner: ChainScene.rich, hotkey: ChainScene.account(50))
        #expect(scene.execution.nextEpochStart(2) == 401 + 360)
    }
}

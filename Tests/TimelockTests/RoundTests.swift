// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Testing
import Timelock

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

private let clock = VectorFile("timelock_clock.json")

@Suite struct RoundTests {
    private let beacon = DrandBeacon.quicknet

    @Test("moments have the rounds that the Python SDK gives them", arguments: clock.cases("moments"))
    func moments(vector: Vector) {
        let moment = Date(timeIntervalSince1970: vector["unix"].double)
        #expect(beacon.firstRound(from: moment) == vector["round_at"].uint64)
        #expect(beacon.latestRound(at: moment) == vector["current_round"].uint64)
    }

    @Test("rounds are published when the Python SDK says", arguments: clock.cases("reveal"))
    func publication(vector: Vector) throws {
        let moment = try Date(vector["reveal_at"].string, strategy: .iso8601)
        let round = vector["round"].uint64
        #expect(beacon.publication(of: round) == moment)
        #expect(beacon.firstRound(from: moment) == round && beacon.latestRound(at: moment) == round)
    }

    @Test("blocks have the rounds that bittensor_drand gives them", arguments: vectors.cases("rounds_of_blocks"))
    func blocks(vector: Vector) {
        let now = Double(vector["now_ns"].uint64) / 1e9
        let (blocks, time) = (vector["blocks"].uint64, vector["block_time"].double)
        #expect(beacon.commitmentRound(in: blocks, blockTime: time, from: now) == vector["commitment_round"].uint64)
        #expect(beacon.dataRound(in: blocks, blockTime: time, from: now) == vector["data_round"].uint64)
    }

    @Test("no moment and no number of blocks is too far away")
    func ends() {
        #expect(beacon.firstRound(from: .distantPast) == 1 && beacon.latestRound(at: .distantPast) == 1)
        #expect(beacon.firstRound(from: Date(timeIntervalSince1970: 1e30)) == .max)
        #expect(beacon.firstRound(from: Date(timeIntervalSince1970: .nan)) == 1)
        #expect(beacon.weightsRound(in: .max, blockTime: 1e300, from: Date(timeIntervalSince1970: 0)) == .max)
        #expect(beacon.publication(of: 0) == beacon.publication(of: 1))
        #expect(beacon.publication(of: .max) > .distantFuture)
    }
}

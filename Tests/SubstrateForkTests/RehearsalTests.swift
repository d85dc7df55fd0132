// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import Foundation
import SubstrateClient
import SubstrateFork
import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime
import SubtensorClient
import TestRuntimes
import Testing

@Suite(
    "Rehearsals",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct RehearsalTests {
    @Test(
        "a transfer comes out as it was rehearsed, to the rao", arguments: [RealRuntime.dev293, .raonet218, .local181])
    func transfer(runtime: RealRuntime) async throws {
        try await Upstream.with(runtime) { upstream in
            let subtensor = try Subtensor(upstream.client)
            let alice = try KeyPair(uri: "//Alice")
            let action = Action.transfer(Balance(rao: 1_500_000_000), to: Upstream.stranger)
            let prepared = try await subtensor.prepare(action, for: alice.accountID)
            let rehearsal = try await subtensor.rehearse(prepared, at: Upstream.time)
            #expect(rehearsal.ending == .succeeded)
            #expect(rehearsal.error(of: prepared.call) == nil)

            let before = try await subtensor.balance(of: alice.accountID)
            let extrinsic = try await upstream.client.sign(prepared.call, by: alice)
            let header = try await upstream.include(extrinsic)
            let included = try await upstream.client.outcome(of: extrinsic.hash, in: header.hash)
            let paid = included.events.last { $0.matches("TransactionPayment", "TransactionFeePaid") }
            #expect(rehearsal.fee?.rao == paid?["actual_fee"]?.uint64)
            let names = { (events: [ChainEvent]) in events.map { "\($0.pallet).\($0.name)" } }
            #expect(names(rehearsal.events) == names(included.events))
            let after = try await subtensor.balance(of: alice.accountID)
            let own = try #require(rehearsal.balances.first { $0.owner == alice.accountID })
            #expect(own.before == before && own.after == after)
            let received = try #require(rehearsal.balances.first { $0.owner == Upstream.stranger })
            #expect(received.before == .zero && received.after == Balance(rao: 1_500_000_000))
        }
    }

    @Test("several in a row see what the ones before have done; what fails says how, with advice")
    func several() async throws {
        try await Upstream.with(.dev293) { upstream in
            let subtensor = try Subtensor(upstream.client)
            let alice = try KeyPair(uri: "//Alice").accountID
            func plan(_ call: Call) async throws -> PlannedTransaction {
                try await subtensor.prepare(Action.call(call), for: alice).transaction
            }
            let owned = try await subtensor.balance(of: alice).rao
            let most = try await plan(Upstream.transfer(owned - 1_000_000_000, to: Upstream.stranger))
            let tooMuch = try await plan(Upstream.transfer(2_000_000_000, to: Upstream.stranger))
            let remark = try await plan(Call("System", "remark", ["remark": .bytes([])]))
            let rehearsals = try await subtensor.rehearse([most, tooMuch, remark], at: Upstream.time)
            #expect(rehearsals.map(\.succeeds) == [true, false, true])
            guard case .failed(let failure) = rehearsals[1].ending else {
                Issue.record("\(rehearsals[1].ending)")
                return
            }
            let error = try #require(rehearsals[1].error(of: tooMuch.call))
            #expect(error.reason.contains(failure.name))
            #expect(error.reason.hasSuffix("Nothing was sent"))
            #expect(rehearsals[1].fee.map { $0 > .zero } == true)
            // Nothing of it has happened.
            #expect(try await subtensor.balance(of: alice).rao == owned)
        }
    }

    @Test("the program of the documentation")
    func documented() async throws {
        try await Upstream.with(.local200) { upstream in
            let subtensor = try Subtensor(upstream.client)
            let (coldkey, receiver) = (try KeyPair(uri: "//Alice"), Upstream.stranger)
            let prepared = try await subtensor.prepare(
                .transfer(try Balance(tao: "1"), to: receiver), for: coldkey.accountID)
            let rehearsal = try await subtensor.rehearse(prepared, at: UInt64(Date().timeIntervalSince1970 * 1000))
            for change in rehearsal.balances { print(change.owner, change.before, "→", change.after) }
            if let error = rehearsal.error(of: prepared.call) { throw error }
            #expect(rehearsal.balances.contains { $0.owner == receiver })
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubtensorClient
import SubtensorLocalnet
import TestRuntimes
import Testing

@Suite(
    "Registrations by work, rehearsed",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct RegistrationRehearsalTests {
    private static let keys = WorkKeys(
        hotkey: AccountID(unchecked: [UInt8](repeating: 5, count: 32)), coldkey: Upstream.stranger)

    /// The entry of a map by subnet.
    private static func entry(
        _ item: String, _ netuid: UInt16, _ value: some ScaleEncodable
    ) -> (key: [UInt8], value: [UInt8]?) {
        (StorageKey.prefix(pallet: "SubtensorModule", item: item) + netuid.scaleEncoded, value.scaleEncoded)
    }

    private static func rehearse(_ upstream: Upstream, _ netuid: NetUID = 1) async throws -> RegistrationRehearsal {
        await upstream.chain.produceBlock()
        return try await Subtensor(upstream.client).rehearseRegistration(on: netuid, keys: keys, at: Upstream.time)
    }

    @Test(
        "where nothing stands in the way the rules take a seal of no difficulty, and tell the place",
        arguments: [RealRuntime.dev293, .raonet218, .local181])
    func succeeds(runtime: RealRuntime) async throws {
        try await Upstream.with(runtime, plan: { $0.openSubnets[1] = 1 << 60 }) { upstream in
            let rehearsed = try await Self.rehearse(upstream)
            #expect(rehearsed.obstacles == [])
            #expect(rehearsed.succeeds && rehearsed.error == nil)
            #expect(rehearsed.uid != nil)
            #expect(rehearsed.difficulty == 1 << 60)
            #expect(rehearsed.rules.call == "register" && rehearsed.rules.signer == .hotkey)
            // Nothing of it has happened.
            #expect(try await Subtensor(upstream.client).uid(of: Self.keys.hotkey, on: 1) == nil)
        }
    }

    @Test("every check that fails is named, with what in the storage it fails at, and not only the first")
    func all() async throws {
        func plan(_ plan: inout GenesisPlan) throws {
            plan.openSubnets[1] = 1 << 60
            let owner = StorageKey.prefix(pallet: "SubtensorModule", item: "Owner")
            let hotkey = Self.keys.hotkey.bytes
            plan.storage = [
                Self.entry("NetworkPowRegistrationAllowed", 1, false),
                Self.entry("RegistrationsThisInterval", 1, UInt16(9)),
                Self.entry("TargetRegistrationsPerInterval", 1, UInt16(2)),
                Self.entry("MaxRegistrationsPerBlock", 1, UInt16(0)),
                (owner + Hashing.blake2b128(hotkey) + hotkey, try KeyPair(uri: "//Bob").accountID.bytes),
            ]
        }
        try await Upstream.with(.dev293, plan: plan) { upstream in
            let rehearsed = try await Self.rehearse(upstream)
            #expect(!rehearsed.succeeds && rehearsed.isComplete)
            let names = rehearsed.obstacles.map(\.name)
            #expect(
                Set(names).isSuperset(of: [
                    "SubNetRegistrationDisabled", "TooManyRegistrationsThisBlock", "NonAssociatedColdKey",
                ]), "\(rehearsed.obstacles)")
            let causes = rehearsed.obstacles.flatMap(\.causes)
            for cause in [
                "SubtensorModule.NetworkPowRegistrationAllowed[1] is false",
                "SubtensorModule.RegistrationsThisInterval[1] is 9",
                "SubtensorModule.MaxRegistrationsPerBlock[1] is 0",
            ] {
                #expect(causes.contains(cause), "\(causes)")
            }
            let bob = try KeyPair(uri: "//Bob").accountID.ss58()
            #expect(causes.contains { $0.hasSuffix("is \(bob)") }, "\(causes)")
            let error = try #require(rehearsed.error)
            for name in names { #expect(error.reason.contains(name), "\(error.reason)") }
            #expect(error.reason.hasSuffix("Nothing was searched for"))
            #expect(!error.reason.contains("\n"))
        }
    }

    @Test("what nothing can be done about ends the trial, and says that more may come")
    func hopeless() async throws {
        try await Upstream.with(.dev293) { upstream in
            let rehearsed = try await Self.rehearse(upstream, 77)
            #expect(!rehearsed.succeeds && !rehearsed.isComplete && rehearsed.uid == nil)
            #expect(rehearsed.obstacles.last?.causes == [])
            #expect(rehearsed.error?.reason.contains("was not reached") == true)
        }
    }
}

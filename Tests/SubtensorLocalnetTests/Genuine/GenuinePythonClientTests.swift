// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubtensorLocalnet
import TestRuntimes
import TestVectors
import Testing

@Suite(
    "Unchanged Python clients on genuine runtimes", .serialized, .timeLimit(.minutes(3)),
    .enabled(if: Lane.isWhole, "left out of the quick lane: Python"),
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct GenuinePythonClientTests {
    @Test(
        "every public read of two SDKs is answered, but for what the runtime lacks",
        .enabled(
            if: PythonClient.bittensor9.isThere && PythonClient.bittensor.isThere,
            "run scripts/python-sdk-peer first: it makes the SDKs that this test runs"),
        arguments: [(PythonClient.bittensor9, "96 of 96"), (.bittensor, "106 of 158")])
    func reads(client: PythonClient, count: String) async throws {
        try await Self.withChain(.dev293) { localnet in
            let told = try await client.run(file: "reads.py", against: localnet.url)
            #expect(told == ["\(count) reads answered"])
        }
    }

    @Test(
        "a first day with an SDK goes as on a node of the runtime",
        .enabled(
            if: PythonClient.bittensor9.isThere,
            "run scripts/python-sdk-peer first: it makes the SDK that this test runs"))
    func dayOne() async throws {
        // Its weights are good for eight blocks.
        try await Self.withChain(.dev293, blockTime: .milliseconds(250)) { localnet in
            let told = try await PythonClient.bittensor9.run(file: "day_one.py", against: localnet.url)
            #expect(told == ["51 of 52 steps went well"])
        }
    }

    @Test(
        "an old SDK's own solver registers where seals are big-endian numbers",
        .enabled(
            if: PythonClient.bittensor8.isThere,
            "run scripts/python-sdk-peer first: it makes the SDK that this test runs"))
    func work() async throws {
        let alice = try KeyPair(uri: "//Alice").accountID
        var plan = GenesisPlan()
        plan.endowments[alice] = 1_000_000_000_000
        plan.sudoKey = alice
        plan.openSubnets[1] = 1000
        // A seal is good for three blocks.
        try await Self.withChain(.raonet218, plan, blockTime: .seconds(1)) { localnet in
            let told = try await PythonClient.bittensor8.run(file: "work.py", against: localnet.url)
            #expect(told == ["True", "True True", "True True True", "[] None False"])
        }
    }

    @Test(
        "substrate-interface sends two transactions of an account, one after the other",
        .enabled(
            if: PythonClient.substrateInterface.isThere,
            "run scripts/python-peers first: it makes the client that this test runs"))
    func twoInARow() async throws {
        try await Self.withChain(.dev293) { localnet in
            let told = try await PythonClient.substrateInterface.run(
                PythonClient.twoTransfers, against: localnet.url)
            #expect(told == ["True 1", "True 2"])
        }
    }

    private static func withChain(
        _ runtime: RealRuntime, _ plan: GenesisPlan = GenesisPlan(), blockTime: Duration = .milliseconds(100),
        _ body: @escaping @Sendable (RunningLocalnet) async throws -> Void
    ) async throws {
        var configuration = LocalnetConfiguration(blockTime: blockTime)
        var chain = GenuineChain(try runtime.specification())
        chain.plan = plan
        configuration.genuine = chain
        try await Localnet.with(configuration, body)
    }
}

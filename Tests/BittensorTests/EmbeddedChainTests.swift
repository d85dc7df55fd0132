// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import SubtensorLocalnet
import Testing

@Suite("What is said of the embedded chain")
struct EmbeddedChainTests {
    @Test("what it lacks is said of it, and not of real runtimes, with what to use instead")
    func lacking() async throws {
        try await Localnet.with(LocalnetConfiguration(blockTime: nil, difficulty: 1)) { localnet in
            let alice = try KeyPair(uri: "//Alice")
            let missing = await #expect(throws: BittensorError.self) {
                try await withSubtensor(try Network(localnet.url)) { subtensor in
                    _ = try await subtensor.prepare(
                        .deferred(Call("Crowdloan", "contribute", [:])), for: alice.accountID)
                }
            }
            #expect(missing?.code == .callMissing)
            #expect(
                missing?.reason.hasPrefix("the embedded runtime (rules of 475) has no Crowdloan.contribute") == true)
            #expect(missing?.reason.contains("models registration, staking and weights only") == true)
            let unknown = await #expect(throws: ClientError.self) {
                try await withSubtensor(try Network(localnet.url)) { subtensor in
                    _ = try subtensor.client.runtime.metadata.storage("SubtensorModule", "RootClaimable")
                }
            }
            #expect(unknown?.code == .notInRuntime)
            #expect(unknown?.reason.contains("--network test") == true)
        }
    }
}

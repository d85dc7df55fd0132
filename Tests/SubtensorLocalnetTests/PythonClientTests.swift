// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorLocalnet
import TestVectors
import Testing

@Suite(
    "Unchanged Python clients", .serialized, .timeLimit(.minutes(3)),
    .enabled(if: Lane.isWhole, "left out of the quick lane: Python"))
struct PythonClientTests {
    @Test(
        "substrate-interface sends two transactions of an account, one after the other",
        .enabled(
            if: PythonClient.substrateInterface.isThere,
            "run scripts/python-peers first: it makes the client that this test runs"))
    func twoInARow() async throws {
        try await Self.withChain { localnet in
            let told = try await PythonClient.substrateInterface.run(PythonClient.twoTransfers, against: localnet.url)
            #expect(told == ["True 1", "True 2"])
        }
    }

    @Test(
        "a hotkey without money commits, openly and under a time lock, and sets weights",
        .enabled(
            if: PythonClient.bittensor.isThere,
            "run scripts/python-sdk-peer first: it makes the SDK that this test runs"))
    func hotkeyWithoutMoney() async throws {
        let script = """
            import sys
            import bittensor
            from bittensor_wallet import Wallet
            from bittensor_wallet.keypair import Keypair
            wallet = Wallet(name="alice", hotkey="h")
            wallet.set_coldkey(Keypair.create_from_uri("//Alice"), encrypt=False, overwrite=True)
            wallet.set_coldkeypub(Keypair.create_from_uri("//Alice"), overwrite=True)
            wallet.set_hotkey(Keypair.create_from_uri("//Alice//hotkey"), encrypt=False, overwrite=True)
            chain = bittensor.Subtensor(network=sys.argv[1])
            def told(answer):
                print(answer.success if answer.success else answer.message, flush=True)
            told(chain.burned_register(wallet, 1))
            told(chain.set_commitment(wallet, 1, "hello"))
            told(chain.set_reveal_commitment(wallet, 1, "later", blocks_until_reveal=10))
            told(chain.set_weights(wallet, 1, [0], [1.0], wait_for_inclusion=True))
            print(chain.is_fast_blocks())
            chain.close()
            """
        try await Self.withChain { localnet in
            let told = try await PythonClient.bittensor.run(script, against: localnet.url)
            #expect(told == ["True", "True", "True", "True", "True"])
        }
    }

    private static func withChain(_ body: @escaping @Sendable (RunningLocalnet) async throws -> Void) async throws {
        var configuration = LocalnetConfiguration(blockTime: .milliseconds(250), difficulty: 1)
        configuration.commitReveal = false
        try await Localnet.with(configuration, body)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime
import SubtensorLocalnet
import TestRuntimes
import Testing

@Suite(
    "A fork of a network",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct ForkTests {
    @Test(
        "goes on as the network itself goes on: all that the same blocks change is the same",
        arguments: [RealRuntime.dev293, .raonet218, .local181])
    func same(runtime: RealRuntime) async throws {
        try await ForkScene.network(runtime) { network in
            try await network.forked { fork in
                // The fork has made one.
                await network.chain.produceBlock()
                let alice = try KeyPair(uri: "//Alice")
                for amount in [UInt64(2_000_000_000), 3_000_000_000] {
                    let extrinsic = try await network.client.signed(
                        ForkScene.transfer(amount), by: alice, options: SigningOptions(lifetime: .immortal)
                    ).extrinsic
                    try await network.include(extrinsic)
                    try await fork.include(extrinsic)
                }
                var (wanted, got) = (try await network.contents(), try await fork.contents())
                #expect(try await fork.free(ForkScene.stranger) == 5_000_000_000)
                #expect(wanted.count == got.count)
                // What binds roots and hashes of blocks, which are stand-ins on a fork.
                for item in ["ParentHash", "Digest", "BlockHash"] {
                    let prefix = StorageKey.prefix(pallet: "System", item: item)
                    for key in wanted.keys where key.bytes.starts(with: prefix) { (wanted[key], got[key]) = (nil, nil) }
                }
                for (pallet, item) in [
                    ("Ethereum", "CurrentBlock"), ("Ethereum", "BlockHash"),
                    ("RandomnessCollectiveFlip", "RandomMaterial"),
                ] {
                    let prefix = StorageKey.prefix(pallet: pallet, item: item)
                    for key in wanted.keys where key.bytes.starts(with: prefix) { (wanted[key], got[key]) = (nil, nil) }
                }
                let different = wanted.filter { got[$0.key] != $0.value }.map(\.key.hex)
                #expect(different == [])
            }
        }
    }

    @Test("says of itself what the network says, and has its blocks before the fork")
    func identity() async throws {
        try await ForkScene.network { network in
            await network.chain.produceBlock()
            let point = try await network.client.state()
            try await network.forked { fork in
                #expect(fork.client.genesisHash == network.client.genesisHash)
                #expect(fork.chain.forkedFrom?.block.hash == point.hash)
                let head = try await fork.client.state()
                #expect(head.number == point.number.advanced(by: 1) && head.header.parentHash == point.hash)
                #expect(try await fork.client.chainName() == "\(try await network.client.chainName()) (fork)")
                for number in [BlockNumber(0), 1, 2] {
                    let hash = try #require(try await network.client.blockHash(number))
                    #expect(try await fork.client.blockHash(number) == hash)
                    guard number > 0 else { continue }
                    #expect(try await fork.client.header(at: hash) == (try await network.client.header(at: hash)))
                    #expect(
                        try await fork.client.extrinsics(at: hash) == (try await network.client.extrinsics(at: hash)))
                }
                #expect(try await fork.client.blockHash(99) == nil)
                let old = try #require(try await network.client.blockHash(1))
                let key = StorageKey(bytes: StorageKey.prefix(pallet: "System", item: "Number"))
                let error = await #expect(throws: ClientError.self) { try await fork.client.storage([key], at: old) }
                #expect(error?.code == .stateDiscarded)
                // The network's own state at the block is there.
                #expect(try await fork.client.storage([key], at: point.hash)[key] == UInt32(2).scaleEncoded)
                #expect(try await fork.client.storageKeys(under: key, at: point.hash) == [key])
            }
        }
    }

    @Test("begins with what is put into it; the sudo key and the impersonator rule there, and nowhere else")
    func plan() async throws {
        try await ForkScene.network { network in
            let (bob, charlie) = (try KeyPair(uri: "//Bob"), try KeyPair(uri: "//Charlie"))
            let alice = try KeyPair(uri: "//Alice").accountID
            try await network.forked({ _, fork in
                fork.plan.endowments[bob.accountID] = 5_000_000_000_000
                fork.plan.sudoKey = bob.accountID
                fork.plan.storage = [(key: [1, 2, 3], value: [4])]
                fork.impersonator = charlie.accountID
            }) { fork in
                #expect(try await fork.free(bob.accountID) == 5_000_000_000_000)
                let own = StorageKey(bytes: [1, 2, 3])
                let values = try await fork.client.storage([own], at: try await fork.client.state().hash)
                #expect(values[own] == [4])
                let networks = try await network.client.storage([own], at: try await network.client.state().hash)
                #expect(networks[own] == nil)
                let force = Call(
                    "Balances", "force_set_balance",
                    ["who": .variant("Id", .account(ForkScene.stranger)), "new_free": .number(UInt64(77_000_000_000))])
                try await fork.include(try await fork.client.sign(Call("Sudo", "sudo", ["call": force.value]), by: bob))
                #expect(try await fork.free(ForkScene.stranger) == 77_000_000_000)
                // Signed by Charlie in the name of Alice.
                let runtime = fork.client.runtime
                let context = SigningContext(
                    genesisHash: fork.client.genesisHash, specVersion: runtime.version.specVersion,
                    transactionVersion: runtime.version.transactionVersion, nonce: 0, era: .immortal,
                    eraBlockHash: fork.client.genesisHash)
                let unsigned = try runtime.metadata.extrinsic(ForkScene.transfer(1_000_000_000), context: context)
                let signed = unsigned.assembled(signer: alice, signature: charlie.sign(unsigned.signedBytes))
                try await fork.include(signed)
                #expect(try await fork.free(ForkScene.stranger) == 78_000_000_000)
                await #expect(throws: RPCError.self) {
                    _ = try await network.client.connection.request(
                        method: "author_submitExtrinsic", params: [.string(signed.bytes.hex)])
                }
            }
        }
    }

    @Test("outlives a cut of its connection to the network")
    func cut() async throws {
        try await ForkScene.network { network in
            try await network.forked { fork in
                for byte in [UInt8(9), 10] {
                    network.localnet.dropConnections()
                    let unread = AccountID(unchecked: [UInt8](repeating: byte, count: 32))
                    let free = try await fork.free(unread)
                    #expect(free == 0)
                }
            }
        }
    }

    @Test("its clock goes on from its newest block's, or later where that is wanted")
    func clock() async throws {
        try await ForkScene.network { network in
            let hour = Duration.seconds(3600)
            try await network.forked({ _, fork in fork.timeShift = hour }) { fork in
                let key = StorageKey(bytes: StorageKey.prefix(pallet: "Timestamp", item: "Now"))
                func now(_ scene: ForkScene) async throws -> UInt64 {
                    let hash = try await scene.client.state().hash
                    return try UInt64(scale: try #require(try await scene.client.storage([key], at: hash)[key]))
                }
                let (networks, forks) = (try await now(network), try await now(fork))
                #expect(forks >= networks + 3_600_000 && forks < networks + 3_700_000)
            }
        }
    }
}

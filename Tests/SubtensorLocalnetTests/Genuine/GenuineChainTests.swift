// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime
import Synchronization
import TestRuntimes
import TestVectors
import Testing

@testable import SubtensorLocalnet

@Suite(
    "A chain of a genuine runtime",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct GenuineChainTests {
    static func genuine(_ runtime: RealRuntime) throws -> GenuineChain {
        let genesis = runtime.genesis == runtime ? nil : try runtime.genesis.specification()
        var chain = GenuineChain(try runtime.specification(), genesis: genesis)
        chain.verifiesBlocks = true
        return chain
    }

    /// A clock that goes on by a slot with each look.
    static func configuration(
        _ runtime: RealRuntime, stateFile: String? = nil
    ) throws -> LocalnetConfiguration {
        let time = Mutex<UInt64>(1_800_000_000_000)
        var configuration = LocalnetConfiguration(
            blockTime: nil, stateFile: stateFile,
            now: {
                time.withLock { time in
                    time += runtime.slotMilliseconds
                    return time
                }
            })
        configuration.genuine = try genuine(runtime)
        return configuration
    }

    static func with<Result: Sendable>(
        _ configuration: LocalnetConfiguration, _ body: @Sendable @escaping (Node) async throws -> Result
    ) async throws -> Result {
        try await Localnet.with(configuration) { running in
            try await withRPCClient(to: try RPCEndpoint(running.url)) { connection in
                let client = try await SubstrateClient.connect(over: connection)
                return try await body(Node(chain: running.chain, client: client, url: running.url))
            }
        }
    }

    @Test(
        "of each era it makes blocks that the runtime takes from others too, and answers as its node",
        arguments: RealRuntime.allCases)
    func blocks(runtime: RealRuntime) async throws {
        try await Self.with(try Self.configuration(runtime)) { node in
            for number in 1...5 as ClosedRange<UInt64> {
                let header = await node.chain.produceBlock()
                #expect(header.number.rawValue == number)
            }
            #expect(await node.chain.savingFailure == nil)
            let state = try await node.client.state()
            #expect(state.runtime.version.specVersion == runtime.specVersion)
            #expect(try await state.value(StorageAddress<UInt32>("System", "Number")) == 5)
            let time = try await state.value(StorageAddress<UInt64>("Timestamp", "Now"))
            #expect(try #require(time) >= 1_800_000_000_000 + 5 * runtime.slotMilliseconds)
            let first = try await node.client.blockHash(1)
            #expect(try await node.client.header(at: first).number == 1)
            if runtime == .testfinney103 {
                #expect(
                    node.chain.genesisHash.hex == "0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105")
            }
        }
    }

    @Test("the clock may stand still or be behind: blocks have slots of their own")
    func slots() async throws {
        var configuration = try Self.configuration(.local200)
        configuration.now = { 1_800_000_000_500 }
        let chain = try Localnet(configuration)
        for number in 1...4 as ClosedRange<UInt64> { #expect(await chain.produceBlock().number.rawValue == number) }
        #expect(await chain.savingFailure == nil)
    }

    @Test("transfers are sent, paid for and told as on a real node; what it refuses has its words")
    func transfers() async throws {
        try await Self.with(try Self.configuration(.dev293)) { node in
            let alice = try KeyPair(uri: "//Alice")
            let stranger = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
            let transfer = Call(
                "Balances", "transfer_keep_alive",
                ["dest": .variant("Id", .account(stranger)), "value": .number(UInt64(2_000_000_000))])
            for _ in 0..<2 {
                let done = try await node.include(transfer, by: alice)
                #expect(done.failure == nil)
                #expect(done.events.contains { $0.matches("Balances", "Transfer") })
            }
            #expect(try await node.free(stranger) == 4_000_000_000)
            let tooMuch = Call(
                "Balances", "transfer_keep_alive",
                ["dest": .variant("Id", .account(stranger)), "value": .number(UInt64.max)])
            #expect(try await node.include(tooMuch, by: alice).failure != nil)
            let signed = try await node.client.sign(transfer, by: alice)
            #expect(try await node.chain.trial(of: signed.bytes) == [0, 0])
            let fee = try await node.client.connection.request(
                method: "payment_queryInfo", params: [.string(signed.bytes.hex)])
            #expect(fee["partialFee"]?.string.flatMap(UInt64.init).map { $0 > 0 } == true)
            let details = try await node.client.connection.request(
                method: "payment_queryFeeDetails", params: [.string(signed.bytes.hex)])
            #expect(details["inclusionFee"]?["lenFee"]?.uint64.map { $0 > 0 } == true)
            _ = try await node.chain.submit(signed.bytes)
            await #expect(throws: TransactionFault.alreadyImported) { try await node.chain.submit(signed.bytes) }
            await node.chain.produceBlock()
            await #expect(throws: TransactionFault.stale) { try await node.chain.submit(signed.bytes) }
            let poor = try await node.client.sign(transfer, by: try KeyPair(uri: "//Nobody"))
            await #expect(throws: TransactionFault.payment) { try await node.chain.submit(poor.bytes) }
            #expect(await node.chain.savingFailure == nil)
        }
    }

    @Test("a chain in a file goes on where it ended, with the roots that it had")
    func file() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "genuine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let configuration = try Self.configuration(.dev293, stateFile: folder.appending(path: "state").path)
        var chain: Localnet? = try Localnet(configuration)
        for _ in 0..<3 { await chain?.produceBlock() }
        let head = await chain?.head.hash
        await chain?.close()
        chain = nil
        let again = try Localnet(configuration)
        #expect(await again.head.hash == head)
        #expect(await again.produceBlock().number == 4)
        #expect(await again.savingFailure == nil)
        await again.close()
        var other = try Self.configuration(.local200, stateFile: configuration.stateFile)
        other.retainedBlocks = 2
        #expect(throws: LocalnetError.self) { try Localnet(other) }
    }

    @Test("an upgrade takes place in a block, and clients follow it")
    func upgrade() async throws {
        try await Self.with(try Self.configuration(.dev293)) { node in
            let alice = try KeyPair(uri: "//Alice")
            let older = try RealRuntime.raonet218.specification()
            let code = Call("System", "set_code_without_checks", ["code": .bytes(older.code)])
            let weight = ScaleValue.record([
                .init("ref_time", .number(UInt64(0))), .init("proof_size", .number(UInt64(0))),
            ])
            let done = try await node.include(
                Call("Sudo", "sudo_unchecked_weight", ["call": code.value, "weight": weight]), by: alice)
            #expect(done.failure == nil)
            #expect(done.events.contains { $0.matches("System", "CodeUpdated") })
            #expect(try await node.client.state().runtimeAfter.version.specVersion == 218)
            let metadata = try await node.client.connection.request(method: "state_getMetadata", params: [])
            #expect(metadata.string?.hasPrefix("0x6d657461") == true)
        }
    }

    @Test("a runtime without a first state is refused in words")
    func refused() throws {
        var configuration = LocalnetConfiguration(blockTime: nil)
        configuration.genuine = GenuineChain(try RealRuntime.code143.specification())
        let error = #expect(throws: LocalnetError.self) { try Localnet(configuration) }
        #expect(error?.reason.contains("the state before its first block has to come from elsewhere") == true)
    }
}

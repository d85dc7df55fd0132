// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstrateFork
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import SubtensorClient
import SubtensorLocalnet
import TestRuntimes
import Testing

@Suite(
    "Answers that a node proves",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct ProvenConnectionTests {
    private static let account = StorageAddress<AccountBalance>("System", "Account", Upstream.stranger)

    @Test(
        "what is proven is what an honest node says: values, lists, calls, events, versions, metadata",
        arguments: [RealRuntime.dev293, .local200])
    func same(runtime: RealRuntime) async throws {
        try await Upstream.with(runtime) { upstream in
            let alice = try KeyPair(uri: "//Alice")
            let call = Upstream.transfer(2_000_000_000, to: Upstream.stranger)
            let header = try await upstream.include(try await upstream.client.sign(call, by: alice))
            let node = LyingConnection(over: upstream.client.connection)
            let proven = try await SubstrateClient.connect(over: ProvenConnection(over: node))
            let plain = upstream.client
            #expect(proven.runtime.version == plain.runtime.version)
            #expect(proven.runtime.metadata.pallets.map(\.name) == plain.runtime.metadata.pallets.map(\.name))
            let (here, there) = (try await proven.state(), try await plain.state())
            #expect(here.hash == header.hash)
            #expect(try await here.value(Self.account)?.free == Balance(rao: 2_000_000_000))
            #expect(
                try await proven.extrinsics(at: header.hash).map(\.bytes)
                    == plain.extrinsics(at: header.hash).map(\.bytes))
            #expect(try await here.events().count == there.events().count)
            let keys = try await plain.storageKeys(under: StorageKey(bytes: []), at: header.hash)
            #expect(keys.count > 50)
            #expect(try await proven.storageKeys(under: StorageKey(bytes: []), at: header.hash) == keys)
            #expect(try await proven.storage(keys, at: header.hash) == plain.storage(keys, at: header.hash))
            for key in keys.prefix(3) {
                #expect(
                    try await proven.storageHash(of: key, at: header.hash)
                        == plain.storageHash(of: key, at: header.hash))
            }
            for function in ["Core_version", "AuraApi_slot_duration", "SubnetInfoRuntimeApi_get_subnets_info"] {
                #expect(try await here.call(function) == there.call(function))
            }
            let missing = await #expect(throws: ClientError.self) { try await here.call("Nothing_at_all") }
            #expect(missing?.code == .notInRuntime)
            // Nothing was believed.
            for method in ["state_call", "state_queryStorageAt", "state_getMetadata", "state_getRuntimeVersion"] {
                #expect(node.counts[method] == nil)
            }
        }
    }

    @Test("each read takes one proof and no more, the header asked for in the same round and once")
    func requests() async throws {
        try await Upstream.with(.dev293) { upstream in
            let node = LyingConnection(over: upstream.client.connection)
            let proven = try await SubstrateClient.connect(over: ProvenConnection(over: node))
            let state = try await proven.state()
            let (proofs, headers) = (node.counts["state_getReadProof"] ?? 0, node.counts["chain_getHeader"] ?? 0)
            _ = try await state.value(Self.account)
            _ = try await state.value(StorageAddress<UInt32>("System", "Number"))
            #expect(node.counts["state_getReadProof"] == proofs + 2)
            #expect(node.counts["chain_getHeader"] == headers)
            // The code came once, and its hash alone is proven.
            #expect(node.counts["state_getStorage"] == 1)
        }
    }

    @Test("a rehearsal upon proven state comes out as upon a node's word, to the rao, in as many rounds")
    func rehearsal() async throws {
        try await Upstream.with(.dev293) { upstream in
            let alice = try KeyPair(uri: "//Alice").accountID
            let action = Action.transfer(Balance(rao: 1_500_000_000), to: Upstream.stranger)
            func rehearsed(_ client: SubstrateClient) async throws -> Rehearsal {
                let subtensor = try Subtensor(client)
                return try await subtensor.rehearse(try await subtensor.prepare(action, for: alice), at: Upstream.time)
            }
            let node = LyingConnection(over: upstream.client.connection)
            let proven = try await rehearsed(try await SubstrateClient.connect(over: ProvenConnection(over: node)))
            let plain = try await rehearsed(upstream.client)
            #expect(proven.ending == .succeeded && proven.fee == plain.fee && proven.balances == plain.balances)
            #expect(proven.differences == plain.differences)
            #expect(node.counts["state_queryStorageAt"] == nil)
            #expect(node.counts["state_getReadProof"].map { $0 < 60 } == true)
        }
    }

    // MARK: Lies

    /// A lie, what is asked of the node that tells it, and words of the one line that finds it out.
    struct Deceit: Sendable, CustomTestStringConvertible {
        let name: String
        let method: String
        let lie: LyingConnection.Lie
        let ask: @Sendable (SubstrateClient) async throws -> Void
        let words: [String]

        var testDescription: String { name }
    }

    private static let readBalance: @Sendable (SubstrateClient) async throws -> Void = { client in
        _ = try await client.state().value(
            StorageAddress<AccountBalance>("System", "Account", try KeyPair(uri: "//Alice").accountID))
    }

    private static let listAccounts: @Sendable (SubstrateClient) async throws -> Void = { client in
        let prefix = StorageKey(bytes: StorageKey.prefix(pallet: "System", item: "Account"))
        _ = try await client.storageKeys(under: prefix, at: try await client.state().hash)
    }

    /// The proof of an answer with other nodes.
    private static func proof(_ answer: JSONValue, _ change: ([JSONValue]) -> [JSONValue]) -> JSONValue {
        ["at": answer["at"] ?? .null, "proof": .array(change(answer["proof"]?.array ?? []))]
    }

    static let deceits: [Deceit] = [
        Deceit(
            name: "an altered value", method: "state_getReadProof",
            lie: { answer, _ in
                // The last byte of each node is part of a value or of a hash.
                proof(answer) {
                    $0.map { node in
                        .string((node.string.map { $0.dropLast() + ($0.hasSuffix("0") ? "1" : "0") }) ?? "")
                    }
                }
            }, ask: readBalance, words: ["System.Account[5GrwvaEF", "use another node"]),
        Deceit(
            name: "a proof with a node left out", method: "state_getReadProof",
            lie: { answer, _ in
                proof(answer) { Array($0.sorted { ($0.string?.count ?? 0) < ($1.string?.count ?? 0) }.dropFirst()) }
            },
            ask: readBalance, words: ["System.Account[5GrwvaEF", "the proof lacks"]),
        Deceit(
            name: "a proof of another block", method: "state_getReadProof",
            lie: { answer, _ in ["at": .string(Hash256.zero.hex), "proof": answer["proof"] ?? .null] },
            ask: readBalance, words: ["System.Account[5GrwvaEF", "instead of"]),
        Deceit(
            name: "a proof of nothing", method: "state_getReadProof", lie: { answer, _ in proof(answer) { _ in [] } },
            ask: readBalance, words: ["System.Account[5GrwvaEF", "state root"]),
        Deceit(
            name: "a proof that is too large", method: "state_getReadProof",
            lie: { answer, _ in
                proof(answer) { $0 + (0..<100_001).map { .string("0x" + String($0 + 0x100000, radix: 16)) } }
            },
            ask: readBalance, words: ["System.Account[5GrwvaEF", "at most 100000 nodes"]),
        Deceit(
            name: "a proof that is none", method: "state_getReadProof", lie: { _, _ in "0x00" }, ask: readBalance,
            words: ["state_getReadProof", "not a proof"]),
        Deceit(
            name: "no such method", method: "state_getReadProof", lie: { _, _ in throw NoSuchMethod() },
            ask: readBalance,
            words: ["does not know state_getReadProof", "use a node that does"]),
        Deceit(
            name: "a key left out at the end", method: "state_getKeysPaged",
            lie: { answer, _ in .array(Array((answer.array ?? []).dropLast())) }, ask: listAccounts,
            words: ["the keys of System.Account", "use another node"]),
        Deceit(
            name: "a key left out at the beginning", method: "state_getKeysPaged",
            lie: { answer, _ in .array(Array((answer.array ?? []).dropFirst())) }, ask: listAccounts,
            words: ["the keys of System.Account", "use another node"]),
        Deceit(
            name: "no keys at all", method: "state_getKeysPaged", lie: { _, _ in [] }, ask: listAccounts,
            words: ["the keys of System.Account", "use another node"]),
        Deceit(
            name: "a key that is made up", method: "state_getKeysPaged",
            lie: { answer, _ in .array((answer.array ?? []) + [.string((answer.array?.last?.string ?? "0x") + "00")]) },
            ask: listAccounts, words: ["the keys of System.Account", "left out or made up"]),
        Deceit(
            name: "the header of another block", method: "chain_getHeader",
            lie: { answer, params in
                guard params.array?.isEmpty == false, let header = BlockHeader(answer) else { return answer }
                return BlockHeader(
                    parentHash: header.parentHash, number: header.number, stateRoot: .zero,
                    extrinsicsRoot: header.extrinsicsRoot, digest: header.digest
                ).json
            },
            ask: { client in _ = try await client.state(at: 2) }, words: ["the header of block", "use another node"]),
        Deceit(
            name: "other extrinsics", method: "chain_getBlock",
            lie: { answer, _ in
                [
                    "block": [
                        "header": answer["block"]?["header"] ?? .null,
                        "extrinsics": .array(Array((answer["block"]?["extrinsics"]?.array ?? []).dropFirst())),
                    ]
                ]
            },
            ask: { client in _ = try await client.extrinsics(at: try await client.state().hash) },
            words: ["extrinsics of block", "use another node"]),
    ]

    @Test("a lie is found out in one line that names it", arguments: deceits)
    func lie(_ deceit: Deceit) async throws {
        try await Upstream.with(.dev293) { upstream in
            await upstream.chain.produceBlock()
            let node = LyingConnection(over: upstream.client.connection)
            let client = try await SubstrateClient.connect(over: ProvenConnection(over: node))
            // Asked of a new head, of which nothing is known.
            await upstream.chain.produceBlock()
            node.lie(about: deceit.method, deceit.lie)
            let error = await #expect(throws: ClientError.self) { try await deceit.ask(client) }
            #expect(error?.code == .unproven)
            let reason = error?.reason ?? ""
            for words in deceit.words { #expect(reason.contains(words), "\(reason)") }
            #expect(!reason.contains("\n"))
            // What was refused is not remembered.
            node.tellTheTruth()
            try await deceit.ask(client)
        }
    }

    @Test("other code than the chain's is not run, and what a node answers unproven is not asked for")
    func code() async throws {
        try await Upstream.with(.local200) { upstream in
            let node = LyingConnection(over: upstream.client.connection)
            node.lie(about: "state_getStorage") { _, _ in "0x0061736d" }
            let proven = ProvenConnection(over: node)
            let error = await #expect(throws: ClientError.self) { try await SubstrateClient.connect(over: proven) }
            #expect(error?.code == .unproven && error?.reason.contains("other code") == true)
            let pairs = await #expect(throws: RPCError.self) {
                try await proven.request(method: "state_getPairs", params: ["0x"])
            }
            #expect(pairs?.code == .unproven && node.counts["state_getPairs"] == nil)
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Testing

@Suite("What nodes answer")
struct ClientAnswerTests {
    /// A question to a chain, and the method that asks it.
    struct Question: Sendable, CustomTestStringConvertible {
        let method: String
        /// Whether `null` is an answer as well.
        var takesNull = false
        let ask: @Sendable (SubstrateClient) async throws -> Void

        var testDescription: String { method }
    }

    static let hash = Hash256(unchecked: [UInt8](repeating: 7, count: 32))
    static let header = ScriptedChain.headers(1)[0]
    /// A block about whose runtime nothing is known.
    static let strange = ScriptedChain.headers(9)[8]
    static let difficulty = StorageAddress<UInt64>("SubtensorModule", "Difficulty", UInt16(1))

    static let questions: [Question] = [
        Question(method: "chain_getHeader") { _ = try await $0.header() },
        Question(method: "chain_getBlockHash", takesNull: true) { _ = try await $0.blockHash(5) },
        Question(method: "chain_getBlock") { _ = try await $0.extrinsics(at: hash) },
        Question(method: "state_getStorage", takesNull: true) { _ = try await $0.events(at: header.hash) },
        Question(method: "state_queryStorageAt") { _ = try await $0.state(of: header).value(difficulty) },
        Question(method: "state_getKeysPaged") {
            _ = try await $0.state(of: header).entries(
                of: "SubtensorModule", "NetworksAdded", key: UInt16.self, value: Bool.self)
        },
        Question(method: "state_getRuntimeVersion") { _ = try await $0.state(of: strange) },
        Question(method: "state_call") { _ = try await $0.runtimeCall("AccountNonceApi_account_nonce") },
        Question(method: "account_nextIndex") { _ = try await $0.nextNonce(of: try KeyPair(uri: "//Alice").accountID) },
    ]

    static let garbage: [JSONValue] = [
        7, true, 1.5, "garbage", "0x1", "0xzz", [:], ["result": "0x00"], [7], [["changes": 5]],
        [["changes": [["0x00"]]]], [["changes": [["zz", "0x00"]]]], [["changes": [["0x00", 5]]]], -1,
        ["block": ["extrinsics": [5]]], ["block": ["extrinsics": ["0x1"]]], ["parentHash": "0x00"], [.null], "",
        .string(String(repeating: "x", count: 100_000)), "two\nlines", 99_999_999_999_999,
    ]

    @Test("garbage is an error in one line, for every question", arguments: questions)
    func garbage(question: Question) async throws {
        let chain = try await ScriptedChain()
        for answer in Self.garbage {
            chain.answer(question.method, answer)
            // A number is a nonce, and an empty text no bytes.
            if question.method == "account_nextIndex", answer == 7 { continue }
            if ["state_call"].contains(question.method), answer == "" { continue }
            let error = await #expect(throws: ClientError.self, "\(answer.description.prefix(60))") {
                try await question.ask(chain.client)
            }
            #expect(error?.code == .malformedAnswer)
            #expect(error?.reason.contains("\n") == false)
            #expect(error?.reason.count ?? 0 < 300)
        }
    }

    @Test("nothing is an answer only where there may be none", arguments: questions)
    func null(question: Question) async throws {
        let chain = try await ScriptedChain()
        chain.answer(question.method, .null)
        if question.takesNull {
            try await question.ask(chain.client)
        } else {
            await #expect(throws: ClientError.self) { try await question.ask(chain.client) }
        }
    }

    @Test("an error of the node keeps its code; a lost connection is one of its own", arguments: questions)
    func errors(question: Question) async throws {
        let chain = try await ScriptedChain()
        for (cause, code) in [
            (
                RPCError(remote: .init(code: -32000, message: "no"), method: question.method, endpoint: "mock"),
                ClientError.Code.node(-32000)
            ),
            (RPCError(.closed, "the connection was closed"), .connection),
            (RPCError(.timedOut, "no answer"), .connection),
            (RPCError(.cancelled, "cancelled"), .cancelled),
        ] {
            chain.connection.respond(to: question.method) { _ throws(RPCError) in throw cause }
            let error = await #expect(throws: ClientError.self) { try await question.ask(chain.client) }
            #expect(error?.code == code)
        }
    }

    // MARK: - Methods that a node does not have

    @Test("a node that does not answer for many keys at once is asked for one after the other, and once for all")
    func keysOneByOne() async throws {
        let chain = try await ScriptedChain()
        let keys = (0..<40).map { StorageKey(bytes: [UInt8($0)]) }
        chain.connection.respond(to: "state_getStorage") { params in
            // Odd keys have no value.
            guard let text = params[0]?.string, let number = UInt8(text.dropFirst(2), radix: 16), number % 2 == 0 else {
                return .null
            }
            return .string("0x\(text.dropFirst(2))ff")
        }
        for round in 1...2 {
            let values = try await chain.client.storage(keys + keys.prefix(3), at: Self.hash)
            #expect(values.count == 20)
            #expect(values[keys[6]] == [6, 0xff])
            #expect(chain.count(of: "state_queryStorageAt") == 1)
            #expect(chain.count(of: "state_getStorage") == 40 * round)
        }
        #expect(
            chain.connection.calls.allSatisfy {
                $0.method != "state_getStorage" || $0.params[1]?.string == Self.hash.hex
            })
    }

    @Test("a method may go by another name, which is remembered")
    func otherName() async throws {
        let chain = try await ScriptedChain()
        chain.answer("system_accountNextIndex", 7)
        let alice = try KeyPair(uri: "//Alice").accountID
        for _ in 1...2 { #expect(try await chain.client.nextNonce(of: alice) == 7) }
        #expect(chain.count(of: "account_nextIndex") == 1)
        #expect(chain.count(of: "system_accountNextIndex") == 2)
        chain.refuse("chain_subscribeNewHeads", code: -32601, "Method not found")
        for _ in 1...2 { _ = try await chain.client.heads() }
        #expect(chain.count(of: "chain_subscribeNewHeads") == 1)
        #expect(chain.count(of: "chain_subscribeNewHead") == 2)
        // Whoever goes by neither name is told of as before.
        let error = await #expect(throws: ClientError.self) { try await chain.client.finalizedHash() }
        #expect(error?.code == .node(-32601))
    }

    // MARK: - Connecting

    @Test("something that is no Substrate node is told apart")
    func ethereum() async throws {
        let connection = MockRPCConnection()
        connection.reply(to: "eth_chainId", with: "0x1")
        let error = await #expect(throws: ClientError.self) { try await SubstrateClient.connect(over: connection) }
        #expect(error?.code == .node(-32601))
        #expect(error?.reason.contains("no Substrate chain") == true)
    }

    @Test(
        "a node whose first answers make no sense is refused",
        arguments: [
            ("chain_getBlockHash", .null, .malformedAnswer), ("chain_getBlockHash", "0x12", .malformedAnswer),
            ("state_getRuntimeVersion", .null, .malformedAnswer),
            (
                "state_getRuntimeVersion", ["specName": "x", "specVersion": -1, "transactionVersion": 1],
                .malformedAnswer
            ),
            (
                "state_getRuntimeVersion", ["specName": "x", "specVersion": 4_294_967_296, "transactionVersion": 1],
                .malformedAnswer
            ),
            ("state_getMetadata", .null, .malformedAnswer), ("state_getMetadata", 5, .malformedAnswer),
            ("state_getMetadata", "0x", .unsupportedMetadata),
            ("state_getMetadata", "0x6d657461", .unsupportedMetadata),
            ("state_getMetadata", "0x6d6574610d00", .unsupportedMetadata),
            ("state_getMetadata", "0x6d6574610effffffff", .unsupportedMetadata),
            ("state_getMetadata", "0xdeadbeef0e", .unsupportedMetadata),
        ] as [(String, JSONValue, ClientError.Code)])
    func connecting(method: String, answer: JSONValue, code: ClientError.Code) async throws {
        let chain = try await ScriptedChain()
        chain.answer(method, answer)
        let error = await #expect(throws: ClientError.self) {
            try await SubstrateClient.connect(over: chain.connection)
        }
        #expect(error?.code == code)
        #expect(error?.reason.contains("\n") == false)
    }

    @Test("version and metadata that do not fit each other are read again, at one block")
    func pinned() async throws {
        let chain = try await ScriptedChain()
        let head = try #require(chain.connection.calls.last { $0.method == "chain_getHeader" })
        #expect(head.params == [])
        // The metadata is of spec 343, and says so.
        chain.answer("state_getRuntimeVersion", ScriptedChain.version(344))
        _ = try await SubstrateClient.connect(over: chain.connection)
        for method in ["state_getRuntimeVersion", "state_getMetadata"] {
            let calls = chain.connection.calls.filter { $0.method == method }
            #expect(calls.suffix(2).map(\.params) == [[], [.string(Self.header.hash.hex)]])
        }
    }

    @Test("a runtime that stays the same costs no question; a new one is read anew")
    func refreshing() async throws {
        let chain = try await ScriptedChain()
        func metadataReads() -> Int { chain.connection.calls.filter { $0.method == "state_getMetadata" }.count }
        _ = try await chain.client.state()
        #expect(metadataReads() == 1)
        let headers = ScriptedChain.headers(3, upgrade: 2)
        chain.serve(headers)
        chain.answer("state_getRuntimeVersion", ScriptedChain.version(344))
        #expect(try await chain.client.state().runtimeAfter.version.specVersion == 344)
        #expect(chain.client.runtime.version.specVersion == 344)
        #expect(metadataReads() == 2)
    }

    @Test("numbers that no chain reaches are malformed, so that nothing has to reckon with them")
    func heights() async throws {
        let chain = try await ScriptedChain()
        var json = try #require(Self.header.json.object)
        for number in ["0xffffffffffffffff", "0xfffffffffffffff0", "0x100000000"] {
            json["number"] = .string(number)
            chain.answer("chain_getHeader", .object(json))
            await #expect(throws: ClientError(.malformedAnswer, "")) { try await chain.client.header() }
        }
        json["number"] = "0xffffffff"
        chain.answer("chain_getHeader", .object(json))
        let head = try await chain.client.header()
        #expect(head.number == BlockNumber(UInt32.max))
        // The greatest there is leaves room for every sum that is made of it.
        chain.answer("account_nextIndex", 0)
        let signed = try await chain.client.signed(
            Call("System", "remark", ["remark": .bytes([])]), by: try KeyPair(uri: "//Alice"))
        #expect(signed.lastBlock == BlockNumber(UInt64(UInt32.max) + 31))
    }

    // MARK: - Storage

    @Test("keys that do not come in order, or too many at a time, end the listing")
    func endlessKeys() async throws {
        let chain = try await ScriptedChain()
        let prefix = StorageKey.prefix(pallet: "SubtensorModule", item: "NetworksAdded")
        // As many as one page has, in their order.
        let keys = (0..<1000).map { prefix + [UInt8($0 >> 8), UInt8($0 & 255)] }
        func list(_ keys: [[UInt8]]) -> JSONValue { .array(keys.map { .string($0.hex) }) }
        chain.answer("state_queryStorageAt", [["changes": .array(keys.map { [.string($0.hex), "0x01"] })]])
        func entries(limit: Int = 5000) async throws -> [(key: UInt16, value: Bool)] {
            try await chain.client.state(of: Self.header).entries(
                of: "SubtensorModule", "NetworksAdded", limit: limit, key: UInt16.self, value: Bool.self)
        }
        // The same page again and again.
        chain.answer("state_getKeysPaged", list(keys))
        await #expect(throws: ClientError(.malformedAnswer, "")) { try await entries() }
        chain.answer("state_getKeysPaged", list(keys.reversed()))
        await #expect(throws: ClientError(.malformedAnswer, "")) { try await entries() }
        chain.answer("state_getKeysPaged", list(keys + [prefix + [200, 0]]))
        await #expect(throws: ClientError(.malformedAnswer, "")) { try await entries() }
        chain.answer("state_getKeysPaged", ["0x1234"])
        await #expect(throws: ClientError(.malformedAnswer, "")) { try await entries() }
        chain.answer("state_getKeysPaged", list(Array(keys.prefix(10))))
        #expect(try await entries().map(\.key) == (0..<10).map { UInt16($0) << 8 })
        chain.answer("state_getKeysPaged", list(keys))
        #expect(try await entries(limit: 1000).count == 1000)
        await #expect(throws: ClientError(.malformedAnswer, "")) { try await entries(limit: 3) }
        chain.answer("state_getKeysPaged", list(Array(keys.prefix(3))))
        #expect(try await entries(limit: 3).count == 3)
    }

    @Test("a missing value is the runtime's default, or none; trailing bytes are refused")
    func values() async throws {
        let chain = try await ScriptedChain()
        func answer(_ value: JSONValue) async throws -> ChainState {
            chain.connection.respond(to: "state_queryStorageAt") { params in
                [["block": params[1] ?? .null, "changes": .array((params[0]?.array ?? []).map { [$0, value] })]]
            }
            return try await chain.client.state(of: Self.header)
        }
        var state = try await answer(.null)
        #expect(try await state.value(Self.difficulty) == 10_000_000)
        let uid = StorageAddress<UInt16>("SubtensorModule", "Uids", UInt16(1), Self.hash)
        #expect(try await state.value(uid) == nil)
        state = try await answer("0x010000000000000000")
        await #expect(throws: ClientError(.malformedAnswer, "")) { try await state.value(Self.difficulty) }
        let missing = StorageAddress<UInt16>("SubtensorModule", "NoSuchItem")
        await #expect(throws: ClientError(.notInRuntime, "")) { try await state.value(missing) }
        let tooMany = StorageAddress<UInt64>("SubtensorModule", "Difficulty", UInt16(1), UInt16(2))
        await #expect(throws: ClientError(.encoding, "")) { try await state.value(tooMany) }
    }

    // MARK: - Submitting

    private func submit(_ statuses: [JSONValue], then error: RPCError? = nil) async throws -> IncludedExtrinsic {
        let chain = try await ScriptedChain()
        let connection = chain.connection
        chain.answer("chain_getBlock", ["block": ["extrinsics": []]])
        let submission = Task { try await chain.client.submitAndWatch(Extrinsic(bytes: [4, 4])) }
        // Until it is watched nothing can be told to it: unread notifications go nowhere.
        while !connection.calls.contains(where: { $0.method == "author_submitAndWatchExtrinsic" }) {
            await Task.yield()
        }
        let telling = Task {
            while !Task.isCancelled {
                for status in statuses { connection.notify("author_submitAndWatchExtrinsic", status) }
                if statuses.isEmpty { connection.finish("author_submitAndWatchExtrinsic", throwing: error) }
                await Task.yield()
            }
        }
        defer { telling.cancel() }
        return try await submission.value
    }

    @Test(
        "what becomes of an extrinsic that never reaches a block is told",
        arguments: [
            ("dropped", .notIncluded), ("invalid", .notIncluded), (["usurped": .string(hash.hex)], .notIncluded),
            (["finalityTimeout": .string(hash.hex)], .notFinalized), ("mined", .malformedAnswer), (5, .malformedAnswer),
            // The block that is named does not hold it.
            (["inBlock": .string(hash.hex)], .malformedAnswer),
        ] as [(JSONValue, ClientError.Code)])
    func endings(status: JSONValue, code: ClientError.Code) async throws {
        let error = await #expect(throws: ClientError.self) { try await submit([status]) }
        #expect(error?.code == code)
    }

    @Test("a lost connection while watching is an error")
    func lostWhileWatching() async throws {
        for lost in [nil, RPCError(.closed, "closed")] {
            await #expect(throws: ClientError(.connection, "")) { try await submit([], then: lost) }
        }
    }

    @Test(
        "a refusal by the pool carries its number",
        arguments: [
            ("Custom error: 25", 25), ("Custom error: 255", 255), ("Custom error: 256", nil), ("Custom error: x", nil),
            ("Transaction is outdated", nil), (nil, nil),
        ] as [(String?, UInt8?)])
    func refusal(data: String?, number: UInt8?) async throws {
        let chain = try await ScriptedChain()
        for code: Int64 in [1010, 1013, 1014, 1016] {
            let cause = RPCError(
                remote: .init(code: code, message: "Invalid\nTransaction", data: data.map { .string($0) }),
                method: "author_submitAndWatchExtrinsic", endpoint: "mock")
            chain.connection.respond(to: "author_submitAndWatchExtrinsic") { _ throws(RPCError) in throw cause }
            let error = await #expect(throws: ClientError.self) {
                try await chain.client.submitAndWatch(Extrinsic(bytes: [4, 4]))
            }
            #expect(error?.code == .refused)
            #expect(error?.poolErrorCode == number)
            #expect(error?.reason.contains("\(code)") == true)
            #expect(error?.reason.contains("\n") == false)
            if let data { #expect(error?.reason.contains(data) == true) }
        }
    }

    @Test("an extension that this client does not know and that adds something is refused by name")
    func unknownExtension() async throws {
        let chain = try await ScriptedChain()
        let known = chain.client.runtime.metadata
        let extrinsic = known.extrinsic
        let nonce = try #require(extrinsic.extensions.first { $0.identifier == "CheckNonce" })
        let odd = ExtrinsicMetadata.TransactionExtension(
            identifier: "CheckMoon", extra: nonce.extra, additionalSigned: nonce.additionalSigned)
        let metadata = RuntimeMetadata(
            types: known.types, pallets: known.pallets,
            extrinsic: ExtrinsicMetadata(
                version: 4, address: extrinsic.address, call: extrinsic.call, signature: extrinsic.signature,
                extra: extrinsic.extra, extensions: extrinsic.extensions + [odd]))
        let context = SigningContext(
            genesisHash: .zero, specVersion: 1, transactionVersion: 1, nonce: 0, era: .immortal, eraBlockHash: .zero)
        let error = #expect(throws: ClientError.self) {
            try metadata.extrinsic(Call("System", "remark", ["remark": .bytes([])]), context: context)
        }
        #expect(error?.code == .unknownExtension)
        #expect(error?.reason.contains("CheckMoon") == true)
    }
}

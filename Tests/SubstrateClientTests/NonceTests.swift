import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Synchronization
import Testing

@testable import SubstrateClient

@Suite("Nonces")
struct NonceTests {
    static let account = AccountID(unchecked: [UInt8](repeating: 9, count: 32))

    @Test("a hundred at once get a hundred numbers in a row, though the node knows of none of them")
    func concurrent() async throws {
        let tracker = NonceTracker()
        let nonces = try await withThrowingTaskGroup(of: UInt32.self) { group in
            for _ in 0..<100 {
                group.addTask { try await tracker.reserve(for: Self.account) { () async throws(ClientError) in 5 } }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(nonces == Set(5..<105))
        for nonce in nonces { await tracker.finish(nonce, of: Self.account, wasUsed: true) }
        #expect(await tracker.count == 0)
    }

    @Test("a number that was not used is the next one given out; accounts do not share")
    func returned() async throws {
        let tracker = NonceTracker()
        func next(_ account: AccountID = Self.account) async throws -> UInt32 {
            try await tracker.reserve(for: account) { () async throws(ClientError) in 0 }
        }
        let given = [try await next(), try await next(), try await next()]
        #expect(given == [0, 1, 2])
        await tracker.finish(1, of: Self.account, wasUsed: false)
        #expect(try await next() == 1)
        #expect(try await next() == 3)
        #expect(try await next(.init(unchecked: [UInt8](repeating: 1, count: 32))) == 0)
    }

    @Test("a node that cannot say leaves nothing behind")
    func failing() async throws {
        let tracker = NonceTracker()
        await #expect(throws: ClientError(.connection, "")) {
            try await tracker.reserve(for: Self.account) { () async throws(ClientError) in
                throw ClientError(.connection, "gone")
            }
        }
        #expect(await tracker.count == 0)
    }

    /// A chain whose pool refuses the extrinsics that `refuses` names by their place.
    private func chain(_ nonces: JSONValue..., refuses: @escaping @Sendable (Int) -> String?) async throws -> (
        ScriptedChain, @Sendable () -> [Extrinsic]
    ) {
        let chain = try await ScriptedChain()
        chain.serve(ScriptedChain.headers(3))
        let queue = Mutex(nonces)
        chain.connection.respond(to: "account_nextIndex") { _ in
            queue.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        }
        let sent = SentExtrinsics()
        chain.connection.respond(to: "author_submitExtrinsic") { params throws(RPCError) in
            let extrinsic = Extrinsic(bytes: (try? [UInt8](hex: params[0]?.string ?? "")) ?? [])
            let place = sent.append(extrinsic)
            if let data = refuses(place) {
                throw RPCError(
                    remote: .init(code: 1010, message: "Invalid Transaction", data: .string(data)),
                    method: "author_submitExtrinsic", endpoint: "mock")
            }
            return .string(extrinsic.hash.hex)
        }
        return (chain, { sent.all })
    }

    private static let call = Call("System", "remark", ["remark": .bytes([1])])

    @Test("a nonce that somebody else used in the meantime is answered with the next one")
    func resync() async throws {
        let (chain, sent) = try await chain(5, 7) { $0 == 0 ? "Transaction is outdated" : nil }
        let hash = try await chain.client.submit(Self.call, signedBy: try KeyPair(uri: "//Alice"))
        #expect(sent().count == 2)
        #expect(sent().last?.hash == hash)
        #expect(chain.count(of: "account_nextIndex") == 2)
    }

    @Test("a refusal that has nothing to do with the nonce, or that the node stands by, is told at once")
    func refused() async throws {
        for data in ["Transaction is outdated", "Inability to pay some fees (e.g. account balance too low)"] {
            let (chain, sent) = try await chain(5) { _ in data }
            let error = await #expect(throws: ClientError.self) {
                try await chain.client.submit(Self.call, signedBy: try KeyPair(uri: "//Alice"))
            }
            #expect(error?.code == .refused)
            #expect(sent().count == 1)
        }
    }

    @Test("extrinsics of one account submitted at once have a nonce each")
    func together() async throws {
        let (chain, sent) = try await chain(0) { _ in nil }
        let alice = try KeyPair(uri: "//Alice")
        let nonces = chain.client.nonces
        // One that stays under way, so that the account is not forgotten between the others.
        let held = try await nonces.reserve(for: alice.accountID) { () async throws(ClientError) in 0 }
        try await withThrowingTaskGroup(of: Hash256.self) { group in
            for _ in 0..<20 { group.addTask { try await chain.client.submit(Self.call, signedBy: alice) } }
            let hashes = try await group.reduce(into: Set()) { $0.insert($1) }
            #expect(hashes.count == 20)
        }
        await nonces.finish(held, of: alice.accountID, wasUsed: true)
        #expect(sent().count == 20)
        #expect(await nonces.count == 0)
    }

    @Test("a node that takes an extrinsic under another hash is not believed")
    func otherHash() async throws {
        let chain = try await ScriptedChain()
        chain.answer("author_submitExtrinsic", .string(Hash256.zero.hex))
        await #expect(throws: ClientError(.malformedAnswer, "")) {
            try await chain.client.submit(Extrinsic(bytes: [4, 4]))
        }
    }
}

/// The extrinsics that a scripted node was sent.
private final class SentExtrinsics: Sendable {
    private let list = Mutex<[Extrinsic]>([])

    var all: [Extrinsic] { list.withLock { $0 } }

    /// Returns the extrinsic's place.
    func append(_ extrinsic: Extrinsic) -> Int {
        list.withLock { list in
            list.append(extrinsic)
            return list.count - 1
        }
    }
}

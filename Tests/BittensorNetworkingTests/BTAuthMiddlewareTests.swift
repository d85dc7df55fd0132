// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import AsyncHTTPClient
import BittensorNetworking
import Hummingbird
import NIOCore
import NIOHTTP1
import SubstrateKeys
import SubstratePrimitives
import Testing

@Suite("btauth/1 over HTTP", .timeLimit(.minutes(1)))
struct BTAuthMiddlewareTests {
    private struct Context: BTAuthRequestContext {
        var coreContext: CoreRequestContextStorage
        var sender: BTAuthVerifier.Sender?

        init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }
    }

    /// Serves `POST /echo`, which tells the sender and the body, while `body` runs.
    private static func serve(_ body: @Sendable @escaping (Int) async throws -> Void) async throws {
        let router = Router(context: Context.self)
        router.add(middleware: BTAuthMiddleware(try BTAuthVerifier(hotkey: try TestAxon.key.get().accountID)))
        router.post("echo") { request, context in
            let received = try await request.body.collect(upTo: 1 << 20)
            return "\(context.sender?.hotkey.ss58() ?? "nobody") \(String(buffer: received))"
        }
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await port in ports {
                try await body(port)
                break
            }
            group.cancelAll()
        }
    }

    /// What is answered to the head of a signed request whose body does not come.
    private static func answer(
        _ port: Int, receiver: AccountID, clock: WallClock = .system, length: Int
    ) async throws -> Int {
        let signer = BTAuthSigner(try TestAxon.caller.get(), clock: clock)
        let lines = signer.headers(method: "POST", path: "/echo", body: [], receiver: receiver).map { "\($0): \($1)" }
        let connection = try await RawConnection(port: port)
        let head = ["POST /echo HTTP/1.1", "Host: a", "Content-Length: \(length)"] + lines
        await connection.send(head.joined(separator: "\r\n") + "\r\n\r\n")
        let status = await connection.readAnswer().status
        await connection.close()
        return status
    }

    @Test("What needs no body is checked before the body comes")
    func beforeBody() async throws {
        try await Self.serve { port in
            let (axon, caller) = (try TestAxon.key.get().accountID, try TestAxon.caller.get().accountID)
            #expect(try await Self.answer(port, receiver: caller, length: 1000) == 401)
            #expect(try await Self.answer(port, receiver: axon, clock: ManualClock().wall, length: 1000) == 401)
            #expect(try await Self.answer(port, receiver: axon, length: 100_000_000) == 413)
        }
    }

    private static func request(_ port: Int, _ body: String, path: String = "/echo?x=1") throws -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .POST
        request.sign(
            with: BTAuthSigner(try TestAxon.caller.get()), body: Array(body.utf8),
            receiver: try TestAxon.key.get().accountID)
        return request
    }

    @Test("A signed request gets through once, with its sender and its body")
    func signed() async throws {
        try await Self.serve { port in
            let request = try Self.request(port, "hello")
            let first = try await ServingTests.fetch(request)
            #expect(first.0 == .ok)
            #expect(first.1 == "\(try TestAxon.caller.get().accountID.ss58()) hello")
            let second = try await ServingTests.fetch(request)
            #expect(second.0 == .unauthorized)
        }
    }

    @Test("What is not signed, or not as signed, does not", arguments: ["unsigned", "body", "path", "receiver"])
    func refused(_ what: String) async throws {
        try await Self.serve { port in
            var request = try Self.request(port, "hello")
            switch what {
            case "unsigned": request.headers = [:]
            case "body": request.body = .bytes(ByteBuffer(string: "other"))
            case "path": request.url = "http://127.0.0.1:\(port)/echo?x=2"
            default:
                let caller = try TestAxon.caller.get()
                request.sign(with: BTAuthSigner(caller), body: Array("hello".utf8), receiver: caller.accountID)
            }
            let (status, body) = try await ServingTests.fetch(request)
            #expect(status == .unauthorized)
            #expect(try PythonJSON(parsing: body)["error"]?.text?.isEmpty == false)
        }
    }
}

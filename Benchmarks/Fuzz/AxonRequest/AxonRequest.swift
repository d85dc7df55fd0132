// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import SubstrateKeys
import SubstratePrimitives

@testable import BittensorNetworking

/// Feeds requests to an axon, as its HTTP server hands them over: headers of strangers, signatures, bodies, and what the
/// handlers of synapses make of them. A `*` stands for the nonce, the caller, the body's hash or the signature that
/// would be good there.
///
/// Every request is answered, and a signed one only once.
@_cdecl("fuzzAxonRequest")
public func fuzzAxonRequest(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let request = WrittenRequest(Array(UnsafeBufferPointer(start: start, count: count))).flatMap(request)
    else { return 0 }
    waiting {
        let responder = responder()
        let status = await answer(request, responder)
        precondition(200...599 ~= status, "answered by \(status)")
        if status == 200 {
            let again = await answer(request, responder)
            precondition(again != 200, "a request was taken twice")
        }
    }
    return 0
}

/// A synapse with fields of every kind.
struct Sample: Synapse {
    var text = ""
    var numbers: [Int] = []
    var tensor: Tensor?
    var answer: String?

    static let fields: [SynapseField<Self>] = [
        .field("text", \.text, .required, .frozen), .field("numbers", \.numbers), .field("tensor", \.tensor),
        .field("answer", \.answer),
    ]
    static let requiredHashFields = ["text", "numbers"]
}

private let now: Int64 = 1_700_000_000_000_000_000
private let server = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
private let logger = Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }
private let channel = NIOAsyncTestingChannel()
private let caller: KeyPair = {
    guard let pair = try? KeyPair(uri: "//Alice") else { preconditionFailure("a development key") }
    return pair
}()

private func responder() -> AxonResponder {
    do {
        var axon = try Axon(hotkey: server, logger: logger, clock: WallClock { now })
        try axon.attach(Sample.self) { message, _ in
            var answer = message
            answer.answer = "\(message.text) \(message.numbers.count) \(message.tensor?.shape ?? [])"
            return answer
        }
        return AxonResponder(core: axon.core, routes: axon.routes)
    } catch {
        preconditionFailure("an axon: \(error)")
    }
}

/// The request as HTTP knows it; nil for one that no server would hand over.
private func request(_ written: WrittenRequest) -> Request? {
    var written = written
    written.fill("bt_header_dendrite_nonce", String(now))
    written.fill("bt_header_dendrite_hotkey", caller.accountID.ss58())
    if let body = try? PythonJSON(parsing: written.body), let message = try? SynapseMessage<Sample>(body: body),
        let hash = try? message.bodyHash()
    {
        written.fill("computed_body_hash", hash)
    }
    if written["bt_header_dendrite_signature"] == "*",
        let nonce = written["bt_header_dendrite_nonce"].flatMap(Int64.init)
    {
        let text = SynapseSignature.requestText(
            nonce: nonce, caller: written["bt_header_dendrite_hotkey"] ?? "", axon: server.ss58(),
            uuid: written["bt_header_dendrite_uuid"], bodyHash: written["computed_body_hash"])
        written.fill("bt_header_dendrite_signature", SynapseSignature.make(text, by: caller))
    }
    guard let method = HTTPRequest.Method(rawValue: written.method) else { return nil }
    var fields = HTTPFields()
    for (name, value) in written.headers {
        guard let name = HTTPField.Name(name) else { return nil }
        fields.append(HTTPField(name: name, value: value))
    }
    return Request(
        head: HTTPRequest(
            method: method, scheme: "http", authority: "fuzz", path: written.path, headerFields: fields),
        body: RequestBody(buffer: ByteBuffer(bytes: written.body)))
}

private func answer(_ request: Request, _ responder: AxonResponder) async -> Int {
    let context = AxonResponder.Context(source: ApplicationRequestContextSource(channel: channel, logger: logger))
    do {
        let response = try await responder.respond(to: request, context: context)
        try await response.body.write(Discarding())
        return response.status.code
    } catch {
        preconditionFailure("a request has no answer: \(error)")
    }
}

/// Takes the body of an answer as a caller would.
private struct Discarding: ResponseBodyWriter {
    func write(_ buffer: ByteBuffer) async throws {}
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

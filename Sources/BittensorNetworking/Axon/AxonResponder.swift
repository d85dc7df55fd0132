// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTP1
import SDKTelemetry
import SubstratePrimitives
import Tracing

/// Takes a request through the checks, from cheap to dear.
struct AxonResponder: HTTPResponder {
    struct Context: InitializableFromSource {
        let channel: any Channel

        init(source: ApplicationRequestContextSource) { channel = source.channel }
    }

    let core: AxonCore
    let routes: RouteTable

    /// What is known about a request when it is refused.
    private struct Progress {
        var routeName = ""
        /// Nil until they are read.
        var headers: SynapseHeaders?
        /// Whether the caller's signature holds.
        var isProven = false
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        let start = ContinuousClock.now
        let span = core.observer.begin(request.headers)
        defer { span?.end() }
        var progress = Progress()
        let response: Response
        do {
            response = try await asPart(of: span) {
                try await respond(to: request, over: context.channel, start, &progress)
            }
        } catch let refusal as CallRefusal {
            response = self.response(refusal, progress, context.channel.remoteAddress, start)
            span?.fail(refusal.message)
            span?.note([.errorCode: refusal.reason.rawValue])
        }
        if let span {
            if !progress.routeName.isEmpty { span.operationName = "axon \(progress.routeName)" }
            span.note([
                .synapse: progress.routeName, .status: response.status.code,
                .hotkey: progress.isProven ? progress.headers?.dendrite.hotkey ?? "" : "unproven",
            ])
        }
        return response
    }

    private func respond(
        to request: Request, over channel: any Channel, _ start: ContinuousClock.Instant, _ progress: inout Progress
    ) async throws -> Response {
        let path = request.uri.path.split(separator: "/", omittingEmptySubsequences: true)
        let name = path.first.map { String($0) } ?? ""
        guard let route = routes[name] ?? name.removingPercentEncoding.flatMap({ routes[$0] }) else {
            throw routes.unknown(name)
        }
        progress.routeName = route.name
        let headers = try headers(of: request)
        progress.headers = headers
        guard request.method == .post || request.method == .get else {
            throw CallRefusal.detail(405, "Method Not Allowed", .method)
        }
        guard path.count == 1 else { throw CallRefusal.detail(404, "Not Found", .path) }
        if let length = request.headers[.contentLength].flatMap(Int.init), length > core.configuration.longestBody {
            throw bodyTooLarge
        }

        let proof = try core.verifier.verify(headers)
        progress.isProven = true
        let (caller, priority) = try await admit(proof, from: channel.remoteAddress, route, headers)
        core.connections.prove(channel)
        // The bytes of the body stay in the budget until the handler is done.
        var share = ByteShare(core.bodies)
        let body = try await body(of: request, &share)
        let exchange = Exchange(core: core, headers: headers, caller: caller, priority: priority, start: start)
        if body.readableBytes > Self.longestQuickBody {
            return try await elsewhere { try await route.serve(try Self.json(body), exchange) }
        }
        return try await route.serve(try Self.json(body), exchange)
    }

    /// Bytes of a body that is read on the event loop.
    private static let longestQuickBody = 16 << 10

    private func headers(of request: Request) throws(CallRefusal) -> SynapseHeaders {
        var headers = SynapseHeaders()
        do throws(NetworkingError) {
            for field in request.headers { try headers.read(field.name.canonicalName, field.value) }
        } catch {
            throw CallRefusal.unreadable(error, reason: .malformed)
        }
        return headers
    }

    // MARK: - The body

    private func body(of request: Request, _ share: inout ByteShare) async throws -> ByteBuffer {
        // Like Python's framework: absent counts as JSON, anything else does not.
        if let type = request.headers[.contentType], !type.lowercased().hasPrefix("application/json") {
            throw CallRefusal.failed("the body is not JSON but '\(type.prefix(40))'", reason: .shape)
        }
        var collected = ByteBuffer()
        for try await part in request.body {
            guard collected.readableBytes + part.readableBytes <= core.configuration.longestBody else {
                throw bodyTooLarge
            }
            guard share.take(part.readableBytes) else {
                throw CallRefusal.busy("The axon is busy with other bodies: try again later")
            }
            collected.writeImmutableBuffer(part)
        }
        guard collected.readableBytes > 0 else { throw CallRefusal.failed("the body is empty", reason: .shape) }
        return collected
    }

    private static func json(_ body: ByteBuffer) throws -> PythonJSON {
        do {
            return try body.withUnsafeReadableBytes { try PythonJSON(parsing: $0) }
        } catch let error as NetworkingError {
            switch error.code {
            case .notUnicode, .jsonLimit: throw CallRefusal.detail(400, "There was an error parsing the body", .shape)
            default: throw CallRefusal.detail(422, error.reason, .shape)
            }
        }
    }

    private var bodyTooLarge: CallRefusal {
        CallRefusal(
            status: 413, message: "Request body is larger than \(core.configuration.longestBody) bytes",
            reason: .bodyTooLarge)
    }

    // MARK: - Refusals

    private func response(
        _ refusal: CallRefusal, _ progress: Progress, _ peer: SocketAddress?, _ start: ContinuousClock.Instant
    ) -> Response {
        let elapsed = start.duration(to: .now)
        core.observer.refused(refusal, progress.routeName)
        core.observer.answered(
            progress.routeName, refusal.status, elapsed,
            to: progress.isProven ? progress.headers?.dendrite.hotkey : nil)
        var fields = HTTPFields()
        var body: PythonJSON = ["message": .text(refusal.message)]
        if refusal.isDetail {
            body = ["detail": refusal.status == 422 ? Self.invalidJSON(refusal.message) : .text(refusal.message)]
        } else {
            fields = AnswerHeaders.fields(
                of: refusal, name: progress.routeName, request: progress.headers,
                peer: (peer?.ipAddress, peer?.port), seconds: elapsed.inSeconds)
        }
        fields[.contentType] = "application/json"
        // Who has proven nothing may try again, over another connection.
        if !progress.isProven { fields[.connection] = "close" }
        return Response(
            status: .init(code: refusal.status), headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded())))
    }

    /// The shape in which Python's framework reports a body that is no JSON.
    private static func invalidJSON(_ reason: String) -> PythonJSON {
        [
            [
                "type": "json_invalid", "loc": ["body", 0], "msg": "JSON decode error", "input": [:],
                "ctx": ["error": .text(reason)],
            ]
        ]
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import HTTPTypes
public import Hummingbird
import NIOCore

/// A request context that knows who sent the request.
public protocol BTAuthRequestContext: RequestContext {
    /// The proven sender; nil before the middleware has run.
    var sender: BTAuthVerifier.Sender? { get set }
}

/// Lets only requests through that are signed by `btauth/1`; the others get 401 and the name of what is wrong.
///
/// ```swift
/// import Hummingbird
///
/// let router = Router(context: MyContext.self)
/// router.add(middleware: BTAuthMiddleware(verifier))
/// router.post("generate") { _, context in
///     guard let sender = context.sender else { throw HTTPError(.unauthorized) }
///     return "generated for \(sender.hotkey)"
/// }
/// ```
public struct BTAuthMiddleware<Context: BTAuthRequestContext>: RouterMiddleware {
    private let verifier: BTAuthVerifier
    private let longestBody: Int
    private let budget: ByteBudget

    /// The signature covers the whole body, which is therefore read before the sender is proven; what can be checked without it
    /// is checked before.
    ///
    /// - Parameters:
    ///   - longestBody: Bytes of a body. A longer one is answered 413.
    ///   - bodiesInFlight: Bytes of all bodies that are being read and worked on. Beyond that the answer is 503.
    public init(_ verifier: BTAuthVerifier, longestBody: Int = 16 << 20, bodiesInFlight: Int = 256 << 20) {
        self.verifier = verifier
        self.longestBody = longestBody
        budget = ByteBudget(limit: bodiesInFlight)
    }

    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let claim: BTAuthVerifier.Claim
        do throws(BTAuthError) {
            claim = try verifier.claim { name in HTTPField.Name(name).flatMap { request.headers[$0] } }
        } catch {
            return Self.refusal(error)
        }
        var share = ByteShare(budget)
        var (request, context) = (request, context)
        let body = try await body(of: request, &share)
        request.body = RequestBody(buffer: body)
        do throws(BTAuthError) {
            context.sender = try verifier.prove(
                claim, method: request.method.rawValue, path: request.uri.string, body: Array(body.readableBytesView))
        } catch {
            return Self.refusal(error)
        }
        return try await next(request, context)
    }

    private func body(of request: Request, _ share: inout ByteShare) async throws -> ByteBuffer {
        let length = request.headers[.contentLength].flatMap(Int.init) ?? 0
        guard length <= longestBody else { throw HTTPError(.contentTooLarge) }
        var collected = ByteBuffer()
        for try await part in request.body {
            guard collected.readableBytes + part.readableBytes <= longestBody else {
                throw HTTPError(.contentTooLarge)
            }
            guard share.take(part.readableBytes) else { throw HTTPError(.serviceUnavailable) }
            collected.writeImmutableBuffer(part)
        }
        return collected
    }

    private static func refusal(_ error: BTAuthError) -> Response {
        let body: PythonJSON = ["error": .text(error.rawValue)]
        return Response(
            status: .unauthorized, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded())))
    }
}

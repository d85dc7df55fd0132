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
/// let router = Router(context: MyContext.self)
/// router.add(middleware: BTAuthMiddleware(verifier))
/// router.post("generate") { request, context in … context.sender … }
/// ```
public struct BTAuthMiddleware<Context: BTAuthRequestContext>: RouterMiddleware {
    private let verifier: BTAuthVerifier
    private let longestBody: Int

    /// - Parameter longestBody: The signature covers the whole body, which is therefore read first: at most so many bytes.
    public init(_ verifier: BTAuthVerifier, longestBody: Int = 16 << 20) {
        self.verifier = verifier
        self.longestBody = longestBody
    }

    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        // A request without a signature is not worth reading.
        guard let name = HTTPField.Name(BTAuth.Header.signature.rawValue), request.headers[name] != nil else {
            return Self.refusal(.malformed)
        }
        var request = request
        let body = try await request.collectBody(upTo: longestBody)
        var context = context
        do throws(BTAuthError) {
            context.sender = try verifier.verify(
                method: request.method.rawValue, path: request.uri.string, body: Array(body.readableBytesView)
            ) { name in
                HTTPField.Name(name).flatMap { request.headers[$0] }
            }
        } catch {
            return Self.refusal(error)
        }
        return try await next(request, context)
    }

    private static func refusal(_ error: BTAuthError) -> Response {
        let body: PythonJSON = ["error": .text(error.rawValue)]
        return Response(
            status: .unauthorized, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded())))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
public import SubstratePrimitives

extension HTTPClientRequest {
    /// Sets the body and signs the request by `btauth/1`: call it last, just before sending.
    ///
    /// - Parameter receiver: The hotkey of the server.
    public mutating func sign(with signer: BTAuthSigner, body: [UInt8] = [], receiver: AccountID?) {
        if !body.isEmpty { self.body = .bytes(ByteBuffer(bytes: body)) }
        for (name, value) in signer.headers(
            method: method.rawValue, path: Self.pathWithQuery(url), body: body, receiver: receiver)
        {
            headers.replaceOrAdd(name: name, value: value)
        }
    }

    /// What stands in the request line.
    private static func pathWithQuery(_ url: String) -> String {
        guard let parts = URLComponents(string: url) else { return "/" }
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        return path + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
    }
}
